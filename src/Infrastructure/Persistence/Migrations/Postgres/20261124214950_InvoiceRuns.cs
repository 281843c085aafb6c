using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class InvoiceRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "run_id",
                table: "invoices",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "invoicing_settings",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    series = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    due_days = table.Column<int>(type: "integer", nullable: false),
                    invoices_absences = table.Column<bool>(type: "boolean", nullable: false),
                    invoices_justified_absences = table.Column<bool>(type: "boolean", nullable: false),
                    issuer_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    issuer_address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    treasury_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    treasury_address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    payment_text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    changed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoicing_settings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "invoice_runs",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    period_from = table.Column<DateOnly>(type: "date", nullable: false),
                    period_to = table.Column<DateOnly>(type: "date", nullable: false),
                    activities = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    tells_families = table.Column<bool>(type: "boolean", nullable: false),
                    settings_id = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<Guid>(type: "uuid", nullable: false),
                    started_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_family_id = table.Column<int>(type: "integer", nullable: false),
                    worker = table.Column<Guid>(type: "uuid", nullable: true),
                    lease_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_invoice_runs_invoicing_settings_settings_id",
                        column: x => x.settings_id,
                        principalTable: "invoicing_settings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_run_families",
                columns: table => new
                {
                    run_id = table.Column<int>(type: "integer", nullable: false),
                    family_id = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false),
                    anomalies = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_run_families", x => new { x.run_id, x.family_id });
                    table.ForeignKey(
                        name: "fk_invoice_run_families_families_family_id",
                        column: x => x.family_id,
                        principalTable: "families",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_invoice_run_families_invoice_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "invoice_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_run_id_family_id",
                table: "invoices",
                columns: new[] { "run_id", "family_id" },
                unique: true,
                filter: "run_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_run_families_family_id",
                table: "invoice_run_families",
                column: "family_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_run_families_run_id_status_family_id",
                table: "invoice_run_families",
                columns: new[] { "run_id", "status", "family_id" });

            migrationBuilder.CreateIndex(
                name: "ix_invoice_runs_one_open",
                table: "invoice_runs",
                column: "is_open",
                unique: true,
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_runs_settings_id",
                table: "invoice_runs",
                column: "settings_id");

            migrationBuilder.AddForeignKey(
                name: "fk_invoices_invoice_runs_run_id",
                table: "invoices",
                column: "run_id",
                principalTable: "invoice_runs",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_invoices_invoice_runs_run_id",
                table: "invoices");

            migrationBuilder.DropTable(
                name: "invoice_run_families");

            migrationBuilder.DropTable(
                name: "invoice_runs");

            migrationBuilder.DropTable(
                name: "invoicing_settings");

            migrationBuilder.DropIndex(
                name: "ix_invoices_run_id_family_id",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "run_id",
                table: "invoices");
        }
    }
}
