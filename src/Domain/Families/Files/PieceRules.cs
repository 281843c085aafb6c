namespace ClsPortal.Domain.Families;

/// <summary>Where a family stands with one piece.</summary>
public enum PieceState
{
    /// <summary>Asked for, and nothing that holds was handed in.</summary>
    Missing,

    /// <summary>Not asked of everybody, and not handed in.</summary>
    NotNeeded,

    /// <summary>Handed in, waits for the centre.</summary>
    Waiting,

    /// <summary>The last one was refused.</summary>
    Refused,

    /// <summary>Accepted once, its date is past.</summary>
    Expired,

    /// <summary>Accepted, and its date is near.</summary>
    Expiring,

    /// <summary>Accepted and holds.</summary>
    Valid,
}

/// <summary>The last thing known of one deposited file.</summary>
public readonly record struct Deposit(DepositStatus Status, DateOnly? ValidUntil, DateTime DepositedAt);

/// <summary>What is missing, expired or about to be.</summary>
public static class PieceRules
{
    /// <summary>A piece is told as expiring this many days before its last day.</summary>
    public const int ExpiringDays = 30;

    /// <summary>
    /// Where one piece of a child or family stands, given all that was deposited for it; it counts as expiring some days before its last one.
    /// </summary>
    public static PieceState StateOf(bool isRequired, IReadOnlyCollection<Deposit> deposits, DateOnly today, int expiringDays = ExpiringDays)
    {
        var accepted = deposits.Where(deposit => deposit.Status == DepositStatus.Accepted).ToList();
        if (accepted.Exists(deposit => deposit.ValidUntil is not { } until || until > today.AddDays(expiringDays)))
        {
            return PieceState.Valid;
        }

        if (deposits.Any(deposit => deposit.Status == DepositStatus.Deposited))
        {
            return PieceState.Waiting;
        }

        if (accepted.Exists(deposit => deposit.ValidUntil >= today))
        {
            return PieceState.Expiring;
        }

        var last = deposits.OrderBy(deposit => deposit.DepositedAt).Select(deposit => (DepositStatus?)deposit.Status).LastOrDefault();
        return last switch
        {
            DepositStatus.Refused => PieceState.Refused,
            DepositStatus.Accepted => PieceState.Expired,
            _ => isRequired ? PieceState.Missing : PieceState.NotNeeded,
        };
    }

    /// <summary>True when the family has something to do.</summary>
    public static bool NeedsFamily(PieceState state) => state is PieceState.Missing or PieceState.Refused or PieceState.Expired or PieceState.Expiring;

    /// <summary>Until when a piece accepted today holds; null when staff must say, or for good.</summary>
    public static DateOnly? ValidUntil(PieceValidity validity, DateOnly today) => validity == PieceValidity.SchoolYear ? EndOfSchoolYear(today) : null;

    /// <summary>31 August; from July on that of the next year, for what is handed in then is meant for the autumn.</summary>
    public static DateOnly EndOfSchoolYear(DateOnly day) => new(day.Month >= 7 ? day.Year + 1 : day.Year, 8, 31);
}
