using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Activities;
using ClsPortal.Infrastructure.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ClsPortal.Infrastructure;

/// <summary>Registers the database.</summary>
public static class DependencyInjection
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseSettings settings)
    {
        services
            .AddScoped<Application.Shared.ILogins, Logins>()
            .AddScoped<RecoveryCodes>()
            .AddScoped<SignInAttempts>()
            .AddScoped<SignInSessions>()
            .AddScoped<IStartTask, CountedAtLogins>();
        services.AddSingleton(settings).AddSingleton(new WriteGate(settings.Provider)).AddCalendarFiles();
        services.AddScoped<IStaffRoster, StaffRoster>().AddSingleton<Application.Families.IImportFiles, Families.ImportFiles>();
        services.AddHostedService<InvoiceRunWorker>().AddHostedService<Privacy.RetentionWorker>();
        services.AddSingleton(provider => new CreationStamp(provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<WriteTurns>().AddSingleton<WorkBell>();
        services.ConfigureDbContext<SqlitePortalDbContext>(AddInterceptors).ConfigureDbContext<PostgresPortalDbContext>(AddInterceptors);
        services.AddScoped<ITransactions, Transactions>().AddPortalDb();
        return settings.Provider switch
        {
            DatabaseProvider.Sqlite => services
                .AddDbContext<SqlitePortalDbContext>(options => options.UsePortalSqlite(settings.ConnectionString))
                .AddScoped<PortalDbContext>(provider => provider.GetRequiredService<SqlitePortalDbContext>()),
            DatabaseProvider.Postgres => services
                .AddDbContext<PostgresPortalDbContext>(options => options.UsePortalPostgres(settings.ConnectionString))
                .AddScoped<PortalDbContext>(provider => provider.GetRequiredService<PostgresPortalDbContext>())
                .AddHostedService<PostgresRelay>(),
            _ => throw new ArgumentOutOfRangeException(nameof(settings)),
        };
    }

    private static void AddInterceptors(IServiceProvider provider, DbContextOptionsBuilder options) =>
        options.AddInterceptors(provider.GetRequiredService<CreationStamp>(), provider.GetRequiredService<WriteTurns>());

    internal static DbContextOptionsBuilder UsePortalSqlite(this DbContextOptionsBuilder options, string connectionString)
    {
        var connection = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 10 };
        return options
            .UseSqlite(connection.ConnectionString)
            .AddInterceptors(SqliteDurability.Instance)
            .ReplaceService<IModificationCommandBatchFactory, SqliteBatches>()
            .UsePortalConventions()
            // What it warns of, an update that is killed between two transactions, is what SqliteUpgrade is there for.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning));
    }

    internal static DbContextOptionsBuilder UsePortalPostgres(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(PostgresConnection.Of(connectionString)).UsePortalConventions();

    // An activity's windows and stops are a handful: one joined statement beats two round trips.
    private static DbContextOptionsBuilder UsePortalConventions(this DbContextOptionsBuilder options) =>
        options
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(SoundParameters.Instance)
            .ReplaceService<IModelCacheKeyFactory, KeyedModels>()
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));
}
