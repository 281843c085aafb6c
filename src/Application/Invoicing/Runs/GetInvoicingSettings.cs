using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The settings that hold, or those proposed to a centre that has none yet.</summary>
public sealed record GetInvoicingSettings : IQuery<InvoicingSettingsView>
{
    // What is on the invoices is the accountant's.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Version">0 when nothing was saved yet.</param>
/// <param name="Terms">What they say.</param>
/// <param name="ChangedAt">On the centre's clocks.</param>
/// <param name="ChangedByName">Who changed them.</param>
public sealed record InvoicingSettingsView(int Version, InvoicingTerms Terms, DateTime? ChangedAt, string ChangedByName);

internal sealed class GetInvoicingSettingsHandler(IInvoicingDb db, CentreClock clock, IPayFip payFip)
    : IQueryHandler<GetInvoicingSettings, InvoicingSettingsView>
{
    public async Task<Outcome<InvoicingSettingsView>> Handle(GetInvoicingSettings request, CancellationToken cancellationToken)
    {
        var row = await db.InvoicingSettings.AsNoTracking().OrderByDescending(settings => settings.Id).FirstOrDefaultAsync(cancellationToken);
        return row is null
            ? new InvoicingSettingsView(0, InvoicingTerms.Initial with { PayFipNumber = payFip.Offer.ClientNumber ?? "" }, null, "")
            : new InvoicingSettingsView(
                row.Id,
                new InvoicingTerms(
                    row.Series,
                    row.DueDays,
                    row.InvoicesAbsences,
                    row.InvoicesJustifiedAbsences,
                    row.IssuerName,
                    row.IssuerAddress,
                    row.TreasuryName,
                    row.TreasuryAddress,
                    row.PaymentText,
                    row.MinimumCents,
                    row.PayFipNumber
                ),
                clock.ToWallClock(row.ChangedAt),
                row.ChangedByName
            );
    }
}
