using ClsPortal.Domain.Centre;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Centre;
using ClsPortal.Infrastructure.Messaging;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ClsPortal.Infrastructure.Tests.Shared;

public sealed class PortalBackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clsportal-backup-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Archive => Path.Combine(_folder, "portal.zip");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_used_portal_is_put_back_row_for_row_and_goes_on_numbering_where_it_was(DatabaseProvider provider)
    {
        await using var used = Services(provider, await DatabaseAsync(provider, "used"));
        await DatabaseStart.MigrateAsync(used, Cancellation);
        await DemoData.SeedAsync(used);
        await BackupOf(used, backup => backup.SaveAsync(Archive, Cancellation));
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Archive).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, "names and addresses lie in it in clear");
            if (provider == DatabaseProvider.Sqlite)
            {
                var file = await Find(used, db => Task.FromResult(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource));
                File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, "so they do in the database");
            }
        }

        await using var restored = Services(provider, await DatabaseAsync(provider, "restored"));
        await BackupOf(restored, backup => backup.RestoreAsync(Archive, Cancellation));

        (await RowsAsync(restored)).Should().BeEquivalentTo(await RowsAsync(used));
        await DatabaseStart.MigrateAsync(restored, Cancellation);
        var added = await Find(
            restored,
            async db =>
            {
                var office = Office.Create(9, "Nouveau bureau", "1 rue", "03", "bureau@example.fr");
                db.Add(office);
                await db.SaveChangesAsync(Cancellation);
                return office.Id;
            }
        );
        added.Should().Be(await Find(used, db => db.Offices.MaxAsync(office => office.Id)) + 1);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_portal_is_never_overwritten(DatabaseProvider provider)
    {
        await using var used = Services(provider, await DatabaseAsync(provider, "used"));
        await DatabaseStart.MigrateAsync(used, Cancellation);
        await BackupOf(used, backup => backup.SaveAsync(Archive, Cancellation));

        var restoring = () => BackupOf(used, backup => backup.RestoreAsync(Archive, Cancellation));
        var saving = () => BackupOf(used, backup => backup.SaveAsync(Archive, Cancellation));

        (await restoring.Should().ThrowAsync<BackupException>()).WithMessage("*already*");
        (await saving.Should().ThrowAsync<BackupException>()).WithMessage("*exists already*");
    }

    [Fact]
    public async Task A_backup_is_not_laid_beside_the_key()
    {
        var key = Path.Combine(_folder, "near.key");
        await using var services = PortalServices
            .On(new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(_folder, "near.db")}"), encryption: new EncryptionSettings(null, key))
            .BuildServiceProvider();
        await DatabaseStart.MigrateAsync(services, Cancellation);

        var saving = () => BackupOf(services, backup => backup.SaveAsync(Archive, Cancellation));
        (await saving.Should().ThrowAsync<BackupException>()).WithMessage($"The key file {key} lies in the folder of this backup*choose another folder*");
        File.Exists(Archive).Should().BeFalse();

        var elsewhere = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName, "portal.zip");
        await BackupOf(services, backup => backup.SaveAsync(elsewhere, Cancellation));
        File.Exists(elsewhere).Should().BeTrue();
    }

    [Fact]
    public async Task A_backup_of_the_other_edition_and_a_file_that_is_none_are_refused_before_anything_is_written()
    {
        await using var embedded = Services(DatabaseProvider.Sqlite, await DatabaseAsync(DatabaseProvider.Sqlite, "used"));
        await DatabaseStart.MigrateAsync(embedded, Cancellation);
        await BackupOf(embedded, backup => backup.SaveAsync(Archive, Cancellation));
        await using var other = Services(DatabaseProvider.Postgres, await DatabaseAsync(DatabaseProvider.Postgres, "other"));
        var noBackup = Path.Combine(_folder, "photo.zip");
        await File.WriteAllTextAsync(noBackup, "no archive", Cancellation);

        var crossing = () => BackupOf(other, backup => backup.RestoreAsync(Archive, Cancellation));
        var guessing = () => BackupOf(other, backup => backup.RestoreAsync(noBackup, Cancellation));

        (await crossing.Should().ThrowAsync<BackupException>()).WithMessage("*taken from Sqlite*");
        await guessing.Should().ThrowAsync<InvalidDataException>();
        (await Find(other, db => db.Database.GetAppliedMigrationsAsync(Cancellation))).Should().BeEmpty();
    }

    private static async Task BackupOf(IServiceProvider services, Func<PortalBackup, Task> act)
    {
        await using var scope = services.CreateAsyncScope();
        await act(ActivatorUtilities.CreateInstance<PortalBackup>(scope.ServiceProvider));
    }

    private static async Task<T> Find<T>(IServiceProvider services, Func<PortalDbContext, Task<T>> query)
    {
        await using var scope = services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }

    /// <summary>Every row of every table, as text.</summary>
    private static Task<Dictionary<string, List<string>>> RowsAsync(IServiceProvider services) =>
        Find(
            services,
            async db =>
            {
                var rows = new Dictionary<string, List<string>>(StringComparer.Ordinal);
                await db.Database.OpenConnectionAsync(Cancellation);
                foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct(StringComparer.Ordinal))
                {
                    await using var command = db.Database.GetDbConnection().CreateCommand();
                    command.CommandText = $"SELECT * FROM \"{table}\"";
                    await using var reader = await command.ExecuteReaderAsync(Cancellation);
                    List<string> lines = [];
                    while (await reader.ReadAsync(Cancellation))
                    {
                        var values = new object[reader.FieldCount];
                        reader.GetValues(values);
                        lines.Add(
                            string.Join(
                                '|',
                                values.Select(value =>
                                    value is byte[] bytes
                                        ? Convert.ToHexString(bytes)
                                        : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
                                )
                            )
                        );
                    }

                    lines.Sort(StringComparer.Ordinal);
                    rows.Add(table, lines);
                }

                rows["enrolment_requests"].Should().NotBeEmpty();
                return rows;
            }
        );

    private async Task<string> DatabaseAsync(DatabaseProvider provider, string name) =>
        provider == DatabaseProvider.Postgres
            ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(cancellation: Cancellation)
            : $"Data Source={Path.Combine(_folder, name)}.db";

    private static ServiceProvider Services(DatabaseProvider provider, string connection)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([]).Build();
        return PortalServices
            .On(new DatabaseSettings(provider, connection), new FakeTimeProvider(new DateTimeOffset(2019, 1, 15, 8, 0, 0, TimeSpan.Zero)))
            .AddSingleton<IConfiguration>(configuration)
            .AddMessaging(configuration)
            .AddPortalIdentity()
            .BuildServiceProvider();
    }
}
