using ClsPortal.EndToEnd.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.EndToEnd.Tests.Operations;

/// <summary>Over a database that this version can make nothing of, the program ends with one sentence.</summary>
[Collection("operations")]
public sealed class RefusedDatabaseTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "20261124151401_Initial")]
    [InlineData(DatabaseProvider.Postgres, "20261124151403_Initial")]
    public async Task The_start_ends_with_what_to_do(DatabaseProvider provider, string last)
    {
        await using var database = await OwnDatabase.CreateAsync(provider);
        await using (var services = PortalServices.On(database.Settings).BuildServiceProvider())
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TABLE \"__EFMigrationsHistory\" (migration_id varchar(150) NOT NULL PRIMARY KEY, product_version varchar(32) NOT NULL)"
            );
            await db.Database.ExecuteSqlAsync($"INSERT INTO \"__EFMigrationsHistory\" VALUES ({last}, '10.0.0')");
        }

        var (code, output) = await PortalProcess.RunAsync(
            [],
            new Dictionary<string, string?>(Demo.Settings, StringComparer.Ordinal)
            {
                ["Portal__Database__Provider"] = provider.ToString(),
                ["ConnectionStrings__Portal"] = database.Settings.ConnectionString,
            },
            TestContext.Current.CancellationToken
        );

        code.Should().Be(1);
        output
            .Trim()
            .Should()
            .StartWith("Cette base de données vient d’une version trop ancienne")
            .And.Contain(last)
            .And.EndWith("puis revenez à celle-ci.")
            .And.NotContain("\n");
    }
}
