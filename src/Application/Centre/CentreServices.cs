using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Centre;

/// <summary>Registers what the use cases of the centre's settings share.</summary>
internal static class CentreServices
{
    public static IServiceCollection AddCentre(this IServiceCollection services) =>
        services.AddScoped<SetupDesk>().AddScoped<LookDesk>().AddScoped<LookStudio>().AddSingleton<CurrentLook>();
}
