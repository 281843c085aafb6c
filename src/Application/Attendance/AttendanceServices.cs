using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Attendance;

/// <summary>Registers what the use cases of attendance and its lists share.</summary>
internal static class AttendanceServices
{
    public static IServiceCollection AddAttendance(this IServiceCollection services) => services.AddScoped<DayListDesk>();
}
