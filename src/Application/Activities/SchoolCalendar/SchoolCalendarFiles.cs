namespace ClsPortal.Application.Activities;

/// <summary>A period of a calendar file, as children live it.</summary>
/// <param name="Name">Such as « Vacances d’hiver ».</param>
/// <param name="Zone">A, B or C.</param>
/// <param name="FirstDay">First day without school.</param>
/// <param name="ReturnDay">The day of return.</param>
/// <param name="IsReturnSupposed">True when the file does not tell the return and 1 September stands in.</param>
public sealed record CalendarFilePeriod(string Name, string Zone, DateOnly FirstDay, DateOnly ReturnDay, bool IsReturnSupposed = false);

/// <summary>What a calendar file holds for children of the zones A, B and C.</summary>
/// <param name="Periods">Each once, in order.</param>
/// <param name="LinesLeftOut">Lines of no concern: teachers, other territories, the first day of school.</param>
/// <param name="NamesNoZone">True when the file is of one zone and does not say which.</param>
public sealed record CalendarFile(IReadOnlyList<CalendarFilePeriod> Periods, int LinesLeftOut, bool NamesNoZone);

/// <summary>Reads school calendars: the ministry's CSV, JSON and ICS, and those that come with the portal.</summary>
public interface ISchoolCalendarFiles
{
    /// <summary>Null when it is none of the three kinds, or <see cref="TooMuch"/>.</summary>
    CalendarFile? Read(ReadOnlyMemory<byte> content);

    /// <summary>French, when the file holds far more than any calendar, and reading it would take the portal's time and memory; else null.</summary>
    string? TooMuch(ReadOnlyMemory<byte> content);

    /// <summary>School years that come with the portal, such as <c>2026-2027</c>.</summary>
    IReadOnlyList<string> Shipped { get; }

    /// <summary>A shipped school year; null for all of them.</summary>
    CalendarFile ReadShipped(string? schoolYear);
}
