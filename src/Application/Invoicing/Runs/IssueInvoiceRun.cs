using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Issues what was checked. The count and the total that the accountant saw must still be true.</summary>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record IssueInvoiceRun(int RunId, int Invoices, long TotalCents) : ICommand<Done>
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class IssueInvoiceRunHandler(IInvoicingDb db, RunDesk desk) : ICommandHandler<IssueInvoiceRun, Done>
{
    public async Task<Outcome<Done>> Handle(IssueInvoiceRun request, CancellationToken cancellationToken)
    {
        if (await desk.MoveAsync(request.RunId, run => run.Issue(), cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var waiting = db.InvoiceRunFamilies.Where(row => row.RunId == request.RunId && row.Status == RunFamilyStatus.Waiting);
        var seen = new { Count = await waiting.CountAsync(cancellationToken), Total = await waiting.SumAsync(row => row.TotalCents, cancellationToken) };
        if (
            seen.Count == 0
            && !await db.InvoiceRunFamilies.AnyAsync(row => row.RunId == request.RunId && row.Status == RunFamilyStatus.CarriedOver, cancellationToken)
        )
        {
            return new Refusal("NothingToInvoice", "Il n’y a rien à facturer : abandonnez cette facturation ou reprenez des familles.");
        }

        if (seen.Count != request.Invoices || seen.Total != request.TotalCents)
        {
            return new Refusal("TotalsChanged", "Un collègue vient de changer cette facturation : vérifiez les totaux ci-dessous, puis émettez à nouveau.");
        }

        var details = $"{seen.Count} {(seen.Count == 1 ? "facture" : "factures")}, {PriceSentences.Euros(seen.Total)}";
        await desk.TellAsync(new RunAct(request.RunId, "run.issued", Details: details), cancellationToken);
        return Done.It;
    }
}
