using System.Reflection;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Tests.Support;

/// <summary>The migration after the program's own: a new table, a new column, and a table that SQLite has to build anew.</summary>
[Migration(Name)]
internal sealed class LaterMigration(IModel model) : Migration
{
    public const string Name = "99990101000000_GuardiansAnew";

    public override IModel TargetModel => model;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("later_rows", table => new { id = table.Column<int>() });
        migrationBuilder.AddColumn<string>("later", "families", nullable: false, defaultValue: "");
        migrationBuilder.AlterColumn<string>("profession", "guardians", maxLength: 100, nullable: false, oldMaxLength: 90);
    }

    /// <summary>The portal of these services has it too.</summary>
    public static IServiceCollection AddTo(IServiceCollection services) =>
        services
            .ConfigureDbContext<SqlitePortalDbContext>(options => options.ReplaceService<IMigrationsAssembly, OneMore>())
            .ConfigureDbContext<PostgresPortalDbContext>(options => options.ReplaceService<IMigrationsAssembly, OneMore>());

#pragma warning disable EF1001 // Only its own class knows where the program's migrations are.
    private sealed class OneMore(
        ICurrentDbContext current,
        IDbContextOptions options,
        IMigrationsIdGenerator ids,
        IDiagnosticsLogger<DbLoggerCategory.Migrations> logger
    ) : MigrationsAssembly(current, options, ids, logger)
    {
        public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
            new SortedList<string, TypeInfo>(base.Migrations.ToDictionary(), StringComparer.Ordinal) { [Name] = typeof(LaterMigration).GetTypeInfo() };

        public override Migration CreateMigration(TypeInfo migrationClass, string activeProvider) =>
            migrationClass == typeof(LaterMigration)
                ? new LaterMigration(ModelSnapshot!.Model) { ActiveProvider = activeProvider }
                : base.CreateMigration(migrationClass, activeProvider);
    }
#pragma warning restore EF1001
}
