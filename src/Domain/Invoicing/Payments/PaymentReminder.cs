namespace ClsPortal.Domain.Invoicing;

/// <summary>Relance: a mail to a family about all that it owes past its date.</summary>
public sealed class PaymentReminder
{
    /// <summary>Longest <see cref="Invoices"/>, in characters.</summary>
    public const int InvoicesMaxLength = 1000;

    private PaymentReminder() { }

    /// <summary>Database key.</summary>
    public long Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>1 for the first, 2 for the last before the Trésorerie collects.</summary>
    public int Level { get; private set; }

    /// <summary>What was owed, in euro cents.</summary>
    public long DueCents { get; private set; }

    /// <summary>The numbers of the invoices.</summary>
    public string Invoices { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime SentAt { get; private set; }

    /// <summary>The login that sent it.</summary>
    public Guid SentBy { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string SentByName { get; private set; } = "";

    /// <summary>Records a reminder.</summary>
    public static PaymentReminder Send(int familyId, int level, long dueCents, IEnumerable<string> invoices, DateTime now, Guid by, string byName)
    {
        var numbers = string.Join(", ", invoices);
        return new PaymentReminder
        {
            FamilyId = familyId,
            Level = level,
            DueCents = dueCents,
            Invoices = numbers.Length <= InvoicesMaxLength ? numbers : numbers[..(InvoicesMaxLength - 1)] + "…",
            SentAt = now,
            SentBy = by,
            SentByName = byName,
        };
    }
}

/// <summary>Why a family is not reminded now.</summary>
public enum ReminderRefusal
{
    /// <summary>It owes nothing past its date.</summary>
    NothingLate,

    /// <summary>It was reminded a short while ago.</summary>
    TooSoon,
}

/// <summary>Which reminder a family gets: the first, and the last while the same debt stands.</summary>
public sealed record ReminderStep(int Level, ReminderRefusal? Refusal)
{
    /// <summary>The last before the Trésorerie collects.</summary>
    public const int LastLevel = 2;

    /// <summary>Decides.</summary>
    /// <param name="oldestDueOn">The oldest date of what is owed past its date; null when nothing is.</param>
    /// <param name="lastLevel">Of the last reminder; 0 for none.</param>
    /// <param name="lastSentOn">Its day.</param>
    /// <param name="today">The day on the centre's clocks.</param>
    /// <param name="daysBetween">Days that lie between two reminders at least.</param>
    public static ReminderStep For(DateOnly? oldestDueOn, int lastLevel, DateOnly? lastSentOn, DateOnly today, int daysBetween)
    {
        if (oldestDueOn is not { } due || due >= today)
        {
            return new ReminderStep(0, ReminderRefusal.NothingLate);
        }

        // A reminder about an older debt, paid since, does not make this one the second.
        var level = lastSentOn is { } on && on > due ? Math.Min(lastLevel + 1, LastLevel) : 1;
        return new ReminderStep(level, lastSentOn is { } last && today < last.AddDays(daysBetween) ? ReminderRefusal.TooSoon : null);
    }
}
