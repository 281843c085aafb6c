using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MailsPerAddress : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "treatment_id",
                table: "outbox_messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_treatment_id",
                table: "outbox_messages",
                column: "treatment_id",
                filter: "treatment_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_enrolment_requests_treated",
                table: "enrolment_requests",
                column: "decided_at",
                filter: "treatment_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_user_id_id",
                table: "audit_entries",
                columns: new[] { "user_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_outbox_messages_treatment_id",
                table: "outbox_messages");

            migrationBuilder.DropIndex(
                name: "ix_enrolment_requests_treated",
                table: "enrolment_requests");

            migrationBuilder.DropIndex(
                name: "ix_audit_entries_user_id_id",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "treatment_id",
                table: "outbox_messages");
        }
    }
}
