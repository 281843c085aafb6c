using ClsPortal.Application.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClsPortal.Application.Messaging;

/// <summary>Registers what the use cases of messages and mails share.</summary>
internal static class MessagingServices
{
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.TryAddSingleton(MailHold.None);
        return services
            .AddScoped<ConversationDesk>()
            .AddScoped<ConversationPages>()
            .AddScoped<AudienceDesk>()
            .AddScoped<ReminderRound>()
            .AddScoped<ExpiringPieces>();
    }
}
