using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WaitingIndexCoversLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_enrolment_requests_waiting",
                table: "enrolment_requests");

            migrationBuilder.CreateIndex(
                name: "ix_enrolment_requests_waiting",
                table: "enrolment_requests",
                columns: new[] { "session_id", "kind", "answer_due_on" },
                filter: "status = 'Pending'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_enrolment_requests_waiting",
                table: "enrolment_requests");

            migrationBuilder.CreateIndex(
                name: "ix_enrolment_requests_waiting",
                table: "enrolment_requests",
                column: "session_id",
                filter: "status = 'Pending'");
        }
    }
}
