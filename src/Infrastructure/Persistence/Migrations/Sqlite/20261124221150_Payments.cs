using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Payments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "payment_attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invoice_id = table.Column<long>(type: "INTEGER", nullable: false),
                    family_id = table.Column<int>(type: "INTEGER", nullable: false),
                    amount_cents = table.Column<long>(type: "INTEGER", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    id_op = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    started_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    next_poll_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    polls = table.Column<int>(type: "INTEGER", nullable: false),
                    last_polled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_attempts", x => x.id);
                    table.ForeignKey(
                        name: "fk_payment_attempts_families_family_id",
                        column: x => x.family_id,
                        principalTable: "families",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_attempts_invoices_invoice_id",
                        column: x => x.invoice_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_reminders",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    family_id = table.Column<int>(type: "INTEGER", nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    due_cents = table.Column<long>(type: "INTEGER", nullable: false),
                    invoices = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sent_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    sent_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_reminders", x => x.id);
                    table.ForeignKey(
                        name: "fk_payment_reminders_families_family_id",
                        column: x => x.family_id,
                        principalTable: "families",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "treasury_bordereaux",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    title_count = table.Column<int>(type: "INTEGER", nullable: false),
                    total_cents = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    cancelled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    cancel_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_treasury_bordereaux", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "treasury_titles",
                columns: table => new
                {
                    bordereau_id = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    invoice_id = table.Column<long>(type: "INTEGER", nullable: false),
                    amount_cents = table.Column<long>(type: "INTEGER", nullable: false),
                    last_name = table.Column<string>(type: "TEXT", maxLength: 38, nullable: false),
                    first_name = table.Column<string>(type: "TEXT", maxLength: 38, nullable: false),
                    street = table.Column<string>(type: "TEXT", maxLength: 38, nullable: false),
                    post_code = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    city = table.Column<string>(type: "TEXT", maxLength: 38, nullable: false),
                    is_cancelled = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_treasury_titles", x => new { x.bordereau_id, x.position });
                    table.ForeignKey(
                        name: "fk_treasury_titles_invoices_invoice_id",
                        column: x => x.invoice_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_treasury_titles_treasury_bordereaux_bordereau_id",
                        column: x => x.bordereau_id,
                        principalTable: "treasury_bordereaux",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_family_id",
                table: "payment_attempts",
                column: "family_id");

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_id_op",
                table: "payment_attempts",
                column: "id_op",
                unique: true,
                filter: "id_op IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_invoice_id",
                table: "payment_attempts",
                column: "invoice_id");

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_next_poll_at",
                table: "payment_attempts",
                column: "next_poll_at",
                filter: "next_poll_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payment_attempts_to_settle",
                table: "payment_attempts",
                column: "created_at",
                filter: "state IN ('ToReview', 'ToReconcile')");

            migrationBuilder.CreateIndex(
                name: "ix_payment_reminders_family_id_sent_at",
                table: "payment_reminders",
                columns: new[] { "family_id", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_treasury_bordereaux_year_number",
                table: "treasury_bordereaux",
                columns: new[] { "year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_treasury_titles_invoice_id",
                table: "treasury_titles",
                column: "invoice_id");

            migrationBuilder.CreateIndex(
                name: "ix_treasury_titles_once",
                table: "treasury_titles",
                column: "invoice_id",
                unique: true,
                filter: "NOT is_cancelled");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "payment_attempts");

            migrationBuilder.DropTable(
                name: "payment_reminders");

            migrationBuilder.DropTable(
                name: "treasury_titles");

            migrationBuilder.DropTable(
                name: "treasury_bordereaux");
        }
    }
}
