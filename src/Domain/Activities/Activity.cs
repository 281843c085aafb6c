using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Activities;

/// <summary>Which days of the school year an activity takes place on.</summary>
public enum Season
{
    /// <summary>School weeks only; nothing in the holidays.</summary>
    SchoolTime,

    /// <summary>Holidays only.</summary>
    Holidays,

    /// <summary>Both.</summary>
    AllYear,
}

/// <summary>What children are enrolled in, such as <em>Chablis mercredi journée</em>.</summary>
public sealed class Activity
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int NameMaxLength = 100;

    private readonly List<BookingWindow> _windows = [];
    private readonly List<BusStop> _busStops = [];

    private Activity() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>As parents know it.</summary>
    public string Name
    {
        get;
        private set => (field, SortKey) = (value, NameOrder.KeyOf(value));
    } = "";

    /// <summary>Where lists by name have the activity, as <see cref="NameOrder"/> writes it; follows <see cref="Name"/>.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>Type d’activité.</summary>
    public int CategoryId { get; private set; }

    /// <summary>Where it takes place.</summary>
    public string Site { get; private set; } = "";

    /// <summary>First possible day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last possible day.</summary>
    public DateOnly To { get; private set; }

    /// <summary>The weekdays it takes place on.</summary>
    public Weekdays Weekdays { get; private set; }

    /// <summary>School weeks, holidays or both.</summary>
    public Season Season { get; private set; }

    /// <summary>Start on the centre's clocks.</summary>
    public TimeOnly StartsAt { get; private set; }

    /// <summary>End on the centre's clocks; after <see cref="StartsAt"/>.</summary>
    public TimeOnly EndsAt { get; private set; }

    /// <summary>Places that a new session gets.</summary>
    public int DefaultCapacity { get; private set; }

    /// <summary>Youngest age in completed years on the day.</summary>
    public int MinAge { get; private set; }

    /// <summary>Oldest age in completed years on the day.</summary>
    public int MaxAge { get; private set; }

    /// <summary>Price of a session in euro cents.</summary>
    public long PriceCents { get; private set; }

    /// <summary>Last instant for parents.</summary>
    public Cutoff Cutoff { get; private set; } = Cutoff.FortyEightHours;

    /// <summary>Seats in the bus, each way; null when nobody said. Told to staff who accept requests, never enforced: a second bus is their decision.</summary>
    public int? BusSeats { get; private set; }

    /// <summary>True when it is kept for what refers to it, and offered to nobody any more.</summary>
    public bool IsArchived { get; private set; }

    /// <summary>When requests may be made.</summary>
    public IReadOnlyList<BookingWindow> Windows => _windows;

    /// <summary>Stops of the bus; none when there is no bus.</summary>
    public IReadOnlyList<BusStop> BusStops => _busStops;

    /// <summary>Creates an activity; requests end 48 hours before, unless said otherwise.</summary>
    /// <exception cref="ArgumentException">The span, the hours, the ages, the capacity or the price are the wrong way round.</exception>
    public static Activity Create(ActivityPlan plan, long priceCents, Cutoff? cutoff = null) =>
        priceCents < 0
            ? throw new ArgumentException($"Activity {plan.Name} has its price wrong.", nameof(priceCents))
            : new Activity { PriceCents = priceCents }.Change(plan, cutoff ?? Cutoff.FortyEightHours);

    /// <summary>Changes all but windows, stops and price.</summary>
    /// <exception cref="ArgumentException">The span, the hours, the ages or the capacity are the wrong way round.</exception>
    public Activity Change(ActivityPlan plan, Cutoff cutoff)
    {
        if (plan.To < plan.From || plan.EndsAt <= plan.StartsAt || plan.MaxAge < plan.MinAge || plan.Capacity < 0)
        {
            throw new ArgumentException($"Activity {plan.Name} has its span, hours, ages or capacity wrong.", nameof(plan));
        }

        (Name, CategoryId, Site) = (plan.Name, plan.CategoryId, plan.Site);
        (From, To, Weekdays, Season, StartsAt, EndsAt) = (plan.From, plan.To, plan.Weekdays, plan.Season, plan.StartsAt, plan.EndsAt);
        (DefaultCapacity, MinAge, MaxAge, Cutoff) = (plan.Capacity, plan.MinAge, plan.MaxAge, cutoff);
        return this;
    }

    /// <summary>Sets the price of a session.</summary>
    public Activity Cost(long priceCents)
    {
        PriceCents = priceCents;
        return this;
    }

    /// <summary>Says how many seats the bus has.</summary>
    public Activity Seat(int? busSeats)
    {
        BusSeats = busSeats;
        return this;
    }

    /// <summary>Puts it away, or takes it out again.</summary>
    public void Archive(bool isArchived) => IsArchived = isArchived;

    /// <summary>Takes a window away.</summary>
    public void Drop(BookingWindow window) => _windows.Remove(window);

    /// <summary>Takes away a stop that nothing refers to.</summary>
    public void Drop(BusStop stop) => _busStops.Remove(stop);

    /// <summary>Adds a window during which requests are taken.</summary>
    public Activity OpenDuring(BookingWindow window)
    {
        _windows.Add(window);
        return this;
    }

    /// <summary>Adds a stop of the activity's bus.</summary>
    public Activity ServedAt(BusStop stop)
    {
        _busStops.Add(stop);
        return this;
    }

    /// <summary>Whether the activity takes place on a day, and if not, why (SPEC rule 5).</summary>
    public Decision TakesPlaceOn(DateOnly date, SchoolCalendar calendar)
    {
        if (date < From || date > To)
        {
            return Decision.Refuse(RefusalReason.OutsideActivitySpan);
        }

        if (!Weekdays.Includes(date))
        {
            return Decision.Refuse(RefusalReason.NotAWeekdayOfTheActivity);
        }

        if (PublicHolidays.NameOf(date) is { } publicHoliday)
        {
            return Decision.Refuse(RefusalReason.PublicHoliday, detail: publicHoliday);
        }

        var holiday = calendar.HolidayOn(date);
        return (Season, holiday) switch
        {
            (Season.SchoolTime, not null) => Decision.Refuse(RefusalReason.SchoolHolidays, detail: holiday.Name),
            (Season.Holidays, null) => Decision.Refuse(RefusalReason.NotInSchoolHolidays),
            _ => Decision.Allowed,
        };
    }

    /// <summary>Every day on which the activity takes place, in order.</summary>
    public IEnumerable<DateOnly> Days(SchoolCalendar calendar)
    {
        for (var day = From; day <= To; day = day.AddDays(1))
        {
            if (TakesPlaceOn(day, calendar).IsAllowed)
            {
                yield return day;
            }
        }
    }
}
