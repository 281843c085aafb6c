using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Planning;

/// <summary>Registers what the use cases of activities and closures share.</summary>
internal static class PlanningServices
{
    public static IServiceCollection AddPlanning(this IServiceCollection services) => services
        .AddScoped<PlanDesk>().AddScoped<ActivityDesk>().AddScoped<ActivitySaver>().AddScoped<ActivityHistory>()
        .AddScoped<ClosureDesk>().AddScoped<BookingSettler>();
}
