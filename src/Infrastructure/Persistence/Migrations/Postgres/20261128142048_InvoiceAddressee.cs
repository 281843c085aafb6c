using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class InvoiceAddressee : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "addressee_id",
                table: "invoices",
                type: "integer",
                nullable: true);

            // Whose an older invoice is stands in its text: the one guardian of the family whose name is a line of it.
            migrationBuilder.Sql("""
                UPDATE invoices SET addressee_id = (SELECT MIN(guardians.id) FROM guardians WHERE guardians.family_id = invoices.family_id AND strpos(invoices.addressee || chr(10), chr(10) || trim(guardians.first_name || ' ' || guardians.last_name) || chr(10)) > 0)
                WHERE (SELECT COUNT(*) FROM guardians WHERE guardians.family_id = invoices.family_id AND strpos(invoices.addressee || chr(10), chr(10) || trim(guardians.first_name || ' ' || guardians.last_name) || chr(10)) > 0) = 1;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "addressee_id",
                table: "invoices");
        }
    }
}
