using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Setup : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_out_of_plan",
                table: "sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "setup_turn",
                table: "centres",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "urgent_days",
                table: "centres",
                type: "INTEGER",
                nullable: false,
                defaultValue: 3);

            migrationBuilder.AddColumn<bool>(
                name: "is_retired",
                table: "bus_stops",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "line",
                table: "bus_stops",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "position",
                table: "bus_stops",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "closing_day",
                table: "booking_windows",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "holiday_period_id",
                table: "booking_windows",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "lead_weeks",
                table: "booking_windows",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "stay_start",
                table: "booking_windows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_archived",
                table: "activities",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "closures",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    activity_id = table.Column<int>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    treatment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reopened_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_closures", x => x.id);
                    table.ForeignKey(
                        name: "fk_closures_activities_activity_id",
                        column: x => x.activity_id,
                        principalTable: "activities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_texts",
                columns: table => new
                {
                    template = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    introduction = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    closing = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_texts", x => x.template);
                });

            migrationBuilder.CreateTable(
                name: "retention_delays",
                columns: table => new
                {
                    data = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    months = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_delays", x => x.data);
                });

            migrationBuilder.CreateIndex(
                name: "ix_booking_windows_holiday_period_id",
                table: "booking_windows",
                column: "holiday_period_id");

            migrationBuilder.CreateIndex(
                name: "ix_closures_activity_id",
                table: "closures",
                column: "activity_id");

            migrationBuilder.CreateIndex(
                name: "ix_closures_to",
                table: "closures",
                column: "to");

            migrationBuilder.AddForeignKey(
                name: "fk_booking_windows_holiday_periods_holiday_period_id",
                table: "booking_windows",
                column: "holiday_period_id",
                principalTable: "holiday_periods",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_booking_windows_holiday_periods_holiday_period_id",
                table: "booking_windows");

            migrationBuilder.DropTable(
                name: "closures");

            migrationBuilder.DropTable(
                name: "mail_texts");

            migrationBuilder.DropTable(
                name: "retention_delays");

            migrationBuilder.DropIndex(
                name: "ix_booking_windows_holiday_period_id",
                table: "booking_windows");

            migrationBuilder.DropColumn(
                name: "is_out_of_plan",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "setup_turn",
                table: "centres");

            migrationBuilder.DropColumn(
                name: "urgent_days",
                table: "centres");

            migrationBuilder.DropColumn(
                name: "is_retired",
                table: "bus_stops");

            migrationBuilder.DropColumn(
                name: "line",
                table: "bus_stops");

            migrationBuilder.DropColumn(
                name: "position",
                table: "bus_stops");

            migrationBuilder.DropColumn(
                name: "closing_day",
                table: "booking_windows");

            migrationBuilder.DropColumn(
                name: "holiday_period_id",
                table: "booking_windows");

            migrationBuilder.DropColumn(
                name: "lead_weeks",
                table: "booking_windows");

            migrationBuilder.DropColumn(
                name: "stay_start",
                table: "booking_windows");

            migrationBuilder.DropColumn(
                name: "is_archived",
                table: "activities");
        }
    }
}
