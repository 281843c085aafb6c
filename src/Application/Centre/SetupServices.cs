using ClsPortal.Application.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Centre;

/// <summary>Registers what the use cases of the set-up share.</summary>
internal static class SetupServices
{
    public static IServiceCollection AddSetup(this IServiceCollection services) =>
        services.AddScoped<ActivityDesk>().AddScoped<ClosureDesk>().AddScoped<BookingSettler>();
}
