using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Files;

/// <summary>Registers what the use cases of files share.</summary>
internal static class FilesServices
{
    public static IServiceCollection AddFiles(this IServiceCollection services) => services
        .AddScoped<FileVault>().AddScoped<CheckedFiles>();
}
