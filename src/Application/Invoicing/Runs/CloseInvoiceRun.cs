using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Ends a run: given up before anything was issued, or closed without the families that are left.</summary>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record CloseInvoiceRun(int RunId) : ICommand<Done>
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class CloseInvoiceRunHandler(IInvoicingDb db, RunDesk desk, CentreClock clock) : ICommandHandler<CloseInvoiceRun, Done>
{
    public async Task<Outcome<Done>> Handle(CloseInvoiceRun request, CancellationToken cancellationToken)
    {
        var hasIssued = await db.InvoiceRunFamilies.AnyAsync(row => row.RunId == request.RunId && row.Status == RunFamilyStatus.Issued, cancellationToken);
        if (await desk.MoveAsync(request.RunId, run => run.Close(hasIssued, clock.Now), cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await desk.TellAsync(new RunAct(request.RunId, "run.closed"), cancellationToken);
        return Done.It;
    }
}
