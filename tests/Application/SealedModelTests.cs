using ClsPortal.Application.Common;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Encryption;
using ClsPortal.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests;

public sealed class SealedModelTests
{
    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Every_sealed_property_names_the_table_and_column_it_lies_in(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);

        var sealedProperties = await portal.Find(db => Task.FromResult(db.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => SealedProperty.Of(property) is not null)
            .Select(property => (Said: SealedProperty.Of(property), Is: new SecretColumn(property.DeclaringType.GetTableName()!, property.GetColumnName()).ToString())).ToList()));

        sealedProperties.Should().OnlyContain(property => property.Said == property.Is);
    }

    [Fact]
    public async Task Every_column_of_bytes_is_sealed()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        var clear = await portal.Find(db => Task.FromResult(db.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => property.ClrType == typeof(byte[]) && SealedProperty.Of(property) is null)
            // The public halves of passkeys: nothing to keep secret.
            .Where(property => !property.DeclaringType.ClrType.Name.Contains("Passkey", StringComparison.Ordinal))
            .Select(property => property.DeclaringType.ClrType.Name + "." + property.Name).ToList()));

        clear.Should().BeEquivalentTo("SecretCheck.Sample");
    }
}
