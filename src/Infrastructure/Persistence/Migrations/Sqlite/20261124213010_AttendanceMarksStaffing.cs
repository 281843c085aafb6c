using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AttendanceMarksStaffing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<TimeOnly>(
                name: "arrived_at",
                table: "attendances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "left_at",
                table: "attendances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "left_with",
                table: "attendances",
                type: "TEXT",
                maxLength: 450,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "attendance_marks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    operation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    booking_id = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    at = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    left_with = table.Column<string>(type: "TEXT", maxLength: 450, nullable: true),
                    device_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    is_undone = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attendance_marks", x => x.id);
                    table.ForeignKey(
                        name: "fk_attendance_marks_enrolment_requests_booking_id",
                        column: x => x.booking_id,
                        principalTable: "enrolment_requests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "staff_plans",
                columns: table => new
                {
                    session_id = table.Column<int>(type: "INTEGER", nullable: false),
                    animators = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_plans", x => x.session_id);
                    table.ForeignKey(
                        name: "fk_staff_plans_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_rules",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    under_six = table.Column<int>(type: "INTEGER", nullable: false),
                    from_six = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_rules", x => x.kind);
                    table.CheckConstraint("ck_staff_rules_rates", "under_six > 0 AND from_six > 0");
                });

            migrationBuilder.CreateIndex(
                name: "ix_attendance_marks_booking_id_position",
                table: "attendance_marks",
                columns: new[] { "booking_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_attendance_marks_operation_id",
                table: "attendance_marks",
                column: "operation_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attendance_marks");

            migrationBuilder.DropTable(
                name: "staff_plans");

            migrationBuilder.DropTable(
                name: "staff_rules");

            migrationBuilder.DropColumn(
                name: "arrived_at",
                table: "attendances");

            migrationBuilder.DropColumn(
                name: "left_at",
                table: "attendances");

            migrationBuilder.DropColumn(
                name: "left_with",
                table: "attendances");
        }
    }
}
