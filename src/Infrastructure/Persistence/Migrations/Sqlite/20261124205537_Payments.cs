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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "payment_attempts");
        }
    }
}
