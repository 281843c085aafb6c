using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>Registers mail: the worker runs only where a server is configured.</summary>
public static class DependencyInjection
{
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = SmtpSettings.Read(configuration);
        services.AddSingleton(new MailServerStatus(settings is not null)).AddSingleton(MailHoldSetting.Read(configuration));
        services.AddScoped<IMailPreview, MailPreview>();
        return settings is null
            ? services
            : services
                .AddSingleton(settings)
                .AddSingleton(MailLinks.Read(configuration))
                .AddScoped<MailRenderer>()
                .AddScoped<OutboxSender>()
                .AddHostedService<OutboxWorker>()
                .AddHostedService<ReminderWorker>();
    }
}
