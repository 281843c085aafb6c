using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class NameOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_families_name",
                table: "families");

            migrationBuilder.AddColumn<string>(
                name: "sort_key",
                table: "users",
                type: "character varying(602)",
                maxLength: 602,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "sort_key",
                table: "families",
                type: "character varying(602)",
                maxLength: 602,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "sort_key",
                table: "children",
                type: "character varying(602)",
                maxLength: 602,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "sort_key",
                table: "activities",
                type: "character varying(602)",
                maxLength: 602,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.CreateIndex(
                name: "ix_families_sort_key_id",
                table: "families",
                columns: new[] { "sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_children_sort_key_id",
                table: "children",
                columns: new[] { "sort_key", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_families_sort_key_id",
                table: "families");

            migrationBuilder.DropIndex(
                name: "ix_children_sort_key_id",
                table: "children");

            migrationBuilder.DropColumn(
                name: "sort_key",
                table: "users");

            migrationBuilder.DropColumn(
                name: "sort_key",
                table: "families");

            migrationBuilder.DropColumn(
                name: "sort_key",
                table: "children");

            migrationBuilder.DropColumn(
                name: "sort_key",
                table: "activities");

            migrationBuilder.CreateIndex(
                name: "ix_families_name",
                table: "families",
                column: "name");
        }
    }
}
