using System.Text.Json;

namespace ClsPortal.Domain.Privacy;

/// <summary>One passage of the retention delays: what is too old goes, kind after kind, batch after batch. At most one is open.</summary>
public sealed class RetentionRun
{
    /// <summary>The hour of the centre's clocks from which the day's passage begins by itself.</summary>
    public static readonly TimeOnly Hour = new(3, 0);

    private RetentionRun() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The day on the centre's clocks from which delays are counted, also when it goes on later.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>True when nobody asked for it.</summary>
    public bool IsAutomatic { get; private set; }

    /// <summary>True until all kinds have been gone through.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>The rule whose turn it is.</summary>
    public int Step { get; private set; }

    /// <summary>Rows that went, by rule, as JSON; -1 for a rule that failed.</summary>
    public string Counts { get; private set; } = "{}";

    /// <summary>UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>The login that asked; empty for the portal itself.</summary>
    public Guid StartedBy { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string StartedByName { get; private set; } = "";

    /// <summary>UTC; null while it is open.</summary>
    public DateTime? FinishedAt { get; private set; }

    /// <summary>The copy of the portal that works on it.</summary>
    public Guid? Worker { get; private set; }

    /// <summary>Until when nobody else may take it, UTC: a copy that dies gives it back.</summary>
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>Begins a passage.</summary>
    public static RetentionRun Start(DateOnly day, bool isAutomatic, DateTime now, Guid by, string byName) =>
        new()
        {
            Day = day,
            IsAutomatic = isAutomatic,
            StartedAt = now,
            StartedBy = by,
            StartedByName = byName,
        };

    /// <summary>What went so far, by rule.</summary>
    public IReadOnlyDictionary<string, int> Removed => JsonSerializer.Deserialize<Dictionary<string, int>>(Counts)!;

    /// <summary>Adds what a batch removed.</summary>
    public void Count(string rule, int rows)
    {
        var counts = JsonSerializer.Deserialize<Dictionary<string, int>>(Counts)!;
        counts[rule] = rows < 0 ? rows : counts.GetValueOrDefault(rule) + rows;
        Counts = JsonSerializer.Serialize(counts);
    }

    /// <summary>Goes on to the next rule.</summary>
    public void Next() => Step++;

    /// <summary>Ends it.</summary>
    public void Finish(DateTime now) => (IsOpen, FinishedAt, Worker, LeaseUntil) = (false, now, null, null);
}
