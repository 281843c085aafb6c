using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>For <c>dotnet ef migrations add</c> only; no database is opened.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqlitePortalDbContext>
{
    public SqlitePortalDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqlitePortalDbContext>();
        options.UsePortalSqlite("Data Source=design-time.db");
        return new SqlitePortalDbContext(options.Options);
    }
}

/// <summary>For <c>dotnet ef migrations add</c> only; no database is opened.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresPortalDbContext>
{
    public PostgresPortalDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresPortalDbContext>();
        options.UsePortalPostgres("Host=localhost;Database=design_time");
        return new PostgresPortalDbContext(options.Options);
    }
}
