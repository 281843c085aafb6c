using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Tests.Shared;

public sealed class KeyRingTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.Postgres)]
    public async Task The_key_ring_in_the_database_is_sealed_and_opens_in_another_process(DatabaseProvider provider)
    {
        var database = await Vault.NewDatabase(provider);
        var key = Vault.NewKey();
        string cookie;
        await using (var vault = await Vault.StartAsync(database, Vault.Keys(("a", key))))
        {
            cookie = vault.Protector().Protect("bonjour");
            (await RowsOf(vault))
                .Should()
                .ContainSingle()
                .Which.Should()
                .NotContain("<value>")
                .And.Contain("<sealed")
                .And.NotContain("unencrypted", "no warning stands in for the cipher");
        }

        await using var second = await Vault.StartAsync(database, Vault.Keys(("a", key)));
        second.Protector().Unprotect(cookie).Should().Be("bonjour");
    }

    [Fact]
    public async Task A_ring_that_lay_in_clear_is_not_trusted_any_more()
    {
        var database = Vault.NewFile();
        var key = Vault.NewKey();
        await using (var vault = await Vault.StartAsync(database, Vault.Keys(("a", key))))
        {
            vault.Protector().Protect("bonjour");
            await vault.Find(db =>
                db.DataProtectionKeys.ExecuteUpdateAsync(set =>
                    set.SetProperty(
                        row => row.Xml,
                        "<key id=\"f1d0c5a0-0000-4000-8000-000000000000\" "
                            + "version=\"1\"><descriptor><masterKey><value>AAAA</value></masterKey></descriptor></key>"
                    )
                )
            );
        }

        await using var second = await Vault.StartAsync(database, Vault.Keys(("a", key)));

        (await RowsOf(second)).Should().BeEmpty();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.Postgres)]
    public async Task A_rotation_seals_the_ring_with_the_new_key(DatabaseProvider provider)
    {
        var database = await Vault.NewDatabase(provider);
        var (old, current) = (Vault.NewKey(), Vault.NewKey());
        string cookie;
        await using (var vault = await Vault.StartAsync(database, Vault.Keys(("old", old))))
        {
            cookie = vault.Protector().Protect("bonjour");
        }

        await using (var vault = await Vault.StartAsync(database, Vault.Keys(("new", current), ("old", old))))
        {
            (await vault.Rotate()).Should().Be(new Application.Access.KeyRotation(1, true));
        }

        await using var without = await Vault.StartAsync(database, Vault.Keys(("new", current)));
        without.Protector().Unprotect(cookie).Should().Be("bonjour");
    }

    private static Task<List<string?>> RowsOf(Vault vault) => vault.Find(db => db.DataProtectionKeys.Select(row => row.Xml).ToListAsync());
}
