using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

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
        if (
            await families
                .Where(row =>
                    row.Status == RunFamilyStatus.CarriedOver
                    && db.InvoiceRuns.Any(run => run.Id == row.RunId && (run.Status == InvoiceRunStatus.Ready || run.Status == InvoiceRunStatus.Stopped))
                )
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, RunFamilyStatus.Waiting), cancellationToken) == 0
        )
        {
            return await families.AnyAsync(cancellationToken) ? RunDesk.MovedOn : Refusal.NotFound;
        }

        await desk.RecordAsync(request.RunId, "run.family.anyway", request.FamilyId, null, cancellationToken);
        return Done.It;
    }
}
