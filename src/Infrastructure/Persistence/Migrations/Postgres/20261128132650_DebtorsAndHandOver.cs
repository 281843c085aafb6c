using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DebtorsAndHandOver : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "civility",
                table: "treasury_titles",
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "complement",
                table: "treasury_titles",
                type: "character varying(38)",
                maxLength: 38,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "credited_cents",
                table: "treasury_titles",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "locality",
                table: "treasury_titles",
                type: "character varying(38)",
                maxLength: 38,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "codes_id",
                table: "treasury_bordereaux",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "after_hand_over",
                table: "payments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "treasury_told_at",
                table: "payments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "treasury_told_by_name",
                table: "payments",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "treasury_told_how",
                table: "payments",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pay_fip_number",
                table: "invoicing_settings",
                type: "character varying(6)",
                maxLength: 6,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "debtor_address_complement",
                table: "invoices",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "debtor_address_locality",
                table: "invoices",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "debtor_address_post_code",
                table: "invoices",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "debtor_address_street",
                table: "invoices",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "debtor_address_town",
                table: "invoices",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "debtor_civility",
                table: "invoices",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "debtor_first_name",
                table: "invoices",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "debtor_last_name",
                table: "invoices",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            // Titles so far were the invoice less its credit notes.
            migrationBuilder.Sql("UPDATE treasury_titles SET credited_cents = (SELECT i.total_cents FROM invoices i WHERE i.id = treasury_titles.invoice_id) - amount_cents WHERE EXISTS (SELECT 1 FROM invoices i WHERE i.id = treasury_titles.invoice_id AND i.kind = 'Invoice')");

            // What was paid was never deducted from a title, and payments that came later were never told: the accountant goes through them.
            migrationBuilder.Sql("UPDATE payments SET after_hand_over = TRUE WHERE EXISTS (SELECT 1 FROM treasury_titles t WHERE t.invoice_id = payments.invoice_id AND NOT t.is_cancelled)");

            migrationBuilder.CreateTable(
                name: "treasury_codes",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    changed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    terms_account_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    terms_budget_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    terms_civility_of_men = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    terms_civility_of_women = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    terms_collectivity_code = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    terms_key_code = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    terms_label = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    terms_period = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: false),
                    terms_post_code = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    terms_product_code = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    terms_reduction_file_type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    terms_reduction_piece_type = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    terms_siret = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_treasury_codes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_treasury_bordereaux_codes_id",
                table: "treasury_bordereaux",
                column: "codes_id");

            migrationBuilder.CreateIndex(
                name: "ix_payments_to_tell",
                table: "payments",
                column: "received_on",
                filter: "after_hand_over AND treasury_told_at IS NULL");

            migrationBuilder.AddForeignKey(
                name: "fk_treasury_bordereaux_treasury_codes_codes_id",
                table: "treasury_bordereaux",
                column: "codes_id",
                principalTable: "treasury_codes",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_treasury_bordereaux_treasury_codes_codes_id",
                table: "treasury_bordereaux");

            migrationBuilder.DropTable(
                name: "treasury_codes");

            migrationBuilder.DropIndex(
                name: "ix_treasury_bordereaux_codes_id",
                table: "treasury_bordereaux");

            migrationBuilder.DropIndex(
                name: "ix_payments_to_tell",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "civility",
                table: "treasury_titles");

            migrationBuilder.DropColumn(
                name: "complement",
                table: "treasury_titles");

            migrationBuilder.DropColumn(
                name: "credited_cents",
                table: "treasury_titles");

            migrationBuilder.DropColumn(
                name: "locality",
                table: "treasury_titles");

            migrationBuilder.DropColumn(
                name: "codes_id",
                table: "treasury_bordereaux");

            migrationBuilder.DropColumn(
                name: "after_hand_over",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "treasury_told_at",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "treasury_told_by_name",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "treasury_told_how",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "pay_fip_number",
                table: "invoicing_settings");

            migrationBuilder.DropColumn(
                name: "debtor_address_complement",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "debtor_address_locality",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "debtor_address_post_code",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "debtor_address_street",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "debtor_address_town",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "debtor_civility",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "debtor_first_name",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "debtor_last_name",
                table: "invoices");
        }
    }
}
