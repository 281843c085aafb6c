using ClsPortal.Application;
using ClsPortal.Infrastructure;
using ClsPortal.Infrastructure.Centre;
using ClsPortal.Infrastructure.Families;
using ClsPortal.Infrastructure.Invoicing;
using ClsPortal.Infrastructure.Messaging;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;

if (await HealthCommand.RunAsync(args) is { } health)
{
    return health;
}

var builder = WebApplication.CreateBuilder(args);
if (!builder.Environment.IsProduction())
{
    builder.WebHost.UseStaticWebAssets();
}

var settings = PortalSettings.Read(builder.Configuration, builder.Environment);
builder.AddObservation(settings);
builder.Services.AddFiles(settings.Files.Limits, settings.Files.ClamAv);
builder
    .Services.AddPortalClock(settings)
    .AddApplication()
    .AddDatabase(settings.Database)
    .AddEncryption(settings.Encryption)
    .AddMessaging(builder.Configuration)
    .AddOnlinePayment(builder.Configuration)
    .AddPortalWeb(settings)
    .Configure<ForwardedHeadersOptions>(TrustedProxies.Read(builder.Configuration).Apply);

var app = builder.Build();
if (await BackupCommand.RunAsync(args, app.Services) is { } done)
{
    return done;
}

try
{
    await DatabaseStart.MigrateAsync(app.Services);
}
catch (DatabaseRefusedException refused)
{
    return await CommandSwitch.FailAsync(refused.Message);
}

if (settings.Demo.IsOn)
{
    await DemoData.SeedAsync(app.Services);
}

if (
    (await PasswordLinkCommand.RunAsync(args, app.Services, settings, app.Configuration) ?? await SecondFactorCommand.RunAsync(args, app.Services)) is
    { } exitCode
)
{
    return exitCode;
}

// The sign-in keys exist before anybody comes: first visitors who arrive together would make several, and lose a form to it.
app.Services.GetDataProtector("start").Protect([]);
app.UsePortal();
app.AnnounceOnStart(settings);
await app.RunAsync();
return 0;

/// <summary>Named so that tests can start the real program.</summary>
public partial class Program;
