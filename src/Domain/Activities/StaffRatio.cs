namespace ClsPortal.Domain.Activities;

/// <summary>What kind of accueil a session is, as the law counts its staff (Code de l'action sociale et des familles).</summary>
public enum CareKind
{
    /// <summary>Holidays, Sundays and Saturdays without school: R.227-15.</summary>
    OutOfSchool,

    /// <summary>Around school and on Wednesdays, at most five hours in a row: R.227-16, I.</summary>
    AroundSchool,

    /// <summary>Around school and on Wednesdays, more than five hours in a row: R.227-16, I.</summary>
    AroundSchoolLong,
}

/// <summary>How many children one animator may look after, by age.</summary>
public sealed class StaffRule
{
    private StaffRule() { }

    /// <summary>The kind; the key.</summary>
    public CareKind Kind { get; private set; }

    /// <summary>Children under six for one animator.</summary>
    public int UnderSix { get; private set; }

    /// <summary>Children from six on for one animator.</summary>
    public int FromSix { get; private set; }

    /// <summary>The law's numbers without a projet éducatif territorial (PEDT): what holds until the centre chooses.</summary>
    public static StaffRule Legal(CareKind kind) =>
        kind switch
        {
            CareKind.OutOfSchool => Of(kind, 8, 12),
            CareKind.AroundSchool => Of(kind, 10, 14),
            CareKind.AroundSchoolLong => Of(kind, 8, 12),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>The most that the law allows, with a PEDT where there may be one (R.227-16, II).</summary>
    public static StaffRule Most(CareKind kind) =>
        kind switch
        {
            CareKind.OutOfSchool => Of(kind, 8, 12),
            CareKind.AroundSchool => Of(kind, 14, 18),
            CareKind.AroundSchoolLong => Of(kind, 10, 14),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>A rule of the centre's own.</summary>
    public static StaffRule Of(CareKind kind, int underSix, int fromSix) =>
        new()
        {
            Kind = kind,
            UnderSix = underSix,
            FromSix = fromSix,
        };

    /// <summary>Changes the numbers.</summary>
    public void Change(int underSix, int fromSix) => (UnderSix, FromSix) = (underSix, fromSix);
}

/// <summary>How many animators a session was planned with.</summary>
public sealed class StaffPlan
{
    /// <summary>More than any centre has.</summary>
    public const int Most = 100;

    private StaffPlan() { }

    /// <summary>The session; the key.</summary>
    public int SessionId { get; private set; }

    /// <summary>Animators who will be there, with the director where the law counts one in (R.227-17).</summary>
    public int Animators { get; private set; }

    /// <summary>Plans a session.</summary>
    public static StaffPlan For(int sessionId, int animators) => new() { SessionId = sessionId, Animators = animators };
}

/// <summary>Whether those who are planned are enough.</summary>
public enum StaffLevel
{
    /// <summary>Nobody said how many are planned.</summary>
    Unknown,

    /// <summary>Enough, also when the requests that wait are accepted.</summary>
    Enough,

    /// <summary>Enough for the bookings, not for the requests that wait.</summary>
    Tight,

    /// <summary>Fewer than the bookings need.</summary>
    TooFew,
}

/// <summary>Children of a session by the ages that the law tells apart.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct ChildrenByAge(int UnderSix, int FromSix)
{
    /// <summary>How many in all.</summary>
    public int Total => UnderSix + FromSix;

    /// <summary>With a child of that age more, or fewer.</summary>
    public ChildrenByAge Plus(int age, int children = 1) => age < 6 ? this with { UnderSix = UnderSix + children } : this with { FromSix = FromSix + children };

    /// <summary>Both together.</summary>
    public static ChildrenByAge operator +(ChildrenByAge left, ChildrenByAge right) => new(left.UnderSix + right.UnderSix, left.FromSix + right.FromSix);
}

/// <summary>The staff-to-child ratio (taux d’encadrement).</summary>
public static class StaffRatio
{
    private static readonly TimeSpan LongCare = TimeSpan.FromHours(5);

    /// <summary>The kind of a session.</summary>
    public static CareKind KindOf(bool isInHolidays, TimeOnly startsAt, TimeOnly endsAt) =>
        isInHolidays ? CareKind.OutOfSchool
        : endsAt - startsAt > LongCare ? CareKind.AroundSchoolLong
        : CareKind.AroundSchool;

    /// <summary>How many animators the children need: each age by itself, rounded up, so that nobody is counted for both.</summary>
    public static int Needed(ChildrenByAge children, StaffRule rule) => Ceiling(children.UnderSix, rule.UnderSix) + Ceiling(children.FromSix, rule.FromSix);

    /// <summary>Green, amber or red.</summary>
    public static StaffLevel Level(int? planned, int neededNow, int neededWithWaiting) =>
        planned is null ? StaffLevel.Unknown
        : planned < neededNow ? StaffLevel.TooFew
        : planned < neededWithWaiting ? StaffLevel.Tight
        : StaffLevel.Enough;

    private static int Ceiling(int children, int each) => (children + each - 1) / each;
}
