using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Lists;

/// <summary>Registers what the use cases of lists and exports share.</summary>
internal static class ListsServices
{
    public static IServiceCollection AddLists(this IServiceCollection services) => services
        .AddScoped<DayListDesk>().AddScoped<Exports>().AddScoped<ExportQueries>();
}
