using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>What all changes of the look share: the one row, the journal, and the pages that show it from then on.</summary>
internal sealed class LookDesk(ICentreDb db, SetupDesk desk, ITransactions transactions, ChangeFeed feed)
{
    /// <summary>The row, made where there is none; others who change the set-up wait until the transaction ends.</summary>
    public async Task<CentreLook> OpenAsync(CancellationToken cancellationToken)
    {
        await desk.LockAsync(cancellationToken);
        if (await db.CentreLooks.SingleOrDefaultAsync(cancellationToken) is { } look)
        {
            return look;
        }

        look = CentreLook.Create();
        db.CentreLooks.Add(look);
        return look;
    }

    /// <summary>Writes what was changed, into the journal too.</summary>
    public async Task SaveAsync(string act, string? details, CancellationToken cancellationToken)
    {
        desk.Record(act, "Centre", details);
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(ChangeNotice.Look));
    }
}
