using ClsPortal.Application.Activities;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Activities;

/// <summary>Registers the readers of calendar files.</summary>
public static class DependencyInjection
{
    public static IServiceCollection AddCalendarFiles(this IServiceCollection services) => services.AddSingleton<ISchoolCalendarFiles, SchoolCalendarFiles>();
}
