using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Attendance;

/// <summary>Who gets on, or off, at one stop.</summary>
public sealed record BusListStop(bool IsOutbound, string Name, TimeOnly? At, IReadOnlyList<DayListLine> Children);

/// <summary>A session's children by stop: the way out first, each way in the order of the bus.</summary>
public static class BusList
{
    public static IReadOnlyList<BusListStop> Of(DayListSession session) => [.. Way(session, isOutbound: true), .. Way(session, isOutbound: false)];

    private static IEnumerable<BusListStop> Way(DayListSession session, bool isOutbound) =>
        session
            .Children.Select(child => (Child: child, Stop: isOutbound ? child.Outbound : child.Return))
            .Where(line => line.Stop is not null)
            .GroupBy(line => line.Stop!)
            .OrderBy(stop => stop.Key.At)
            .ThenBy(stop => stop.Key.Name, NameOrder.Comparer)
            .Select(stop => new BusListStop(isOutbound, stop.Key.Name, stop.Key.At, [.. stop.Select(line => line.Child)]));
}
