using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class InvoiceParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_treasury_bordereaux_year_number",
                table: "treasury_bordereaux");

            migrationBuilder.DropIndex(
                name: "ix_invoice_lines_corrects_line_id",
                table: "invoice_lines");

            migrationBuilder.AddColumn<bool>(
                name: "is_reduction",
                table: "treasury_bordereaux",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "minimum_cents",
                table: "invoicing_settings",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AlterColumn<string>(
                name: "addressee",
                table: "invoices",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500);

            migrationBuilder.CreateIndex(
                name: "ix_treasury_bordereaux_year_is_reduction_number",
                table: "treasury_bordereaux",
                columns: new[] { "year", "is_reduction", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoice_lines_corrects_line_id",
                table: "invoice_lines",
                column: "corrects_line_id",
                filter: "corrects_line_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_treasury_bordereaux_year_is_reduction_number",
                table: "treasury_bordereaux");

            migrationBuilder.DropIndex(
                name: "ix_invoice_lines_corrects_line_id",
                table: "invoice_lines");

            migrationBuilder.DropColumn(
                name: "is_reduction",
                table: "treasury_bordereaux");

            migrationBuilder.DropColumn(
                name: "minimum_cents",
                table: "invoicing_settings");

            migrationBuilder.AlterColumn<string>(
                name: "addressee",
                table: "invoices",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(1000)",
                oldMaxLength: 1000);

            migrationBuilder.CreateIndex(
                name: "ix_treasury_bordereaux_year_number",
                table: "treasury_bordereaux",
                columns: new[] { "year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoice_lines_corrects_line_id",
                table: "invoice_lines",
                column: "corrects_line_id",
                unique: true,
                filter: "corrects_line_id IS NOT NULL");
        }
    }
}
