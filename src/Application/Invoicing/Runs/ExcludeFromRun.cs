using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

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
        var changed = await db
            .InvoiceRunFamilies.Where(row =>
                row.RunId == request.RunId
                && row.FamilyId == request.FamilyId
                && (row.Status == from || (request.IsExcluded && (row.Status == RunFamilyStatus.Changed || row.Status == RunFamilyStatus.Failed)))
                && db.InvoiceRuns.Any(run => run.Id == row.RunId && (run.Status == InvoiceRunStatus.Ready || run.Status == InvoiceRunStatus.Stopped))
            )
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, to), cancellationToken);
        if (changed == 0)
        {
            return await db.InvoiceRunFamilies.AnyAsync(row => row.RunId == request.RunId && row.FamilyId == request.FamilyId, cancellationToken)
                ? RunDesk.MovedOn
                : Refusal.NotFound;
        }

        await desk.RecordAsync(request.RunId, request.IsExcluded ? "run.family.excluded" : "run.family.included", request.FamilyId, null, cancellationToken);
        return Done.It;
    }
}
