using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Import;

/// <summary>Registers what the use cases of the import share.</summary>
internal static class ImportServices
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services
        .AddScoped<ImportDesk>().AddScoped<ImportInvitations>();
}
