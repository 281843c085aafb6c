using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FamilyMembers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "leaving_closed_login",
                table: "guardians",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "left_at",
                table: "guardians",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "left_at",
                table: "children",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "registration_turn",
                table: "centres",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddCheckConstraint(
                name: "ck_guardians_referent_is_there",
                table: "guardians",
                sql: "NOT is_referent OR left_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_children_birth_date",
                table: "children",
                column: "birth_date");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_guardians_referent_is_there",
                table: "guardians");

            migrationBuilder.DropIndex(
                name: "ix_children_birth_date",
                table: "children");

            migrationBuilder.DropColumn(
                name: "leaving_closed_login",
                table: "guardians");

            migrationBuilder.DropColumn(
                name: "left_at",
                table: "guardians");

            migrationBuilder.DropColumn(
                name: "left_at",
                table: "children");

            migrationBuilder.DropColumn(
                name: "registration_turn",
                table: "centres");
        }
    }
}
