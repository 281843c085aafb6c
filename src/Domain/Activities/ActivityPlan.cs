namespace ClsPortal.Domain.Activities;

/// <summary>What an activity is, for whom, when and where.</summary>
public sealed record ActivityPlan
{
    /// <summary>As parents know it.</summary>
    public required string Name { get; init; }

    /// <summary>Its type.</summary>
    public required int CategoryId { get; init; }

    /// <summary>Where it takes place.</summary>
    public required string Site { get; init; }

    /// <summary>First day on which it may take place.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day on which it may take place.</summary>
    public required DateOnly To { get; init; }

    /// <summary>On which days of the week.</summary>
    public required Weekdays Weekdays { get; init; }

    /// <summary>In school time, in the holidays, or both.</summary>
    public required Season Season { get; init; }

    /// <summary>The centre's clock.</summary>
    public required TimeOnly StartsAt { get; init; }

    /// <summary>The centre's clock, on the same day.</summary>
    public required TimeOnly EndsAt { get; init; }

    /// <summary>Places of a session that says nothing else.</summary>
    public required int Capacity { get; init; }

    /// <summary>Youngest age on the day, in years.</summary>
    public required int MinAge { get; init; }

    /// <summary>Oldest age on the day, in years.</summary>
    public required int MaxAge { get; init; }
}
