using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Starts a run over a month: the portal computes what each family would owe, nothing is issued yet.</summary>
/// <param name="Month">Any day of it.</param>
/// <param name="ActivityIds">Empty for all.</param>
/// <param name="IssuedOn">The date on the invoices.</param>
/// <param name="TellsFamilies">Whether families get a mail.</param>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record PrepareInvoiceRun(DateOnly Month, IReadOnlyList<int> ActivityIds, DateOnly IssuedOn, bool TellsFamilies) : ICommand<int>
{
    // Invoices are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class PrepareInvoiceRunValidator : AbstractValidator<PrepareInvoiceRun>
{
    public PrepareInvoiceRunValidator() =>
        RuleFor(prepare => prepare.Month).Must(date => date.Year is >= 2000 and <= 2100).WithMessage("Choisissez le mois à facturer.");
}

internal sealed class PrepareInvoiceRunHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<PrepareInvoiceRun, int>
{
    private const int MostDaysAhead = 60;

    public async Task<Outcome<int>> Handle(PrepareInvoiceRun request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        if (request.IssuedOn < today || request.IssuedOn > today.AddDays(MostDaysAhead))
        {
            return new Refusal("DateOutOfReach", $"La date des factures doit être aujourd’hui ou dans les {MostDaysAhead} jours.", nameof(request.IssuedOn));
        }

        if (await db.InvoiceRuns.AsNoTracking().SingleOrDefaultAsync(run => run.IsOpen, cancellationToken) is { } open)
        {
            return new Refusal("RunIsOpen", $"Une facturation est déjà ouverte par {open.StartedByName} : terminez-la ou abandonnez-la d’abord.");
        }

        if (await db.InvoicingSettings.AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken) is not { IssuerName.Length: > 0 } settings)
        {
            return new Refusal("SettingsMissing", "Complétez d’abord les réglages de facturation : ils figurent sur chaque facture.");
        }

        var known = await db.Activities.CountAsync(activity => request.ActivityIds.Contains(activity.Id), cancellationToken);
        if (known != request.ActivityIds.Distinct().Count())
        {
            return Refusal.NotFound;
        }

        var from = new DateOnly(request.Month.Year, request.Month.Month, 1);
        var run = InvoiceRun.Start(
            from, from.AddMonths(1).AddDays(-1), request.ActivityIds.Distinct(), request.IssuedOn, request.IssuedOn.AddDays(settings.DueDays), request.TellsFamilies,
            settings.Id, clock.Now, user.UserId, user.DisplayName);
        db.InvoiceRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "run.prepared", $"InvoiceRun:{run.Id}", details: $"{from:yyyy-MM}"));
        await db.SaveChangesAsync(cancellationToken);
        return run.Id;
    }
}

/// <summary>Leaves a family out of a run that is not issued yet, or takes it in again.</summary>
public sealed record ExcludeFromRun(int RunId, int FamilyId, bool IsExcluded) : ICommand<Done>, IConcernsFamily
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class ExcludeFromRunHandler(IPortalDb db, RunDesk desk) : ICommandHandler<ExcludeFromRun, Done>
{
    public async Task<Outcome<Done>> Handle(ExcludeFromRun request, CancellationToken cancellationToken)
    {
        var (from, to) = request.IsExcluded ? (RunFamilyStatus.Waiting, RunFamilyStatus.Excluded) : (RunFamilyStatus.Excluded, RunFamilyStatus.Waiting);
        var changed = await db.InvoiceRunFamilies.Where(row => row.RunId == request.RunId && row.FamilyId == request.FamilyId
            && (row.Status == from || (request.IsExcluded && (row.Status == RunFamilyStatus.Changed || row.Status == RunFamilyStatus.Failed)))
            && db.InvoiceRuns.Any(run => run.Id == row.RunId && (run.Status == InvoiceRunStatus.Ready || run.Status == InvoiceRunStatus.Stopped)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, to), cancellationToken);
        if (changed == 0)
        {
            return await db.InvoiceRunFamilies.AnyAsync(row => row.RunId == request.RunId && row.FamilyId == request.FamilyId, cancellationToken) ? RunDesk.MovedOn : Refusal.NotFound;
        }

        await desk.RecordAsync(request.RunId, request.IsExcluded ? "run.family.excluded" : "run.family.included", request.FamilyId, null, cancellationToken);
        return Done.It;
    }
}

/// <summary>Invoices a family although it owes less than the threshold: before it leaves, or at the end of the year.</summary>
public sealed record InvoiceAnyway(int RunId, int FamilyId) : ICommand<Done>, IConcernsFamily
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class InvoiceAnywayHandler(IPortalDb db, RunDesk desk) : ICommandHandler<InvoiceAnyway, Done>
{
    public async Task<Outcome<Done>> Handle(InvoiceAnyway request, CancellationToken cancellationToken)
    {
        var families = db.InvoiceRunFamilies.Where(row => row.RunId == request.RunId && row.FamilyId == request.FamilyId);
        if (await families.Where(row => row.Status == RunFamilyStatus.CarriedOver
                && db.InvoiceRuns.Any(run => run.Id == row.RunId && (run.Status == InvoiceRunStatus.Ready || run.Status == InvoiceRunStatus.Stopped)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, RunFamilyStatus.Waiting), cancellationToken) == 0)
        {
            return await families.AnyAsync(cancellationToken) ? RunDesk.MovedOn : Refusal.NotFound;
        }

        await desk.RecordAsync(request.RunId, "run.family.anyway", request.FamilyId, null, cancellationToken);
        return Done.It;
    }
}

/// <summary>Issues what was checked. The count and the total that the accountant saw must still be true.</summary>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record IssueInvoiceRun(int RunId, int Invoices, long TotalCents) : ICommand<Done>
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class IssueInvoiceRunHandler(IPortalDb db, RunDesk desk) : ICommandHandler<IssueInvoiceRun, Done>
{
    public async Task<Outcome<Done>> Handle(IssueInvoiceRun request, CancellationToken cancellationToken)
    {
        if (await desk.MoveAsync(request.RunId, InvoiceRunStatus.Ready, InvoiceRunStatus.Issuing, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var waiting = db.InvoiceRunFamilies.Where(row => row.RunId == request.RunId && row.Status == RunFamilyStatus.Waiting);
        var seen = new { Count = await waiting.CountAsync(cancellationToken), Total = await waiting.SumAsync(row => row.TotalCents, cancellationToken) };
        if (seen.Count == 0 && !await db.InvoiceRunFamilies.AnyAsync(row => row.RunId == request.RunId && row.Status == RunFamilyStatus.CarriedOver, cancellationToken))
        {
            return new Refusal("NothingToInvoice", "Il n’y a rien à facturer : abandonnez cette facturation ou reprenez des familles.");
        }

        if (seen.Count != request.Invoices || seen.Total != request.TotalCents)
        {
            return new Refusal("TotalsChanged", "Un collègue vient de changer cette facturation : vérifiez les totaux ci-dessous, puis émettez à nouveau.");
        }

        await desk.RecordAsync(request.RunId, "run.issued", null, $"{seen.Count} {(seen.Count == 1 ? "facture" : "factures")}, {PriceSentences.Euros(seen.Total)}", cancellationToken);
        return Done.It;
    }
}

/// <summary>Stops a run that issues, after the family it is at. What was issued stays issued.</summary>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record StopInvoiceRun(int RunId) : ICommand<Done>
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class StopInvoiceRunHandler(RunDesk desk) : ICommandHandler<StopInvoiceRun, Done>
{
    public async Task<Outcome<Done>> Handle(StopInvoiceRun request, CancellationToken cancellationToken)
    {
        if (await desk.MoveAsync(request.RunId, InvoiceRunStatus.Issuing, InvoiceRunStatus.Stopped, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await desk.RecordAsync(request.RunId, "run.stopped", null, null, cancellationToken);
        return Done.It;
    }
}

/// <summary>Goes on with a run that was stopped, families whose total changed and those that failed included.</summary>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record ResumeInvoiceRun(int RunId) : ICommand<Done>
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class ResumeInvoiceRunHandler(IPortalDb db, RunDesk desk) : ICommandHandler<ResumeInvoiceRun, Done>
{
    public async Task<Outcome<Done>> Handle(ResumeInvoiceRun request, CancellationToken cancellationToken)
    {
        if (await desk.MoveAsync(request.RunId, InvoiceRunStatus.Stopped, InvoiceRunStatus.Issuing, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // What has shrunk below the threshold since the check is carried over, as it would have been then.
        await db.InvoiceRunFamilies.Where(row => row.RunId == request.RunId && row.Status == RunFamilyStatus.Changed && row.TotalCents > 0
                && db.InvoiceRuns.Any(run => run.Id == row.RunId && db.InvoicingSettings.Any(settings => settings.Id == run.SettingsId && row.TotalCents < settings.MinimumCents)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, RunFamilyStatus.CarriedOver), cancellationToken);
        await db.InvoiceRunFamilies.Where(row => row.RunId == request.RunId && (row.Status == RunFamilyStatus.Changed || row.Status == RunFamilyStatus.Failed))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, RunFamilyStatus.Waiting), cancellationToken);
        await desk.RecordAsync(request.RunId, "run.resumed", null, null, cancellationToken);
        return Done.It;
    }
}

/// <summary>Ends a run: given up before anything was issued, or closed without the families that are left.</summary>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record CloseInvoiceRun(int RunId) : ICommand<Done>
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class CloseInvoiceRunHandler(IPortalDb db, RunDesk desk) : ICommandHandler<CloseInvoiceRun, Done>
{
    public async Task<Outcome<Done>> Handle(CloseInvoiceRun request, CancellationToken cancellationToken)
    {
        var hasIssued = await db.InvoiceRunFamilies.AnyAsync(row => row.RunId == request.RunId && row.Status == RunFamilyStatus.Issued, cancellationToken);
        var end = hasIssued ? InvoiceRunStatus.Done : InvoiceRunStatus.Discarded;
        if (await desk.MoveAsync(request.RunId, InvoiceRunStatus.Stopped, end, cancellationToken) is not null
            && await desk.MoveAsync(request.RunId, InvoiceRunStatus.Ready, end, cancellationToken) is not null
            && await desk.MoveAsync(request.RunId, InvoiceRunStatus.Preparing, end, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await desk.RecordAsync(request.RunId, "run.closed", null, null, cancellationToken);
        return Done.It;
    }
}

/// <summary>What the commands on a run share.</summary>
internal sealed class RunDesk(IPortalDb db, ICurrentUser user, CentreClock clock)
{
    public static readonly Refusal MovedOn = new("RunMovedOn", "Cette facturation a avancé entre-temps, ou un collègue s’en occupe : l’écran montre où elle en est.");

    /// <summary>Null when the run moved.</summary>
    public async Task<Refusal?> MoveAsync(int runId, InvoiceRunStatus from, InvoiceRunStatus to, CancellationToken cancellationToken)
    {
        var isOpen = to is not (InvoiceRunStatus.Done or InvoiceRunStatus.Discarded);
        DateTime? finished = isOpen ? null : clock.Now;
        var moved = await db.InvoiceRuns.Where(run => run.Id == runId && run.Status == from).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.Status, to).SetProperty(run => run.IsOpen, isOpen).SetProperty(run => run.FinishedAt, finished)
                .SetProperty(run => run.Worker, (Guid?)null),
            cancellationToken);
        return moved == 1 ? null : await db.InvoiceRuns.AnyAsync(run => run.Id == runId, cancellationToken) ? MovedOn : Refusal.NotFound;
    }

    public async Task RecordAsync(int runId, string act, int? familyId, string? details, CancellationToken cancellationToken)
    {
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, act, $"InvoiceRun:{runId}", familyId, details));
        await db.SaveChangesAsync(cancellationToken);
    }
}
