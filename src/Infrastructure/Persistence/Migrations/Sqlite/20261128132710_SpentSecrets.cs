using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SpentSecrets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "recovery_codes",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", maxLength: 44, nullable: false),
                    salt = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_codes", x => new { x.user_id, x.digest });
                    table.ForeignKey(
                        name: "fk_recovery_codes_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_attempts",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 44, nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    locked_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_attempts", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "totp_uses",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    step = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_totp_uses", x => x.user_id);
                    table.ForeignKey(
                        name: "fk_totp_uses_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_attempts_last_at",
                table: "sign_in_attempts",
                column: "last_at");

            // The codes that are left, written before as one text: the salt, then each digest, parted by blanks.
            migrationBuilder.Sql(
                """
                INSERT INTO recovery_codes (user_id, digest, salt)
                SELECT users.id, substr(users.recovery_digests, 26 + 45 * places.place, 44), substr(users.recovery_digests, 1, 24)
                FROM users CROSS JOIN (SELECT 0 AS place UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
                    UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS places
                WHERE length(users.recovery_digests) >= 24 + 45 * (places.place + 1)
                """);

            migrationBuilder.Sql("INSERT INTO totp_uses (user_id, step) SELECT id, totp_step FROM users WHERE totp_step IS NOT NULL");

            // Addresses are compared as they are, but for the case of A to Z.
            migrationBuilder.Sql("UPDATE users SET normalized_email = upper(trim(email)), normalized_user_name = upper(trim(user_name))");

            migrationBuilder.Sql("UPDATE invitations SET email_key = upper(trim(email))");

            migrationBuilder.DropColumn(
                name: "recovery_digests",
                table: "users");

            migrationBuilder.DropColumn(
                name: "totp_step",
                table: "users");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recovery_codes");

            migrationBuilder.DropTable(
                name: "sign_in_attempts");

            migrationBuilder.DropTable(
                name: "totp_uses");

            migrationBuilder.AddColumn<string>(
                name: "recovery_digests",
                table: "users",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "totp_step",
                table: "users",
                type: "INTEGER",
                nullable: true);
        }
    }
}
