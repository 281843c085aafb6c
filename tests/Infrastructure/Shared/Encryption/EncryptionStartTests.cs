using ClsPortal.Infrastructure.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Tests.Shared;

public sealed class EncryptionStartTests
{
    [Fact]
    public async Task The_first_start_of_an_embedded_database_makes_a_key_file_that_only_its_owner_reads()
    {
        var (database, file) = NewFile();

        await using (await Vault.StartAsync(database, Settings(database))) { }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await using var again = await Vault.StartAsync(database, Settings(database));
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Should().Be(before);
    }

    [Fact]
    public async Task Without_its_key_file_a_used_database_does_not_start_and_no_new_key_is_made()
    {
        var (database, file) = NewFile();
        await using (await Vault.StartAsync(database, Settings(database))) { }

        File.Delete(file);
        var starting = () => Vault.StartAsync(database, Settings(database));

        (await starting.Should().ThrowAsync<InvalidOperationException>()).WithMessage($"The key file {file} is missing*put it back from its backup*");
        File.Exists(file).Should().BeFalse();
    }

    [Fact]
    public async Task The_key_file_of_another_database_is_told_at_start()
    {
        var (database, file) = NewFile();
        var (other, othersFile) = NewFile();
        await using (await Vault.StartAsync(database, Settings(database)))
        await using (await Vault.StartAsync(other, Settings(other))) { }

        File.Copy(othersFile, file, overwrite: true);
        var starting = () => Vault.StartAsync(database, Settings(database));

        (await starting.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*is not the one this database was encrypted with*");
    }

    [Fact]
    public async Task A_broken_key_file_is_told_without_showing_the_key()
    {
        var (database, file) = NewFile();
        await File.WriteAllTextAsync(file, "1 QUJDREVGRw==", TestContext.Current.CancellationToken);

        var starting = () => Vault.StartAsync(database, Settings(database));

        (await starting.Should().ThrowAsync<InvalidOperationException>())
            .WithMessage($"The key '1' in {file} is wrong*")
            .And.Message.Should()
            .NotContain("QUJDREVGRw");
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.Postgres)]
    public async Task A_key_that_still_seals_something_cannot_leave_the_settings(DatabaseProvider provider)
    {
        var database = await Vault.NewDatabase(provider);
        var (old, current) = (Vault.NewKey(), Vault.NewKey());
        await using (await Vault.StartAsync(database, Vault.Keys(("old", old)))) { }

        var starting = () => Vault.StartAsync(database, Vault.Keys(("new", current)));

        (await starting.Should().ThrowAsync<InvalidOperationException>()).WithMessage("The key 'old' is missing from Portal:Encryption:Keys*");
        await using (var vault = await Vault.StartAsync(database, Vault.Keys(("new", current), ("old", old))))
        {
            (await vault.Rotate()).IsComplete.Should().BeTrue();
        }

        await using var without = await Vault.StartAsync(database, Vault.Keys(("new", current)));
    }

    [Fact]
    public async Task Several_copies_that_start_together_on_a_new_database_all_start()
    {
        var database = await Vault.NewDatabase(DatabaseProvider.Postgres);
        var key = Vault.NewKey();

        var vaults = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Vault.StartAsync(database, Vault.Keys(("a", key)))));

        (await vaults[0].Find(db => db.Set<SecretCheck>().CountAsync())).Should().Be(1);
        foreach (var vault in vaults)
        {
            await vault.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(null, "Portal:Encryption:CurrentKey is missing: with Portal:Database:Provider=Postgres*")]
    [InlineData("CurrentKey=a", "Portal:Encryption:CurrentKey is 'a'*Portal:Encryption:Keys:a is missing*")]
    [InlineData("Keys:a=c2hvcnQ=", "Portal:Encryption:Keys:a is wrong: expected 32 bytes in base64*")]
    [InlineData("Keys:a=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Portal:Encryption:CurrentKey is missing*")]
    [InlineData("CurrentKey=à la clé", "Portal:Encryption names a key 'à la clé'*")]
    public void A_wrong_setting_stops_the_start_with_a_sentence(string? setting, string sentence)
    {
        var reading = () => EncryptionSettings.Read(Configuration(setting), new DatabaseSettings(DatabaseProvider.Postgres, ""), isDemo: false);

        reading.Should().Throw<InvalidOperationException>().WithMessage(sentence);
    }

    [Fact]
    public async Task A_new_key_lies_apart_from_the_database_and_is_found_there_again()
    {
        var (database, beside) = NewFile();
        var state = Directory.CreateTempSubdirectory("clsportal-state-").FullName;
        var place = new KeyPlace(
            name => name == "XDG_STATE_HOME" ? state : null,
            folder => folder.StartsWith(state, StringComparison.Ordinal) && Directory.CreateDirectory(folder).Exists
        );
        var settings = EncryptionSettings.Read(Configuration(null), database, isDemo: false, place);

        await using (await Vault.StartAsync(database, settings)) { }

        File.Exists(beside).Should().BeFalse();
        settings.KeyFile.Should().StartWith(state);
        File.Exists(settings.KeyFile).Should().BeTrue();
        settings.IsTooNear.Should().BeFalse();
        EncryptionSettings
            .Read(Configuration(null), database, isDemo: false, place with { CanKeep = _ => false })
            .KeyFile.Should()
            .Be(settings.KeyFile, "a key that is there is the one");
        await using var again = await Vault.StartAsync(database, EncryptionSettings.Read(Configuration(null), database, isDemo: false, place));
    }

    [Fact]
    public async Task A_key_that_lies_beside_its_database_stays_the_key_and_so_it_is_in_a_container_and_where_nothing_else_lasts()
    {
        var (database, beside) = NewFile();
        var everywhere = new KeyPlace(name => name == "XDG_STATE_HOME" ? "/state" : null, _ => true);
        EncryptionSettings
            .Read(Configuration(null), database, isDemo: false, new KeyPlace(name => name == "DOTNET_RUNNING_IN_CONTAINER" ? "true" : "/state", _ => true))
            .KeyFile.Should()
            .Be(beside);
        EncryptionSettings.Read(Configuration(null), database, isDemo: true, everywhere).KeyFile.Should().Be(beside);
        EncryptionSettings
            .Read(Configuration("KeyFile=/keys/portal.key"), database, isDemo: false, everywhere)
            .Should()
            .BeEquivalentTo(new { KeyFile = "/keys/portal.key", IsTooNear = false });
        EncryptionSettings.Read(Configuration(null), database, isDemo: false, everywhere).KeyFile.Should().StartWith("/state/clsportal/portal-");
        await using (await Vault.StartAsync(database, Settings(database))) { }

        EncryptionSettings.Read(Configuration(null), database, isDemo: false, everywhere).Should().BeEquivalentTo(new { KeyFile = beside, IsTooNear = true });
    }

    [Fact]
    public void The_demonstration_needs_no_key_on_PostgreSQL() =>
        EncryptionSettings
            .Read(Configuration(null), new DatabaseSettings(DatabaseProvider.Postgres, ""), isDemo: true)
            .Keys.Should()
            .BeSameAs(SecretKeys.Demonstration);

    private static IConfiguration Configuration(string? setting) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                setting is null ? [] : [KeyValuePair.Create("Portal:Encryption:" + setting.Split('=', 2)[0], (string?)setting.Split('=', 2)[1])]
            )
            .Build();

    private static EncryptionSettings Settings(DatabaseSettings database) => EncryptionSettings.Read(Configuration(null), database, isDemo: false, Nowhere);

    private static readonly KeyPlace Nowhere = new(_ => null, _ => false);

    private static (DatabaseSettings Database, string KeyFile) NewFile()
    {
        var database = Vault.NewFile();
        return (database, Path.ChangeExtension(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource, ".key"));
    }
}
