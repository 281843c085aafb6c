using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What the commands on a run share.</summary>
internal sealed class RunDesk(IPortalDb db, ICurrentUser user, CentreClock clock)
{
    public static readonly Refusal MovedOn = new(
        "RunMovedOn",
        "Cette facturation a avancé entre-temps, ou un collègue s’en occupe : l’écran montre où elle en est."
    );

    /// <summary>Null when the run moved.</summary>
    public async Task<Refusal?> MoveAsync(int runId, InvoiceRunStatus from, InvoiceRunStatus to, CancellationToken cancellationToken)
    {
        var isOpen = to is not (InvoiceRunStatus.Done or InvoiceRunStatus.Discarded);
        DateTime? finished = isOpen ? null : clock.Now;
        var moved = await db
            .InvoiceRuns.Where(run => run.Id == runId && run.Status == from)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(run => run.Status, to)
                        .SetProperty(run => run.IsOpen, isOpen)
                        .SetProperty(run => run.FinishedAt, finished)
                        .SetProperty(run => run.Worker, (Guid?)null),
                cancellationToken
            );
        return moved == 1 ? null
            : await db.InvoiceRuns.AnyAsync(run => run.Id == runId, cancellationToken) ? MovedOn
            : Refusal.NotFound;
    }

    public async Task RecordAsync(int runId, string act, int? familyId, string? details, CancellationToken cancellationToken)
    {
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, act, $"InvoiceRun:{runId}", familyId, details));
        await db.SaveChangesAsync(cancellationToken);
    }
}
