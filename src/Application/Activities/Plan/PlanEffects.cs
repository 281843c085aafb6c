using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Application.Activities;

/// <summary>What a change of plan does to one activity.</summary>
public sealed record ActivityEffect(int ActivityId, string ActivityName, IReadOnlyList<DayEffect> Days)
{
    public IEnumerable<DayEffect> Won => Days.Where(day => day.Change != SessionChange.Removed);

    public IEnumerable<DayEffect> Lost => Days.Where(day => day.Change == SessionChange.Removed);
}

/// <param name="Date">The day.</param>
/// <param name="Change">Won or lost.</param>
/// <param name="Note">Why it is lost, or what keeps a won day shut; null when it simply opens.</param>
public sealed record DayEffect(DateOnly Date, SessionChange Change, string? Note);

/// <summary>A request or booking that a change concerns. It stays until staff treat it.</summary>
/// <param name="Confidential">Where families are written to or called: what must not be told to whom; null for nothing.</param>
public sealed record TouchedBooking(
    long RequestId,
    int FamilyId,
    string FamilyName,
    string ChildName,
    int ActivityId,
    string ActivityName,
    DateOnly Date,
    RequestStatus Status,
    string Why,
    string? Confidential = null
);

/// <summary>All that a change of plan does, by activity, with the bookings that staff must look after.</summary>
public sealed record PlanEffects(IReadOnlyList<ActivityEffect> Activities, IReadOnlyList<TouchedBooking> Touched)
{
    public int DaysWon => Activities.Sum(activity => activity.Won.Count());

    public int DaysLost => Activities.Sum(activity => activity.Lost.Count());
}
