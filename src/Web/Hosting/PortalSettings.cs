using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Centre;
using ClsPortal.Infrastructure.Families;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Web.Hosting;

/// <summary>The keys that shape the start. A wrong value stops it with a sentence that names the key and what is expected.</summary>
public sealed record PortalSettings(
    TimeZoneInfo Zone,
    DatabaseSettings Database,
    EncryptionSettings Encryption,
    FileSettings Files,
    DemoSettings Demo,
    Uri? PublicUrl,
    TimeSpan ShutdownGrace,
    bool ShowsMetrics,
    CircuitLimits Circuits,
    LegalSettings Legal,
    SignInPolicy SignIn
)
{
    /// <exception cref="InvalidOperationException">A value is wrong.</exception>
    public static PortalSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var zoneName = configuration["Portal:TimeZone"] ?? "Europe/Paris";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out var zone))
        {
            throw new InvalidOperationException($"Portal:TimeZone is '{zoneName}': expected an IANA zone that this machine knows, such as Europe/Paris.");
        }

        Uri? publicUrl = null;
        if (
            configuration["Portal:PublicUrl"] is { Length: > 0 } address
            && (!Uri.TryCreate(address, UriKind.Absolute, out publicUrl) || publicUrl.Scheme is not ("http" or "https"))
        )
        {
            throw new InvalidOperationException(
                $"Portal:PublicUrl is '{address}': expected the address that families use, such as https://portail.example.fr."
            );
        }

        var demo = DemoSettings.Read(configuration, zone, environment.IsProduction());
        var database = DatabaseSettings.Read(configuration, environment.ContentRootPath);
        return new PortalSettings(
            zone,
            database,
            EncryptionSettings.Read(configuration, database, demo.IsOn),
            FileSettings.Read(configuration),
            demo,
            publicUrl,
            Departure.ReadGrace(configuration),
            Observation.ReadMetrics(configuration),
            CircuitLimits.Read(configuration),
            LegalSettings.Read(configuration),
            StaffFactorSetting.Read(configuration, demo.IsOn)
        );
    }
}
