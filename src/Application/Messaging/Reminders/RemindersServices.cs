using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Reminders;

/// <summary>Registers what the use cases of reminders share.</summary>
internal static class RemindersServices
{
    public static IServiceCollection AddReminders(this IServiceCollection services) => services
        .AddScoped<ReminderRound>().AddScoped<ExpiringPieces>();
}
