using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ActivityUndoAndPieceReminders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "days",
                table: "reminder_settings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "bus_seats",
                table: "activities",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "activity_revisions",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    activity_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    changed_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: false),
                    after_stamp = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activity_revisions", x => x.id);
                    table.ForeignKey(
                        name: "fk_activity_revisions_activities_activity_id",
                        column: x => x.activity_id,
                        principalTable: "activities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "piece_reminders",
                columns: table => new
                {
                    deposit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_piece_reminders", x => new { x.deposit_id, x.valid_until });
                    table.ForeignKey(
                        name: "fk_piece_reminders_deposited_files_deposit_id",
                        column: x => x.deposit_id,
                        principalTable: "deposited_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_activity_revisions_activity_id_id",
                table: "activity_revisions",
                columns: new[] { "activity_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "activity_revisions");

            migrationBuilder.DropTable(
                name: "piece_reminders");

            migrationBuilder.DropColumn(
                name: "days",
                table: "reminder_settings");

            migrationBuilder.DropColumn(
                name: "bus_seats",
                table: "activities");
        }
    }
}
