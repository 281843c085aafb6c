using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Staffing;

/// <summary>Registers what the use cases of staffing share.</summary>
internal static class StaffingServices
{
    public static IServiceCollection AddStaffing(this IServiceCollection services) => services
        .AddScoped<StaffingDesk>();
}
