using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Attestation fiscale: what a family paid in a year for the care of its children under six (form 2042).</summary>
public sealed record GetTaxCertificate(int Year) : IQuery<TaxCertificate>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="Year">The year of the payments.</param>
/// <param name="FamilyName">« Famille X (n° Y) ».</param>
/// <param name="On">The day it is made.</param>
/// <param name="Children">Those under six on 1 January of the year for whom something was paid.</param>
/// <param name="Issuer">Who certifies.</param>
public sealed record TaxCertificate(int Year, string FamilyName, DateOnly On, IReadOnlyList<TaxCertificateChild> Children, InvoiceIssuer Issuer)
{
    public long CareCents => Children.Sum(child => child.CareCents);
}

public sealed record TaxCertificateChild(string Name, DateOnly BirthDate, long CareCents);

internal sealed class GetTaxCertificateHandler(IInvoicingDb db, RecordSight sight, ICurrentUser user, CentreClock clock)
    : IQueryHandler<GetTaxCertificate, TaxCertificate>
{
    public async Task<Outcome<TaxCertificate>> Handle(GetTaxCertificate request, CancellationToken cancellationToken)
    {
        if (request.Year is < 2000 or > 2100)
        {
            return Refusal.NotFound;
        }

        var (first, last) = (new DateOnly(request.Year, 1, 1), new DateOnly(request.Year, 12, 31));
        // Parents see nothing of others: everything below hangs on the family's own invoices, as far as they are open to the guardian.
        var mine = db
            .Invoices.WhereOpenTo(db, user.FamilyId, await sight.OfParentAsync(cancellationToken))
            .Where(invoice => invoice.Kind == InvoiceKind.Invoice);
        var paid = await db
            .Payments.Where(payment => payment.ReceivedOn >= first && payment.ReceivedOn <= last && payment.AmountCents != 0)
            .Join(mine, payment => payment.InvoiceId, invoice => invoice.Id, (payment, invoice) => new { invoice.Id, payment.AmountCents })
            .GroupBy(row => row.Id)
            .Select(group => new { Id = group.Key, Cents = group.Sum(row => row.AmountCents) })
            .ToListAsync(cancellationToken);
        if (paid.Count == 0)
        {
            return new Refusal("NothingPaid", $"Aucun paiement n’a été enregistré en {request.Year}.");
        }

        var ids = paid.ConvertAll(invoice => invoice.Id);
        // Less what credit notes took back: their lines are negative.
        var lines = await db
            .InvoiceLines.Where(line => ids.Contains(line.InvoiceId))
            .Select(line => new
            {
                line.InvoiceId,
                line.ChildId,
                CareCents = line.CareCents + (db.InvoiceLines.Where(note => note.CorrectsLineId == line.Id).Sum(note => (long?)note.CareCents) ?? 0),
                TotalCents = line.TotalCents + (db.InvoiceLines.Where(note => note.CorrectsLineId == line.Id).Sum(note => (long?)note.TotalCents) ?? 0),
            })
            .ToListAsync(cancellationToken);
        var children = await db
            .Children.WhereOpenTo(user)
            .OrderBy(child => child.BirthDate)
            .ThenBy(child => child.Id)
            .Select(child => new
            {
                child.Id,
                Name = (child.FirstName + " " + child.LastName).Trim(),
                child.BirthDate,
            })
            .ToListAsync(cancellationToken);
        var shares = paid.SelectMany(invoice =>
                TaxShares.Of(
                    invoice.Cents,
                    [.. lines.Where(line => line.InvoiceId == invoice.Id).Select(line => new PaidLine(line.ChildId, line.CareCents, line.TotalCents))]
                )
            )
            .ToLookup(share => share.ChildId, share => share.CareCents);
        var family = await db.Families.Where(row => row.Id == user.FamilyId).Select(row => new { row.Name, row.Number }).SingleAsync(cancellationToken);
        var issuer = await db
            .InvoicingSettings.AsNoTracking()
            .OrderByDescending(settings => settings.Id)
            .Select(settings => new InvoiceIssuer(
                settings.IssuerName,
                settings.IssuerAddress,
                settings.TreasuryName,
                settings.TreasuryAddress,
                settings.PaymentText
            ))
            .FirstOrDefaultAsync(cancellationToken);
        return new TaxCertificate(
            request.Year,
            $"Famille {family.Name} (n° {family.Number})",
            clock.Today,
            [
                .. children
                    .Where(child => TaxShares.Counts(child.BirthDate, request.Year))
                    .Select(child => new TaxCertificateChild(child.Name, child.BirthDate, shares[child.Id].Sum()))
                    .Where(child => child.CareCents > 0),
            ],
            issuer ?? new InvoiceIssuer("", "", "", "", "")
        );
    }
}
