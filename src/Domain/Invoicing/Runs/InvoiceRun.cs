using System.Globalization;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Invoicing;

/// <summary>Where a run stands.</summary>
public enum InvoiceRunStatus
{
    /// <summary>The portal computes what each family would owe.</summary>
    Preparing,

    /// <summary>Waits for the accountant, who checks it.</summary>
    Ready,

    /// <summary>The portal issues, one family after the other.</summary>
    Issuing,

    /// <summary>Stopped by the accountant, or because some families need a second look. Can go on.</summary>
    Stopped,

    /// <summary>Nothing more will come of it.</summary>
    Done,

    /// <summary>Given up before anything was issued.</summary>
    Discarded,
}

/// <summary>Where one family of a run stands.</summary>
public enum RunFamilyStatus
{
    /// <summary>Will be invoiced.</summary>
    Waiting,

    /// <summary>Left out by the accountant: what it owes is proposed again by the next run.</summary>
    Excluded,

    /// <summary>Invoiced.</summary>
    Issued,

    /// <summary>What it owes changed between the check and the issue: not invoiced, to be looked at again.</summary>
    Changed,

    /// <summary>Something failed: not invoiced, to be tried again.</summary>
    Failed,

    /// <summary>Owes nothing: no invoice, no number.</summary>
    Nothing,

    /// <summary>Owes less than what is put into collection: what it owes goes into its next invoice.</summary>
    CarriedOver,
}

/// <summary>What the accountant should look at before issuing.</summary>
[Flags]
public enum RunAnomalies
{
    /// <summary>All is well.</summary>
    None = 0,

    /// <summary>The tariff depends on a quotient that is not known: the highest price applies.</summary>
    NoQuotient = 1,

    /// <summary>A past session without attendance: invoiced like a presence.</summary>
    NoAttendance = 2,

    /// <summary>A line of 0 €.</summary>
    FreeLine = 4,

    /// <summary>No address to write to.</summary>
    NoEmail = 8,

    /// <summary>A request of the period was never treated.</summary>
    Untreated = 16,

    /// <summary>No tariff holds: the activity's own price applies.</summary>
    NoTariff = 32,

    /// <summary>A booking on a day that the centre closed: not invoiced.</summary>
    ClosedDay = 64,

    /// <summary>Street, post code or town is missing: the Trésorerie cannot collect it.</summary>
    NoAddress = 128,

    /// <summary>Sessions of earlier runs, whose total was under the threshold, are invoiced too.</summary>
    CarriedIn = 256,
}

/// <summary>
/// One month's invoices: prepared, checked, issued. Of all runs one at most is open, so that two accountants cannot invoice the
/// same sessions side by side; each family is one transaction, so that a kill loses nothing and doubles nothing.
/// </summary>
public sealed class InvoiceRun
{
    /// <summary>Longest list of activities, in characters.</summary>
    public const int ActivitiesMaxLength = 4000;

    private InvoiceRun() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly PeriodFrom { get; private set; }

    /// <summary>Last day.</summary>
    public DateOnly PeriodTo { get; private set; }

    /// <summary>The chosen activities' keys, parted by commas; empty for all.</summary>
    public string Activities { get; private set; } = "";

    /// <summary>The date on the invoices.</summary>
    public DateOnly IssuedOn { get; private set; }

    /// <summary>The last day to pay.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>Whether families get a mail.</summary>
    public bool TellsFamilies { get; private set; }

    /// <summary>The settings that hold for it.</summary>
    public int SettingsId { get; private set; }

    /// <summary>Where it stands.</summary>
    public InvoiceRunStatus Status { get; private set; }

    /// <summary>True until it is done or discarded: the database lets one run be so.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>The login that started it, and in whose name it issues.</summary>
    public Guid StartedBy { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string StartedByName { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime? FinishedAt { get; private set; }

    /// <summary>While preparing: the last family that was computed.</summary>
    public int LastFamilyId { get; private set; }

    /// <summary>The copy of the portal that works on it; another takes over when <see cref="LeaseUntil"/> has passed.</summary>
    public Guid? Worker { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>The chosen activities; empty for all.</summary>
    public IReadOnlyList<int> ActivityIds =>
        [.. Activities.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    /// <summary>Starts a run.</summary>
    public static InvoiceRun Start(InvoiceDates dates, IEnumerable<int> activityIds, bool tellsFamilies, int settingsId, Author author) =>
        new()
        {
            PeriodFrom = dates.PeriodFrom,
            PeriodTo = dates.PeriodTo,
            Activities = string.Join(',', activityIds.Order().Select(id => id.ToString(CultureInfo.InvariantCulture))),
            IssuedOn = dates.IssuedOn,
            DueOn = dates.DueOn,
            TellsFamilies = tellsFamilies,
            SettingsId = settingsId,
            StartedAt = author.At,
            StartedBy = author.LoginId,
            StartedByName = author.Name,
        };

    /// <summary>The portal has computed a batch of families; after the last one the accountant checks.</summary>
    /// <param name="after">The last family of the batch before: another copy of the portal may have gone on meanwhile.</param>
    /// <param name="lastFamilyId">The last family of this batch.</param>
    /// <param name="isLast">True when no family is left.</param>
    public Decision Prepare(int after, int lastFamilyId, bool isLast)
    {
        if (Status != InvoiceRunStatus.Preparing || LastFamilyId != after)
        {
            return MovedOn;
        }

        LastFamilyId = lastFamilyId;
        Status = isLast ? InvoiceRunStatus.Ready : InvoiceRunStatus.Preparing;
        return Decision.Allowed;
    }

    /// <summary>The accountant has checked: the portal issues.</summary>
    public Decision Issue() => Move(InvoiceRunStatus.Issuing, InvoiceRunStatus.Ready);

    /// <summary>The accountant stops the portal after the family it is at.</summary>
    public Decision Stop() => Move(InvoiceRunStatus.Stopped, InvoiceRunStatus.Issuing);

    /// <summary>The portal goes on with what was stopped.</summary>
    public Decision Resume() => Move(InvoiceRunStatus.Issuing, InvoiceRunStatus.Stopped);

    /// <summary>The portal is through: done, or stopped where families need a second look.</summary>
    /// <param name="familiesAreLeft">True when some changed or failed.</param>
    /// <param name="now">UTC.</param>
    public Decision Finish(bool familiesAreLeft, DateTime now) => familiesAreLeft ? Stop() : End(InvoiceRunStatus.Done, now, InvoiceRunStatus.Issuing);

    /// <summary>The accountant ends it: given up, or closed without the families that are left.</summary>
    /// <param name="hasIssued">True when it has issued anything: then it is done, else discarded.</param>
    /// <param name="now">UTC.</param>
    public Decision Close(bool hasIssued, DateTime now) =>
        End(hasIssued ? InvoiceRunStatus.Done : InvoiceRunStatus.Discarded, now, InvoiceRunStatus.Stopped, InvoiceRunStatus.Ready, InvoiceRunStatus.Preparing);

    private static Decision MovedOn => Decision.Refuse(RefusalReason.NoLongerStands);

    private Decision End(InvoiceRunStatus to, DateTime now, params InvoiceRunStatus[] from)
    {
        var moved = Move(to, from);
        if (moved.IsAllowed)
        {
            (IsOpen, FinishedAt) = (false, now);
        }

        return moved;
    }

    private Decision Move(InvoiceRunStatus to, params InvoiceRunStatus[] from)
    {
        if (!from.Contains(Status))
        {
            return MovedOn;
        }

        (Status, Worker) = (to, null);
        return Decision.Allowed;
    }
}

/// <summary>One family of a run: what it would owe when the accountant checked it.</summary>
public sealed class InvoiceRunFamily
{
    private InvoiceRunFamily() { }

    /// <summary>The run.</summary>
    public int RunId { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>Where it stands.</summary>
    public RunFamilyStatus Status { get; private set; }

    /// <summary>Lines of its invoice.</summary>
    public int LineCount { get; private set; }

    /// <summary>The total of its invoice.</summary>
    public long TotalCents { get; private set; }

    /// <summary>What to look at.</summary>
    public RunAnomalies Anomalies { get; private set; }

    /// <summary>Puts a family into a run.</summary>
    public static InvoiceRunFamily Add(int runId, int familyId, int lineCount, long totalCents, RunAnomalies anomalies, long minimumCents) =>
        new()
        {
            RunId = runId,
            FamilyId = familyId,
            Status =
                totalCents == 0 ? RunFamilyStatus.Nothing
                : totalCents < minimumCents ? RunFamilyStatus.CarriedOver
                : RunFamilyStatus.Waiting,
            LineCount = lineCount,
            TotalCents = totalCents,
            Anomalies = anomalies,
        };

    /// <summary>The accountant leaves it out, of a run that does not issue at this moment.</summary>
    /// <param name="run">Its run.</param>
    public Decision Exclude(InvoiceRun run) => Move(run, RunFamilyStatus.Excluded, RunFamilyStatus.Waiting, RunFamilyStatus.Changed, RunFamilyStatus.Failed);

    /// <summary>The accountant takes it in again.</summary>
    /// <param name="run">Its run.</param>
    public Decision Include(InvoiceRun run) => Move(run, RunFamilyStatus.Waiting, RunFamilyStatus.Excluded);

    /// <summary>It is invoiced although it owes less than the threshold.</summary>
    /// <param name="run">Its run.</param>
    public Decision InvoiceAnyway(InvoiceRun run) => Move(run, RunFamilyStatus.Waiting, RunFamilyStatus.CarriedOver);

    /// <summary>What becomes of a family that waits when its turn comes.</summary>
    /// <param name="checkedCents">What the accountant saw.</param>
    /// <param name="owedCents">What it owes now.</param>
    public static RunFamilyStatus WhenItsTurnComes(long checkedCents, long owedCents) =>
        owedCents != checkedCents ? RunFamilyStatus.Changed
        : owedCents == 0 ? RunFamilyStatus.Nothing
        : RunFamilyStatus.Issued;

    private Decision Move(InvoiceRun run, RunFamilyStatus to, params RunFamilyStatus[] from)
    {
        if (run.Status is not (InvoiceRunStatus.Ready or InvoiceRunStatus.Stopped) || !from.Contains(Status))
        {
            return Decision.Refuse(RefusalReason.NoLongerStands);
        }

        Status = to;
        return Decision.Allowed;
    }
}
