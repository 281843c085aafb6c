using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Calendar;

/// <summary>Registers what the use cases of the school calendar share.</summary>
internal static class CalendarServices
{
    public static IServiceCollection AddCalendar(this IServiceCollection services) => services
        .AddScoped<CalendarDesk>();
}
