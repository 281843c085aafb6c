using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClsPortal.Application.Messaging;

/// <summary>Registers what the use cases of messages and mails share.</summary>
internal static class MessagingServices
{
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.TryAddSingleton(MailHold.None);
        return services.AddScoped<FamilyMails>().AddScoped<Notices>().AddScoped<ConversationDesk>().AddScoped<ConversationPages>().AddScoped<AudienceDesk>();
    }
}
