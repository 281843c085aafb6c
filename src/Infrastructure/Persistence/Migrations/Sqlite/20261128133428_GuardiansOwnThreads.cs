using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GuardiansOwnThreads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "guardian_id",
                table: "outbox_messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "guardian_id",
                table: "conversations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "guardian_id",
                table: "conversation_messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_shared",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "people",
                table: "broadcasts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "conversation_readers",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    guardian_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unread = table.Column<int>(type: "INTEGER", nullable: false),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversation_readers", x => new { x.conversation_id, x.guardian_id });
                    table.ForeignKey(
                        name: "fk_conversation_readers_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_conversation_readers_guardians_guardian_id",
                        column: x => x.guardian_id,
                        principalTable: "guardians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            OldConversations.GiveToPersons(migrationBuilder);

            migrationBuilder.DropColumn(
                name: "read_by_family_at",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "unread_by_family",
                table: "conversations");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_guardian_id",
                table: "conversations",
                column: "guardian_id");

            migrationBuilder.CreateIndex(
                name: "ix_conversation_messages_guardian_id",
                table: "conversation_messages",
                column: "guardian_id");

            migrationBuilder.CreateIndex(
                name: "ix_conversation_readers_guardian_id",
                table: "conversation_readers",
                column: "guardian_id");

            migrationBuilder.AddForeignKey(
                name: "fk_conversation_messages_guardians_guardian_id",
                table: "conversation_messages",
                column: "guardian_id",
                principalTable: "guardians",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_conversations_guardians_guardian_id",
                table: "conversations",
                column: "guardian_id",
                principalTable: "guardians",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_conversation_messages_guardians_guardian_id",
                table: "conversation_messages");

            migrationBuilder.DropForeignKey(
                name: "fk_conversations_guardians_guardian_id",
                table: "conversations");

            migrationBuilder.DropTable(
                name: "conversation_readers");

            migrationBuilder.DropIndex(
                name: "ix_conversations_guardian_id",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "ix_conversation_messages_guardian_id",
                table: "conversation_messages");

            migrationBuilder.DropColumn(
                name: "guardian_id",
                table: "outbox_messages");

            migrationBuilder.DropColumn(
                name: "guardian_id",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "guardian_id",
                table: "conversation_messages");

            migrationBuilder.DropColumn(
                name: "people",
                table: "broadcasts");

            migrationBuilder.DropColumn(
                name: "is_shared",
                table: "conversations");

            migrationBuilder.AddColumn<int>(
                name: "unread_by_family",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "read_by_family_at",
                table: "conversations",
                type: "TEXT",
                nullable: true);
        }
    }
}
