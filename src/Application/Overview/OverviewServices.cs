using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Overview;

/// <summary>Registers what the overviews and exports share.</summary>
internal static class OverviewServices
{
    public static IServiceCollection AddOverview(this IServiceCollection services) => services.AddScoped<ExportQueries>();
}
