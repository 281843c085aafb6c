using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What the accountant did to a run, or to one family of it.</summary>
internal sealed record RunAct(int RunId, string Name, int? FamilyId = null, string? Details = null) : IAct
{
    public IEnumerable<JournalLine> Journal => [new(Name, $"InvoiceRun:{RunId}", FamilyId, Details)];

    // The screen of a run that works asks by itself.
    public ChangeNotice? Notice => null;
}

/// <summary>What the commands on a run share.</summary>
internal sealed class RunDesk(IInvoicingDb db, Teller<RunAct> teller)
{
    public static readonly Refusal MovedOn = new(
        "RunMovedOn",
        "Cette facturation a avancé entre-temps, ou un collègue s’en occupe : l’écran montre où elle en est."
    );

    /// <summary>Null when the run moved.</summary>
    public async Task<Refusal?> MoveAsync(int runId, Func<InvoiceRun, Decision> move, CancellationToken cancellationToken)
    {
        if (await db.InvoiceRuns.SingleOrDefaultAsync(run => run.Id == runId, cancellationToken) is not { } run)
        {
            return Refusal.NotFound;
        }

        if (!move(run).IsAllowed)
        {
            return MovedOn;
        }

        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>Null when the family of the run moved.</summary>
    public async Task<Refusal?> MoveAsync(int runId, int familyId, Func<InvoiceRunFamily, InvoiceRun, Decision> move, CancellationToken cancellationToken)
    {
        var found = await (
            from row in db.InvoiceRunFamilies
            join run in db.InvoiceRuns on row.RunId equals run.Id
            where row.RunId == runId && row.FamilyId == familyId
            select new { row, run }
        ).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        if (!move(found.row, found.run).IsAllowed)
        {
            return MovedOn;
        }

        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    public Task TellAsync(RunAct act, CancellationToken cancellationToken) => teller.TellAsync(act, cancellationToken);
}
