using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WhoNamedWhom : Migration
    {
        // Behind GuardianPrivacy and not in it: SQLite makes its tables anew at the end of a migration.
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Who named a contact was not kept: the référent, whose form it stood on. Of the others' coordinates nobody knows who entered them:
            // until it is known again, no other guardian does.
            migrationBuilder.Sql("UPDATE contacts SET named_by_id = (SELECT id FROM guardians WHERE guardians.family_id = contacts.family_id AND is_referent AND left_at IS NULL)");
            migrationBuilder.Sql("UPDATE guardians SET entered_by_referent = '{}' WHERE NOT is_referent");
            migrationBuilder.Sql("UPDATE change_requests SET filed_by_guardian_id = (SELECT guardian_id FROM users WHERE users.id = change_requests.filed_by) WHERE NOT is_by_centre");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
