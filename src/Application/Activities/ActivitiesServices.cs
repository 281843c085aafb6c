using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Activities;

/// <summary>Registers what the use cases of activities, closures, the school calendar and staffing share.</summary>
internal static class ActivitiesServices
{
    public static IServiceCollection AddActivities(this IServiceCollection services) =>
        services
            .AddScoped<PlanDesk>()
            .AddScoped<ActivityDesk>()
            .AddScoped<ActivitySaver>()
            .AddScoped<ActivityHistory>()
            .AddScoped<ClosureDesk>()
            .AddScoped<BookingSettler>()
            .AddScoped<CalendarDesk>()
            .AddScoped<StaffingDesk>();
}
