namespace ClsPortal.Domain.Activities;

/// <summary>One activity on one day (journée d’une activité).</summary>
public sealed class Session
{
    /// <summary>Longest <see cref="ClosedReason"/>, in characters.</summary>
    public const int ClosedReasonMaxLength = 200;

    private Session() { }

    /// <summary>Database key; places are taken in its order, so that two multi-date forms cannot deadlock.</summary>
    public int Id { get; private set; }

    /// <summary>The activity.</summary>
    public int ActivityId { get; private set; }

    /// <summary>The day.</summary>
    public DateOnly Date { get; private set; }

    /// <summary>How many children the day can hold.</summary>
    public int Capacity { get; private set; }

    /// <summary>
    /// How many pending requests and bookings hold a place. A database constraint keeps it within 0 and <see cref="Capacity"/>;
    /// it is changed only by conditional updates in the transaction that writes the request (SPEC rule 3).
    /// </summary>
    public int PlacesTaken { get; private set; }

    /// <summary>True when the centre closed the day.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Why the day is closed, as parents read it.</summary>
    public string? ClosedReason { get; private set; }

    /// <summary>
    /// True when the day is closed because the activity's settings or the school calendar no longer hold it. It opens again by
    /// itself when they do; a day that the centre closed waits for the centre.
    /// </summary>
    public bool IsOutOfPlan { get; private set; }

    /// <summary>Places that can still be asked for.</summary>
    public int PlacesLeft => Capacity - PlacesTaken;

    /// <summary>Creates an open session with no place taken.</summary>
    public static Session Create(int activityId, DateOnly date, int capacity) =>
        new()
        {
            ActivityId = activityId,
            Date = date,
            Capacity = capacity,
        };

    /// <summary>Closes the day. Places already held stay held until staff treat them.</summary>
    public Session Close(string reason)
    {
        IsClosed = true;
        ClosedReason = reason;
        return this;
    }

    /// <summary>Closes a day that the plan no longer holds. Places already held stay held until staff treat them.</summary>
    public Session LeavePlan(string reason)
    {
        IsOutOfPlan = true;
        return Close(reason);
    }

    /// <summary>Opens the day again.</summary>
    public Session Open()
    {
        (IsClosed, IsOutOfPlan, ClosedReason) = (false, false, null);
        return this;
    }

    /// <summary>The day is in the plan again, but the centre closed it.</summary>
    public Session RejoinPlanClosed(string reason)
    {
        IsOutOfPlan = false;
        return Close(reason);
    }
}
