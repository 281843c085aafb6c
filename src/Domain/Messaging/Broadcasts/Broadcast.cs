namespace ClsPortal.Domain.Messaging;

/// <summary>What the centre wrote to many families at once: one conversation with each of them carries its key.</summary>
public sealed class Broadcast
{
    private Broadcast() { }

    /// <summary>Database key, chosen by the form, so that what is sent twice is one.</summary>
    public Guid Id { get; private set; }

    /// <summary>What it is about, sealed.</summary>
    public byte[] SealedSubject { get; private set; } = [];

    /// <summary>What it says, sealed.</summary>
    public byte[] SealedText { get; private set; } = [];

    /// <summary>Families with a child there on or after this day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>The last day.</summary>
    public DateOnly To { get; private set; }

    /// <summary>The activity; null for all.</summary>
    public int? ActivityId { get; private set; }

    /// <summary>The bus line; null when it went to families whether or not their children take the bus.</summary>
    public string? BusLine { get; private set; }

    /// <summary>True when families whose request still waits got it too.</summary>
    public bool WithPending { get; private set; }

    /// <summary>True when it went to every family with a child at the centre; the days then say nothing.</summary>
    public bool ToEverybody { get; private set; }

    /// <summary>How many families got it.</summary>
    public int Families { get; private set; }

    /// <summary>How many guardians got it, in a thread each.</summary>
    public int People { get; private set; }

    /// <summary>How many of the families have no address and were told on the portal only.</summary>
    public int WithoutEmail { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime SentAt { get; private set; }

    /// <summary>The login that sent it.</summary>
    public Guid SentBy { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string SentByName { get; private set; } = "";

    /// <summary>Sends it; who got it is counted by <see cref="Reached"/>.</summary>
    public static Broadcast Send(Guid id, byte[] sealedSubject, byte[] sealedText, Audience audience, DateTime now, Guid by, string byName) =>
        new()
        {
            Id = id,
            SealedSubject = sealedSubject,
            SealedText = sealedText,
            From = audience.From,
            To = audience.To,
            ActivityId = audience.ActivityId,
            BusLine = audience.BusLine,
            WithPending = audience.WithPending,
            ToEverybody = audience.Everybody,
            SentAt = now,
            SentBy = by,
            SentByName = byName,
        };

    /// <summary>Says how many families and guardians it went to.</summary>
    public void Reached(int families, int people, int withoutEmail) => (Families, People, WithoutEmail) = (families, people, withoutEmail);
}

/// <summary>Whom the centre writes to: families whose children are booked, or all.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="ActivityId">One activity; null for all.</param>
/// <param name="BusLine">Only those who take this line, out or back; null for all.</param>
/// <param name="WithPending">Also those whose request waits for an answer.</param>
/// <param name="Everybody">Every family with a child at the centre, whatever it is booked for; the other choices are not asked.</param>
public sealed record Audience(DateOnly From, DateOnly To, int? ActivityId = null, string? BusLine = null, bool WithPending = false, bool Everybody = false)
{
    /// <summary>All families; <paramref name="today"/> is kept as the day of the choice.</summary>
    public static Audience Of(DateOnly today) => new(today, today, Everybody: true);
}
