namespace ClsPortal.Domain.Activities;

/// <summary>What an activity was before somebody changed it, so that the change can be taken back.</summary>
public sealed class ActivityRevision
{
    private ActivityRevision() { }

    /// <summary>Database key; a higher one is later.</summary>
    public int Id { get; private set; }

    /// <summary>The activity.</summary>
    public int ActivityId { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The login.</summary>
    public Guid ChangedBy { get; private set; }

    /// <summary>Whom the screen names.</summary>
    public string ChangedByName { get; private set; } = "";

    /// <summary>All settings before the change, as the form holds them (JSON).</summary>
    public string Before { get; private set; } = "";

    /// <summary>Stands for the settings after it: a later change of another kind is told from them.</summary>
    public string AfterStamp { get; private set; } = "";

    /// <summary>Keeps what was.</summary>
    public static ActivityRevision Keep(int activityId, DateTime at, Guid by, string byName, string before, string afterStamp) =>
        new()
        {
            ActivityId = activityId,
            At = at,
            ChangedBy = by,
            ChangedByName = byName,
            Before = before,
            AfterStamp = afterStamp,
        };
}
