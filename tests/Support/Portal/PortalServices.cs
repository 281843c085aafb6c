using ClsPortal.Application;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure;
using ClsPortal.Infrastructure.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Support;

/// <summary>The portal below its pages, registered as the program does it. What is registered after it counts in its stead.</summary>
public static class PortalServices
{
    public static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <param name="database">Where it keeps its rows; nothing is migrated here.</param>
    /// <param name="clock">Null: the system's.</param>
    /// <param name="encryption">Null: the keys of the demonstration.</param>
    /// <param name="scanner">Null: files are not scanned.</param>
    public static IServiceCollection On(
        DatabaseSettings database,
        TimeProvider? clock = null,
        EncryptionSettings? encryption = null,
        ClamAvAddress? scanner = null
    ) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton(new PortalTimeZone(Paris))
            .AddSingleton(new MailServerStatus(false))
            .AddApplication()
            .AddDatabase(database)
            .AddEncryption(encryption ?? new EncryptionSettings(SecretKeys.Demonstration, null))
            .AddFiles(FileLimits.Default, scanner);
}
