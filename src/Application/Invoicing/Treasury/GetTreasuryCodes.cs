using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The codes that the Trésorerie's file is written with.</summary>
public sealed record GetTreasuryCodes : IQuery<TreasuryCodesView>
{
    // Exports to the Trésorerie are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Version">0 while nothing was saved: then they come from the configuration, or are empty.</param>
/// <param name="Terms">What they say.</param>
/// <param name="ChangedAt">On the centre's clocks.</param>
/// <param name="ChangedByName">Who changed them.</param>
public sealed record TreasuryCodesView(int Version, TreasurySettings Terms, DateTime? ChangedAt, string ChangedByName);

internal sealed class GetTreasuryCodesHandler(IInvoicingDb db, CentreClock clock, CollectionSettings settings)
    : IQueryHandler<GetTreasuryCodes, TreasuryCodesView>
{
    public async Task<Outcome<TreasuryCodesView>> Handle(GetTreasuryCodes request, CancellationToken cancellationToken) =>
        await db.TreasuryCodes.AsNoTracking().OrderByDescending(codes => codes.Id).FirstOrDefaultAsync(cancellationToken) is { } saved
            ? new TreasuryCodesView(saved.Id, saved.Terms, clock.ToWallClock(saved.ChangedAt), saved.ChangedByName)
            : new TreasuryCodesView(0, settings.Treasury ?? new TreasurySettings("", "", "", "", "", ""), null, "");
}
