using ClsPortal.Application.Activities;
using ClsPortal.Domain.Activities;

namespace ClsPortal.Web.Activities.Staff;

/// <summary>What is typed into the form of an activity. What the browser could not read comes in empty; the validator then says so beside its field.</summary>
public sealed class ActivityFormState
{
    private static readonly string[] Always =
    [
        "Name",
        "CategoryId",
        "Site",
        "From",
        "To",
        "Season",
        "Weekdays",
        "StartsAt",
        "EndsAt",
        "Capacity",
        "MinAge",
        "MaxAge",
        "PriceCents",
        "Cutoff",
        "Windows",
        "Stops",
    ];

    private static readonly string[] OfDates = ["OpensAt", "ClosesAt", "CoversFrom", "CoversTo"];
    private static readonly string[] OfHoliday = ["HolidayPeriodId", "StayStart", "LeadWeeks"];
    private static readonly string[] OfStop = ["Name", "Line", "OutboundAt"];

    public string Name { get; set; } = "";

    public int CategoryId { get; set; }

    public string Site { get; set; } = "";

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    public Weekdays Weekdays { get; set; }

    public Season Season { get; set; }

    public TimeOnly? StartsAt { get; set; }

    public TimeOnly? EndsAt { get; set; }

    public int? Capacity { get; set; } = 24;

    public int? MinAge { get; set; } = 3;

    public int? MaxAge { get; set; } = 11;

    public decimal? Price { get; set; } = 0;

    public CutoffKind CutoffKind { get; set; }

    public int? CutoffAmount { get; set; } = 48;

    public TimeOnly? CutoffAt { get; set; } = new(12, 0);

    public int? BusSeats { get; set; }

    /// <summary>Offered for a new activity that began before today.</summary>
    public bool WithPast { get; set; }

    public List<WindowState> Windows { get; } = [];

    public List<StopState> Stops { get; } = [];

    /// <summary>The fields of the form as it stands, which show their refusal themselves.</summary>
    public IReadOnlyList<string> Fields =>
        [
            .. Always.Select(name => $"Draft.{name}"),
            .. Stops.Count > 0 ? ["Draft.BusSeats"] : Array.Empty<string>(),
            .. Windows.SelectMany(
                (window, index) => (window.Kind == BookingWindowKind.Fixed ? OfDates : OfHoliday).Select(name => $"Draft.Windows[{index}].{name}")
            ),
            .. Stops.SelectMany((_, index) => OfStop.Select(name => $"Draft.Stops[{index}].{name}")),
        ];

    public static ActivityFormState Of(ActivityDraft draft)
    {
        var state = new ActivityFormState
        {
            Name = draft.Name,
            CategoryId = draft.CategoryId,
            Site = draft.Site,
            From = draft.From,
            To = draft.To,
            Weekdays = draft.Weekdays,
            Season = draft.Season,
            StartsAt = draft.StartsAt,
            EndsAt = draft.EndsAt,
            Capacity = draft.Capacity,
            MinAge = draft.MinAge,
            MaxAge = draft.MaxAge,
            Price = draft.PriceCents / 100m,
            CutoffKind = draft.Cutoff.Kind,
            CutoffAmount = draft.Cutoff.Amount,
            CutoffAt = draft.Cutoff.At,
            BusSeats = draft.BusSeats,
        };
        state.Windows.AddRange(draft.Windows.Select(WindowState.Of));
        state.Stops.AddRange(draft.Stops.Select(StopState.Of));
        return state;
    }

    public ActivityDraft Draft() =>
        new(
            Name,
            CategoryId,
            Site,
            From ?? default,
            To ?? default,
            Weekdays,
            Season,
            StartsAt ?? default,
            EndsAt ?? default,
            Capacity ?? -1,
            MinAge ?? -1,
            MaxAge ?? -1,
            Price is { } price and >= 0 and <= 100_000 ? (long)Math.Round(price * 100) : -1,
            new CutoffDraft(CutoffKind, CutoffAmount ?? -1, CutoffKind == CutoffKind.HoursBefore ? default : CutoffAt ?? default),
            [.. Windows.Select(window => window.Draft())],
            [.. Stops.Select(stop => stop.Draft())],
            BusSeats,
            WithPast
        );
}

/// <summary>What is typed of one booking window.</summary>
public sealed class WindowState
{
    public int? Id { get; init; }

    public BookingWindowKind Kind { get; set; }

    public DateTime? OpensAt { get; set; }

    public DateTime? ClosesAt { get; set; }

    public DateOnly? CoversFrom { get; set; }

    public DateOnly? CoversTo { get; set; }

    public int? HolidayPeriodId { get; set; }

    public DateOnly? StayStart { get; set; }

    public int? LeadWeeks { get; set; } = BookingWindow.DefaultLeadWeeks;

    public DayOfWeek ClosingDay { get; set; } = DayOfWeek.Wednesday;

    public static WindowState Of(WindowDraft draft) =>
        new()
        {
            Id = draft.Id,
            Kind = draft.Kind,
            OpensAt = draft.OpensAt,
            ClosesAt = draft.ClosesAt,
            CoversFrom = draft.CoversFrom,
            CoversTo = draft.CoversTo,
            HolidayPeriodId = draft.HolidayPeriodId,
            StayStart = draft.StayStart,
            LeadWeeks = draft.LeadWeeks,
            ClosingDay = draft.ClosingDay,
        };

    public WindowDraft Draft() =>
        Kind == BookingWindowKind.Fixed
            ? new WindowDraft(Id, Kind, OpensAt, ClosesAt, CoversFrom, CoversTo)
            : new WindowDraft(Id, Kind, HolidayPeriodId: HolidayPeriodId, StayStart: StayStart, LeadWeeks: LeadWeeks ?? -1, ClosingDay: ClosingDay);
}

/// <summary>What is typed of one stop.</summary>
public sealed class StopState
{
    public int? Id { get; init; }

    public string Line { get; set; } = "";

    public string Name { get; set; } = "";

    public TimeOnly? OutboundAt { get; set; }

    public TimeOnly? ReturnAt { get; set; }

    public bool IsRetired { get; set; }

    public static StopState Of(StopDraft draft) =>
        new()
        {
            Id = draft.Id,
            Line = draft.Line,
            Name = draft.Name,
            OutboundAt = draft.OutboundAt,
            ReturnAt = draft.ReturnAt,
            IsRetired = draft.IsRetired,
        };

    public StopDraft Draft() => new(Id, Line, Name, OutboundAt, ReturnAt, IsRetired);
}
