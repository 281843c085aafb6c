using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "minimum_cents",
                table: "invoicing_settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

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
