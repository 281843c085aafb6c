using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GuardianPrivacy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_change_requests_one_pending",
                table: "change_requests");

            migrationBuilder.AddColumn<string>(
                name: "entered_by_referent",
                table: "guardians",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_confidential",
                table: "guardians",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "shares_coordinates",
                table: "guardians",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "told_of_privacy_at",
                table: "guardians",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "named_by_id",
                table: "contacts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "protected_by_id",
                table: "children",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "agreed_at",
                table: "change_requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "agreed_by_id",
                table: "change_requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "filed_by_guardian_id",
                table: "change_requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_contacts_named_by_id",
                table: "contacts",
                column: "named_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_children_protected_by_id",
                table: "children",
                column: "protected_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_change_requests_one_pending",
                table: "change_requests",
                columns: new[] { "family_id", "part", "subject_id", "child_id", "field", "filed_by" },
                unique: true,
                filter: "status = 'Pending'");

            migrationBuilder.AddForeignKey(
                name: "fk_children_guardians_protected_by_id",
                table: "children",
                column: "protected_by_id",
                principalTable: "guardians",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "fk_contacts_guardians_named_by_id",
                table: "contacts",
                column: "named_by_id",
                principalTable: "guardians",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_children_guardians_protected_by_id",
                table: "children");

            migrationBuilder.DropForeignKey(
                name: "fk_contacts_guardians_named_by_id",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "ix_contacts_named_by_id",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "ix_children_protected_by_id",
                table: "children");

            migrationBuilder.DropIndex(
                name: "ix_change_requests_one_pending",
                table: "change_requests");

            migrationBuilder.DropColumn(
                name: "entered_by_referent",
                table: "guardians");

            migrationBuilder.DropColumn(
                name: "is_confidential",
                table: "guardians");

            migrationBuilder.DropColumn(
                name: "shares_coordinates",
                table: "guardians");

            migrationBuilder.DropColumn(
                name: "told_of_privacy_at",
                table: "guardians");

            migrationBuilder.DropColumn(
                name: "named_by_id",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "protected_by_id",
                table: "children");

            migrationBuilder.DropColumn(
                name: "agreed_at",
                table: "change_requests");

            migrationBuilder.DropColumn(
                name: "agreed_by_id",
                table: "change_requests");

            migrationBuilder.DropColumn(
                name: "filed_by_guardian_id",
                table: "change_requests");

            migrationBuilder.CreateIndex(
                name: "ix_change_requests_one_pending",
                table: "change_requests",
                columns: new[] { "family_id", "part", "subject_id", "child_id", "field" },
                unique: true,
                filter: "status = 'Pending'");
        }
    }
}
