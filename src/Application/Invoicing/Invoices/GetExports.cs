using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The exports page: what was handed to the Trésorerie, when and by whom, and what was not yet.</summary>
public sealed record GetExports(int PageNumber = 1) : IQuery<ExportsPage>
{
    // Exports to the Trésorerie are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="CanWriteOrmc">The collectivity's codes are set.</param>
/// <param name="NotHandedOver">Invoices of which something is due and that are in no bordereau that counts.</param>
/// <param name="NotHandedOverCents">What is due of them.</param>
/// <param name="OldestNotHandedOver">The first of their dates.</param>
/// <param name="NewestNotHandedOver">The last.</param>
/// <param name="Reductions">Credit notes on invoices handed over before, that the Trésorerie has not got yet.</param>
/// <param name="Bordereaux">The newest first.</param>
public sealed record ExportsPage(
    bool CanWriteOrmc,
    int NotHandedOver,
    long NotHandedOverCents,
    DateOnly? OldestNotHandedOver,
    DateOnly? NewestNotHandedOver,
    PendingReductions? Reductions,
    Page<BordereauLine> Bordereaux
);

public sealed record PendingReductions(int Count, long Cents, DateOnly Oldest, DateOnly Newest);

public sealed record BordereauLine(
    long Id,
    int Year,
    int Number,
    bool IsReduction,
    DateOnly From,
    DateOnly To,
    int Titles,
    long TotalCents,
    DateTime CreatedAt,
    string CreatedBy,
    bool IsCancelled,
    string? CancelReason
);

internal sealed class GetExportsHandler(IInvoicingDb db, CentreClock clock, TreasuryDesk desk) : IQueryHandler<GetExports, ExportsPage>
{
    public async Task<Outcome<ExportsPage>> Handle(GetExports request, CancellationToken cancellationToken)
    {
        var waiting = await db.InvoicesToHandOver()
            .GroupBy(_ => 1)
            .Select(all => new
            {
                Count = all.Count(),
                Cents = all.Sum(row => row.Cents),
                Oldest = all.Min(row => row.IssuedOn),
                Newest = all.Max(row => row.IssuedOn),
            })
            .SingleOrDefaultAsync(cancellationToken);
        var reductions = await db.ReductionsToHandOver()
            .GroupBy(_ => 1)
            .Select(all => new PendingReductions(all.Count(), all.Sum(note => note.Cents), all.Min(note => note.IssuedOn), all.Max(note => note.IssuedOn)))
            .SingleOrDefaultAsync(cancellationToken);
        var total = await db.TreasuryBordereaux.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await db
            .TreasuryBordereaux.OrderByDescending(row => row.Id)
            .Cut(cut)
            .Select(row => new BordereauLine(
                row.Id,
                row.Year,
                row.Number,
                row.IsReduction,
                row.From,
                row.To,
                row.TitleCount,
                row.TotalCents,
                row.CreatedAt,
                row.CreatedByName,
                row.CancelledAt != null,
                row.CancelReason
            ))
            .ToListAsync(cancellationToken);
        return new ExportsPage(
            await desk.CurrentAsync(cancellationToken) is not null,
            waiting?.Count ?? 0,
            waiting?.Cents ?? 0,
            waiting?.Oldest,
            waiting?.Newest,
            reductions,
            cut.Of<BordereauLine>([.. rows.Select(row => row with { CreatedAt = clock.ToWallClock(row.CreatedAt) })])
        );
    }
}
