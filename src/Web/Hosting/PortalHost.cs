using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Centre;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Families.Record;
using ClsPortal.Web.Families.Staff.Members;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MudBlazor;
using MudBlazor.Services;

namespace ClsPortal.Web.Hosting;

/// <summary>What the web edge adds to the services and to the request's path.</summary>
internal static class PortalHost
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static IServiceCollection AddPortalClock(this IServiceCollection services, PortalSettings settings)
    {
        services.AddSingleton(settings).AddSingleton(settings.SignIn).AddSingleton(new PortalTimeZone(settings.Zone));
        return services.AddSingleton(settings.Demo.Now is { } now ? new DemoClock(now) : TimeProvider.System);
    }

    public static IServiceCollection AddPortalWeb(this IServiceCollection services, PortalSettings settings)
    {
        CultureInfo.DefaultThreadCurrentCulture = French;
        CultureInfo.DefaultThreadCurrentUICulture = French;
        // A prerendered page hands its list (at most 50 rows) back to the circuit in one message; 32 kB would cut it off.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(options => options.MaximumReceiveMessageSize = 256 * 1024);
        services.AddSingleton(typeof(PersistentComponentStateSerializer<>), typeof(PackedState<>));
        services.AddScoped<WithdrawDialog>().AddScoped<MemberInvitation>();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.VisibleStateDuration = 9000;
            options.SnackbarConfiguration.PreventDuplicates = false;
        });
        services.AddCompressedPages();
        services.AddTransient<MudLocalizer, FrenchMudLocalizer>();
        services.AddCascadingAuthenticationState();
        services.AddPortalIdentity().AddScoped<FormOutcomes>().AddScoped<PortalSender>().AddSingleton<CentreToday>().AddAccountEdge().AddPaymentLimits();
        services.AddSingleton<UploadDesk>().AddSingleton(settings.Circuits).AddSingleton<CircuitPlaces>().AddSecureCookies(settings);
        // Whoever comes is asked to sign in, unless an address says that it is for everybody.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<KnownHosts>();
        services.AddHealthChecks().AddDbContextCheck().AddCheck<Departure.Check>("departure");
        services.AddHostedService<Departure.Grace>();
        services.AddDataProtection().SetApplicationName("ClsPortal").PersistKeysToDbContext<PortalDbContext>();
        return services;
    }

    public static void UsePortal(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UsePublicScheme();
        app.UseRequestLocalization(options =>
            options.SetDefaultCulture("fr-FR").AddSupportedCultures("fr-FR").AddSupportedUICultures("fr-FR").RequestCultureProviders.Clear()
        );
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseLocalRedirects();
        app.UseErrorPages();
        app.UseCanonicalPaths();
        app.UseRouting();
        // From here on an address is what its endpoint says, and no path is compared.
        app.UseHostGate();
        app.UseKnownAddresses();
        app.UseDeparture();
        app.UseSoundAddresses();
        app.UseLook();
        app.UseAuthentication();
        app.UseStaffGate();
        app.UseCircuitGate();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapPortal();
    }

    private static void MapPortal(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        // Before anything that asks the database who comes: they tell when it is not there.
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous().WithMetadata(Addresses.AnyHost).ShortCircuit();
        app.MapHealthChecks("/health/ready").AllowAnonymous().WithMetadata(Addresses.AnyHost).ShortCircuit();
        app.MapPasskeyOptions();
        app.MapPasswordChange();
        app.MapAppearance();
        app.MapLook();
        app.MapRecordDownloads();
        app.MapInvoiceDownloads();
        app.MapPayment();
        app.MapTreasury();
        app.MapAttendance();
        app.MapListDownloads();
        app.MapExports();
        app.MapRights();
        app.MapDrafts();
        app.UseObservation();
        app.MapFiles();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options =>
            {
                options.ContentSecurityFrameAncestorsPolicy = null; // part of SecurityHeaders
                // Secrets and what a visitor types would be compressed together, and lengths tell of contents.
                options.DisableWebSocketCompression = true;
            })
            .Add(Addresses.OpenFarewell);
    }

    public static void AnnounceOnStart(this WebApplication app, PortalSettings settings) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            if (!settings.Demo.IsOn)
            {
                return;
            }

            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            Console.WriteLine(
                $"""

                Portail famille — démonstration
                  adresse       {string.Join("  ", addresses)}
                  nous sommes   {settings.Zone.DateText(app.Services.GetRequiredService<TimeProvider>())}
                  mot de passe  {DemoData.Password}  (pour tous)
                {string.Join('\n', DemoData.Logins.Select(login => $"  {login.Email, -34}{login.Name} — {login.Roles}"))}

                """
            );
        });

    private static string DateText(this TimeZoneInfo zone, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).ToString("dddd dd-MM-yyyy HH:mm", French);
}
