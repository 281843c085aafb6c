using System.Security.Cryptography;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>A started database with its keys, as the program starts it, and the ways to look into it.</summary>
internal sealed class Vault : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Vault(ServiceProvider services) => _services = services;

    public ISecretBox Box => _services.GetRequiredService<ISecretBox>();

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(SecretKeys.Size);

    /// <summary>The first key is the current one.</summary>
    public static EncryptionSettings Keys(params (string Name, byte[] Key)[] keys) =>
        new(new SecretKeys(keys[0].Name, keys.ToDictionary(key => key.Name, key => key.Key)), null);

    public static DatabaseSettings NewFile() =>
        new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(Directory.CreateTempSubdirectory("clsportal-").FullName, "portal.db")}");

    public static async Task<DatabaseSettings> NewDatabase(DatabaseProvider provider) =>
        provider == DatabaseProvider.Sqlite ? NewFile() : new(provider, await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());

    public static async Task<Vault> StartAsync(DatabaseSettings database, EncryptionSettings keys)
    {
        var services = PortalServices.On(database, encryption: keys);
        services.AddDataProtection().SetApplicationName("ClsPortal").PersistKeysToDbContext<PortalDbContext>();
        var vault = new Vault(services.BuildServiceProvider());
        try
        {
            await DatabaseStart.MigrateAsync(vault._services);
            return vault;
        }
        catch
        {
            await vault.DisposeAsync();
            throw;
        }
    }

    public IDataProtector Protector() => _services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    public async Task<T> Find<T>(Func<PortalDbContext, Task<T>> query)
    {
        await using var scope = _services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }

    public async Task<KeyRotation> Rotate(int batchSize = 100)
    {
        await using var scope = _services.CreateAsyncScope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignIn(Guid.NewGuid(), "Test", Roles.Administrator, 0);
        user.ConfirmSecondFactor();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RotateKeys(batchSize))).Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
