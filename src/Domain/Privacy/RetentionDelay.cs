namespace ClsPortal.Domain.Privacy;

/// <summary>Kinds of data that the centre keeps for a delay of its own.</summary>
public enum RetainedData
{
    /// <summary>Fiches sanitaires, after the child's last session.</summary>
    HealthRecords,

    /// <summary>Deposited administrative files, after the child's last session.</summary>
    DepositedFiles,

    /// <summary>The household's record, after its last session.</summary>
    FamilyRecords,

    /// <summary>Requests and bookings, after the session.</summary>
    Enrolments,

    /// <summary>Conversations with families.</summary>
    Messages,

    /// <summary>That a mail was sent, and to whom.</summary>
    Mails,

    /// <summary>Invoices and payments, after the year they belong to.</summary>
    Invoices,

    /// <summary>The acts of staff.</summary>
    AuditLog,

    /// <summary>Deposited files that were refused or are no longer valid, of families that still come too.</summary>
    RefusedFiles,

    /// <summary>Proposed changes of a record, after they were treated.</summary>
    RecordChanges,

    /// <summary>Logins, after their last use, when the family no longer comes either.</summary>
    Logins,
}

/// <summary>How long the centre keeps one kind of data; where it chose nothing, <see cref="StandardMonths"/> holds.</summary>
public sealed class RetentionDelay
{
    /// <summary>Longest delay: thirty years.</summary>
    public const int MostMonths = 360;

    private RetentionDelay() { }

    /// <summary>The kind; the key.</summary>
    public RetainedData Data { get; private set; }

    /// <summary>Months.</summary>
    public int Months { get; private set; }

    /// <summary>A delay for a kind of data.</summary>
    public static RetentionDelay For(RetainedData data, int months) => new() { Data = data, Months = months };

    /// <summary>Changes the delay.</summary>
    public void Keep(int months) => Months = months;

    /// <summary>The delay until the centre chooses: health shortest, accounts ten years.</summary>
    public static int StandardMonths(RetainedData data) =>
        data switch
        {
            RetainedData.HealthRecords => 3,
            RetainedData.DepositedFiles => 6,
            RetainedData.FamilyRecords => 24,
            RetainedData.Enrolments => 36,
            RetainedData.Messages => 24,
            RetainedData.Mails => 12,
            RetainedData.Invoices => 120,
            RetainedData.AuditLog => 12,
            RetainedData.RefusedFiles => 3,
            RetainedData.RecordChanges => 24,
            RetainedData.Logins => 24,
            _ => throw new ArgumentOutOfRangeException(nameof(data)),
        };
}
