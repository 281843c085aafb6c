using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>
/// The guide's five invoices, and tariffs and quotients that make the guide's amounts: 16,20 € for a Wednesday of the family test, 8,10 € for a half.
/// </summary>
internal sealed class DemoInvoicing(PortalDbContext db, CentreClock clock, IReadOnlyList<Activity> activities, PortalUser staff)
{
    private const int GuidesQuotient = 642;

    // September's is of the younger child, under six: there is something to certify for the taxes.
    private const int YoungestsInvoice = 565;

    // The guide's own numbers, dates and amounts: whole Wednesdays and, in June, one morning. The last one is not paid yet.
    private static readonly (int Place, int Month, int Day, int InvoicedMonth, int Wednesdays, int Mornings, PaymentMeans? Paid)[] GuidesInvoices =
    [
        (325, 7, 11, 6, 2, 1, PaymentMeans.Cheque),
        (565, 10, 9, 9, 4, 0, PaymentMeans.Cesu),
        (730, 11, 8, 10, 3, 0, PaymentMeans.PayFipCard),
        (837, 12, 4, 11, 4, 0, PaymentMeans.PayFipCard),
        (75, 1, 8, 12, 3, 0, null),
    ];

    public async Task AddAsync(Family family, IReadOnlyList<Family> neighbours)
    {
        await AddTariffsAsync(family, neighbours);
        db.Add(
            InvoicingSettings.Version(
                new InvoicingTerms(
                    InvoiceNumber.DefaultSeries,
                    30,
                    true,
                    false,
                    "Communauté de communes Chablis Villages et Terroirs",
                    "2 rue du Serein\nBP 65\n89800 Chablis",
                    "Trésorerie de Chablis",
                    "Centre des Finances publiques\n89800 Chablis",
                    "En ligne sur PayFiP (Paiement en ligne, sur le portail) ; en espèces, par chèque, chèque-vacances ou ticket CESU auprès de la "
                        + "Trésorerie de Chablis."
                ),
                clock.Zone.StartOfDay(new DateOnly(2000, 1, 1)),
                staff.Id,
                staff.DisplayName
            )
        );
        await db.SaveChangesAsync();
        await AddInvoicesAsync(family);
    }

    // Shifted by whole years, so that the newest one is the last January behind us.
    private async Task AddInvoicesAsync(Family family)
    {
        var newest = new DateOnly(clock.Today.Year, 1, 8);
        var shift = (newest > clock.Today ? newest.Year - 1 : newest.Year) - 2019;
        foreach (var (place, month, day, invoicedMonth, wednesdays, mornings, paid) in GuidesInvoices)
        {
            var issued = new DateOnly((month == 1 ? 2019 : 2018) + shift, month, day);
            var first = new DateOnly(2018 + shift, invoicedMonth, 1);
            var lines = WednesdaysFrom(first)
                .Take(wednesdays + mornings)
                .Select((date, index) => Line(family.Children[place == YoungestsInvoice ? 1 : 0], date, isMorning: index >= wednesdays))
                .ToList();
            var invoice = Invoice.Issue(
                InvoiceNumber.Of(InvoiceNumber.DefaultSeries, issued.Year, place),
                new(family.Id, AddresseeOf(family), Debtor: DebtorOf(family)),
                new(first, first.AddMonths(1).AddDays(-1), issued, issued.AddDays(30)),
                lines,
                new(clock.Zone.ToInstant(issued, new TimeOnly(9, 0)), staff.Id, "Claude Comptable")
            );
            db.Add(invoice);
            await db.SaveChangesAsync();
            if (paid is { } means)
            {
                var received = issued.AddDays(12);
                db.Add(
                    Payment.Receive(
                        invoice.Id,
                        invoice.TotalCents,
                        means,
                        new($"demo:{invoice.Number}", null, received),
                        new(clock.Zone.ToInstant(received, new TimeOnly(10, 0)), staff.Id, means == PaymentMeans.PayFipCard ? "PayFiP" : "Claude Comptable")
                    )
                );
                db.Entry(invoice).Property(row => row.PaidCents).CurrentValue = invoice.TotalCents;
                await db.SaveChangesAsync();
            }
        }

        // The numbers in between are of other families, in the program before this one.
        foreach (var (year, last) in new[] { (2018 + shift, 837), (2019 + shift, 75) })
        {
            db.Add(InvoiceSequence.Begin(InvoiceNumber.DefaultSeries, year, last));
        }

        await db.SaveChangesAsync();
    }

    private static string AddresseeOf(Family family)
    {
        var referent = family.Guardians[0];
        return Addressees.Of(family.Name, family.Number, referent.FirstName, referent.LastName, referent.Address, referent.PostalCode, referent.Town);
    }

    private static Debtor DebtorOf(Family family)
    {
        var referent = family.Guardians[0];
        return new Debtor(referent.Civility, referent.LastName, referent.FirstName, PostalAddress.Of(referent.Address, referent.PostalCode, referent.Town));
    }

    private static IEnumerable<DateOnly> WednesdaysFrom(DateOnly first)
    {
        var wednesday = first.AddDays(((int)DayOfWeek.Wednesday - (int)first.DayOfWeek + 7) % 7);
        return Enumerable.Range(0, 5).Select(week => wednesday.AddDays(7 * week));
    }

    private static InvoiceLine Line(Child child, DateOnly date, bool isMorning) =>
        isMorning
            ? InvoiceLine.For(
                new(child.Id, child.FirstName, null, date),
                "Chablis mercredi matin",
                1,
                810,
                810,
                0,
                $"quotient familial {GuidesQuotient}, tranche de 401 à 800 : 8,10\u00a0€ la séance"
            )
            : InvoiceLine.For(
                new(child.Id, child.FirstName, null, date),
                "Chablis mercredi journée",
                1,
                1200,
                1620,
                420,
                $"quotient familial {GuidesQuotient}, tranche de 401 à 800 : 12,00\u00a0€ la séance ; repas : 4,20\u00a0€"
            );

    private async Task AddTariffsAsync(Family family, IReadOnlyList<Family> neighbours)
    {
        foreach (var activity in activities)
        {
            db.Add(Tariff.Create(activity.Id, activity.From, TermsOf(activity)));
        }

        foreach (var (index, household) in neighbours.Prepend(family).Index())
        {
            // One family in nine has not told its quotient, one in seven lives outside.
            int? quotient =
                index == 0 ? GuidesQuotient
                : index % 9 == 8 ? null
                : 280 + (index * 137 % 1400);
            if (quotient is not null || index % 7 == 6)
            {
                db.Add(
                    FamilyQuotient.Enter(
                        household.Id,
                        activities.Min(activity => activity.From),
                        null,
                        quotient,
                        index % 7 != 6,
                        new(clock.Now.AddDays(-60), staff.Id, staff.DisplayName)
                    )
                );
            }
        }

        await db.SaveChangesAsync();
    }

    private static TariffTerms TermsOf(Activity activity) =>
        activity switch
        {
            { Name: "Chablis mercredi journée" } => new(TariffKind.Bands, TariffUnit.Session)
            {
                Bands = [(400, 800), (800, 1200), (null, 1400)],
                MealCents = 420,
                SecondChildPercent = 10,
                ThirdChildPercent = 20,
                OutsideCents = 300,
            },
            { Name: "Chablis mercredi matin" or "Chablis mercredi après-midi" } => new(TariffKind.Bands, TariffUnit.Session)
            {
                Bands = [(400, 540), (800, 810), (null, 950)],
                SecondChildPercent = 10,
                ThirdChildPercent = 20,
                OutsideCents = 150,
            },
            { Season: Season.Holidays } => new(TariffKind.Rate, TariffUnit.Session)
            {
                RatePercent = 2.2m,
                FloorCents = 700,
                CeilingCents = 1800,
                MealCents = 420,
                SecondChildPercent = 10,
                ThirdChildPercent = 20,
                OutsidePercent = 25,
            },
            _ => new(TariffKind.Flat, TariffUnit.Session) { FlatCents = activity.PriceCents },
        };
}
