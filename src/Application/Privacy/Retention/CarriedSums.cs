using System.Globalization;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>
/// Sessions under the invoicing threshold that were carried over, never invoiced, and that nobody can be asked for any more once they are gone.
/// </summary>
/// <param name="Sessions">How many.</param>
/// <param name="Cents">What they would cost on an invoice of today.</param>
public sealed record LostSums(int Sessions, long Cents)
{
    public static readonly LostSums None = new(0, 0);

    /// <summary>French, to follow what goes; empty when nothing is lost.</summary>
    public string Sentence =>
        Sessions == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $" (dont {Sessions} séance{(Sessions > 1 ? "s" : "")} sous le seuil de facturation, jamais facturée{(Sessions > 1 ? "s" : "")} : "
                    + $"{PriceSentences.Euros(Cents)})"
            );
}

/// <summary>What the delays take along of sums that wait for their next invoice.</summary>
internal sealed class CarriedSums(IPrivacyDb db, InvoiceComposer composer, CentreClock clock)
{
    private const int FamiliesAtOnce = 100;

    /// <summary>Of those bookings. A family without name is no debtor: what it had was told when its names went.</summary>
    public async Task<LostSums> AmongAsync(IQueryable<EnrolmentRequest> going, CancellationToken cancellationToken)
    {
        var carried = db.InvoiceRunFamilies.Where(left =>
            left.Status == RunFamilyStatus.CarriedOver && db.InvoiceRuns.Any(run => run.Id == left.RunId && run.Status == InvoiceRunStatus.Done)
        );
        var rows = await going
            .Where(row =>
                carried.Any(left => left.FamilyId == row.FamilyId)
                && db.Families.Any(family => family.Id == row.FamilyId && family.AnonymisedAt == null)
                && !db.InvoiceLines.Any(line => line.BookingId == row.Id && !line.IsToInvoiceAgain)
            )
            .Select(row => new { row.Id, row.FamilyId })
            .ToListAsync(cancellationToken);
        if (
            rows.Count == 0
            || await db.InvoicingSettings.AsNoTracking().OrderByDescending(settings => settings.Id).FirstOrDefaultAsync(cancellationToken) is not { } settings
        )
        {
            return LostSums.None;
        }

        // From tomorrow on: what such an invoice holds is carried over, all of it.
        var scope = new BillingScope(0, clock.Today.AddDays(1), clock.Today, [], settings);
        var (ids, lost) = (rows.Select(row => row.Id).ToHashSet(), LostSums.None);
        foreach (var families in rows.Select(row => row.FamilyId).Distinct().Order().Chunk(FamiliesAtOnce))
        {
            List<InvoiceLine> lines =
            [
                .. (await composer.ComposeAsync(scope, families, cancellationToken))
                    .SelectMany(draft => draft.Lines)
                    .Where(line => line.BookingId is { } booking && ids.Contains(booking) && line.TotalCents != 0),
            ];
            lost = new LostSums(lost.Sessions + lines.Count, lost.Cents + lines.Sum(line => line.TotalCents));
        }

        return lost;
    }
}
