using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ClsPortal.Infrastructure.Shared.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CentreLook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "centre_looks",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    accent = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    logo = table.Column<byte[]>(type: "bytea", nullable: true),
                    logo_width = table.Column<int>(type: "integer", nullable: false),
                    logo_height = table.Column<int>(type: "integer", nullable: false),
                    cover = table.Column<byte[]>(type: "bytea", nullable: true),
                    cover_width = table.Column<int>(type: "integer", nullable: false),
                    cover_height = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_centre_looks", x => x.id);
                    table.CheckConstraint("ck_centre_looks_only_one", "id = 1");
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "centre_looks");
        }
    }
}
