using ClsPortal.Application.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>One database in a scope, whichever part of it is asked for.</summary>
internal static class PortalDbViews
{
    public static IServiceCollection AddPortalDb(this IServiceCollection services)
    {
        foreach (var view in typeof(IPortalDb).GetInterfaces().Append(typeof(IPortalDb)).Where(view => view.Name.EndsWith("Db", StringComparison.Ordinal)))
        {
            services.AddScoped(view, provider => provider.GetRequiredService<PortalDbContext>());
        }

        return services;
    }
}
