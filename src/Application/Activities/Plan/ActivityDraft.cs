using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Activities;

/// <summary>All that is set of an activity, as the form holds it.</summary>
/// <param name="WithPast">
/// A new activity also gets sessions on days of this school year that are past, for what took place and is to be noted and invoiced.
/// </param>
public sealed record ActivityDraft(
    string Name,
    int CategoryId,
    string Site,
    DateOnly From,
    DateOnly To,
    Weekdays Weekdays,
    Season Season,
    TimeOnly StartsAt,
    TimeOnly EndsAt,
    int Capacity,
    int MinAge,
    int MaxAge,
    long PriceCents,
    CutoffDraft Cutoff,
    IReadOnlyList<WindowDraft> Windows,
    IReadOnlyList<StopDraft> Stops,
    int? BusSeats = null,
    bool WithPast = false
);

public sealed record CutoffDraft(CutoffKind Kind, int Amount, TimeOnly At)
{
    internal Cutoff Cutoff => Kind == CutoffKind.HoursBefore ? Cutoff.HoursBefore(Amount) : Cutoff.WorkingDaysBefore(Amount, At);
}

/// <summary>A booking window. Fixed: opens and closes on the centre's clocks and covers a span. Holiday: follows a period of the school calendar.</summary>
public sealed record WindowDraft(
    int? Id,
    BookingWindowKind Kind,
    DateTime? OpensAt = null,
    DateTime? ClosesAt = null,
    DateOnly? CoversFrom = null,
    DateOnly? CoversTo = null,
    int? HolidayPeriodId = null,
    DateOnly? StayStart = null,
    int LeadWeeks = BookingWindow.DefaultLeadWeeks,
    DayOfWeek ClosingDay = DayOfWeek.Wednesday
);

/// <summary>A stop of the bus, in the order of the list.</summary>
public sealed record StopDraft(int? Id, string Line, string Name, TimeOnly? OutboundAt, TimeOnly? ReturnAt, bool IsRetired = false);

/// <summary>From the draft to the activity and back: preview and command go the same way.</summary>
internal static class ActivityDrafts
{
    public static ActivityDraft Of(Activity activity, TimeZoneInfo zone) =>
        new(
            activity.Name,
            activity.CategoryId,
            activity.Site,
            activity.From,
            activity.To,
            activity.Weekdays,
            activity.Season,
            activity.StartsAt,
            activity.EndsAt,
            activity.DefaultCapacity,
            activity.MinAge,
            activity.MaxAge,
            activity.PriceCents,
            new CutoffDraft(activity.Cutoff.Kind, activity.Cutoff.Amount, activity.Cutoff.At),
            [.. activity.Windows.OrderBy(window => window.CoversFrom).ThenBy(window => window.Id).Select(window => Of(window, zone))],
            [
                .. activity
                    .BusStops.OrderBy(stop => stop.IsRetired)
                    .ThenBy(stop => stop.Position)
                    .ThenBy(stop => stop.OutboundAt ?? stop.ReturnAt)
                    .ThenBy(stop => stop.Id)
                    .Select(stop => new StopDraft(stop.Id, stop.Line, stop.Name, stop.OutboundAt, stop.ReturnAt, stop.IsRetired)),
            ],
            activity.BusSeats
        );

    public static Activity New(ActivityDraft draft) =>
        Activity.Create(
            new ActivityPlan
            {
                Name = draft.Name.Trim(),
                CategoryId = draft.CategoryId,
                Site = draft.Site.Trim(),
                From = draft.From,
                To = draft.To,
                Weekdays = draft.Weekdays,
                Season = draft.Season,
                StartsAt = draft.StartsAt,
                EndsAt = draft.EndsAt,
                Capacity = draft.Capacity,
                MinAge = draft.MinAge,
                MaxAge = draft.MaxAge,
            },
            draft.PriceCents,
            draft.Cutoff.Cutoff
        );

    /// <param name="activity">With its windows and stops.</param>
    /// <param name="draft">Validated.</param>
    /// <param name="holidays">That its windows name.</param>
    /// <param name="usedStops">Stops that requests refer to: they are retired, never removed.</param>
    /// <param name="zone">The centre's clocks.</param>
    public static void Put(
        Activity activity,
        ActivityDraft draft,
        IReadOnlyDictionary<int, HolidayPeriod> holidays,
        IReadOnlySet<int> usedStops,
        TimeZoneInfo zone
    )
    {
        activity
            .Change(
                new ActivityPlan
                {
                    Name = draft.Name.Trim(),
                    CategoryId = draft.CategoryId,
                    Site = draft.Site.Trim(),
                    From = draft.From,
                    To = draft.To,
                    Weekdays = draft.Weekdays,
                    Season = draft.Season,
                    StartsAt = draft.StartsAt,
                    EndsAt = draft.EndsAt,
                    Capacity = draft.Capacity,
                    MinAge = draft.MinAge,
                    MaxAge = draft.MaxAge,
                },
                draft.Cutoff.Cutoff
            )
            .Cost(draft.PriceCents)
            .Seat(draft.BusSeats);
        PutWindows(activity, draft, holidays, zone);
        PutStops(activity, draft, usedStops);
    }

    private static void PutWindows(Activity activity, ActivityDraft draft, IReadOnlyDictionary<int, HolidayPeriod> holidays, TimeZoneInfo zone)
    {
        var known = activity.Windows.Where(window => window.Id != 0).ToDictionary(window => window.Id);
        var kept = draft.Windows.Where(window => window.Id is { } id && known.ContainsKey(id)).Select(window => window.Id!.Value).ToHashSet();
        foreach (var gone in known.Values.Where(window => !kept.Contains(window.Id)))
        {
            activity.Drop(gone);
        }

        foreach (var window in draft.Windows)
        {
            var wanted =
                window.Kind == BookingWindowKind.Holiday
                    ? BookingWindow.Holiday(holidays[window.HolidayPeriodId!.Value], window.StayStart!.Value, zone, window.LeadWeeks, window.ClosingDay)
                    : BookingWindow.Fixed(Instant(window.OpensAt!.Value), Instant(window.ClosesAt!.Value), window.CoversFrom!.Value, window.CoversTo!.Value);
            if (window.Id is { } id && known.TryGetValue(id, out var stored))
            {
                stored.TakeFrom(wanted);
            }
            else
            {
                activity.OpenDuring(wanted);
            }
        }

        DateTime Instant(DateTime local) => zone.ToInstant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    private static void PutStops(Activity activity, ActivityDraft draft, IReadOnlySet<int> usedStops)
    {
        var known = activity.BusStops.Where(stop => stop.Id != 0).ToDictionary(stop => stop.Id);
        var kept = draft.Stops.Where(stop => stop.Id is { } id && known.ContainsKey(id)).Select(stop => stop.Id!.Value).ToHashSet();
        foreach (var gone in known.Values.Where(stop => !kept.Contains(stop.Id)))
        {
            if (usedStops.Contains(gone.Id))
            {
                gone.Retire();
            }
            else
            {
                activity.Drop(gone);
            }
        }

        foreach (var (stop, index) in draft.Stops.Select((stop, index) => (stop, index)))
        {
            if (stop.Id is { } id && known.TryGetValue(id, out var stored))
            {
                stored.Change(stop.Name.Trim(), stop.OutboundAt, stop.ReturnAt, stop.Line.Trim(), index, stop.IsRetired);
            }
            else
            {
                activity.ServedAt(BusStop.Create(stop.Name.Trim(), stop.OutboundAt, stop.ReturnAt, stop.Line.Trim(), index));
            }
        }
    }

    private static WindowDraft Of(BookingWindow window, TimeZoneInfo zone) =>
        window is { Kind: BookingWindowKind.Holiday, HolidayPeriodId: not null }
            ? new WindowDraft(
                window.Id,
                BookingWindowKind.Holiday,
                HolidayPeriodId: window.HolidayPeriodId,
                StayStart: window.StayStart,
                LeadWeeks: window.LeadWeeks,
                ClosingDay: window.ClosingDay
            )
            : new WindowDraft(
                window.Id,
                BookingWindowKind.Fixed,
                zone.ToWallClock(window.OpensAt),
                zone.ToWallClock(window.ClosesAt),
                window.CoversFrom,
                window.CoversTo
            );
}
