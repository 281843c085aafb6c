using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What the configuration says about collecting.</summary>
/// <param name="Treasury">The codes until the accountant saves some (<c>Portal:Treasury:*</c>); null for none.</param>
/// <param name="DaysBetweenReminders">Setting <c>Portal:Reminders:DaysBetween</c>.</param>
public sealed record CollectionSettings(TreasurySettings? Treasury, int DaysBetweenReminders);

/// <summary>Finds the codes that the Trésorerie's file is written with.</summary>
internal sealed class TreasuryDesk(IInvoicingDb db, CollectionSettings settings)
{
    /// <summary>Those that hold; null while there are none: then there is CSV and XLSX.</summary>
    public async Task<(int? Id, TreasurySettings Terms)?> CurrentAsync(CancellationToken cancellationToken) =>
        await db.TreasuryCodes.AsNoTracking().OrderByDescending(codes => codes.Id).FirstOrDefaultAsync(cancellationToken) is { } saved ? (saved.Id, saved.Terms)
        : settings.Treasury is { } configured ? (null, configured)
        : null;

    /// <summary>Those of a bordereau.</summary>
    public async Task<TreasurySettings?> OfAsync(TreasuryBordereau bordereau, CancellationToken cancellationToken) =>
        bordereau.CodesId is { } id
            ? (await db.TreasuryCodes.AsNoTracking().SingleAsync(codes => codes.Id == id, cancellationToken)).Terms
            : settings.Treasury ?? (await CurrentAsync(cancellationToken))?.Terms;
}
