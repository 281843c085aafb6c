using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>What a family owes and paid, as far as the guardian may know it. Amounts are euros with their cents.</summary>
internal sealed class AccountsDossier(IPrivacyDb db, CentreClock clock)
{
    public async Task<IReadOnlyList<DossierSection>> SectionsAsync(int familyId, RecordEyes eyes, CancellationToken cancellationToken)
    {
        var invoices = db.Invoices.WhereOpenTo(db, familyId, eyes);
        var shared = await db.AddressesSharedWithAsync(familyId, eyes, cancellationToken);
        // What is counted over the whole family tells of the part that is withheld.
        var whole = eyes is { HidesSomebody: false, HiddenChildren.Count: 0 };
        return
        [
            await QuotientsAsync(familyId, whole, cancellationToken),
            await InvoicesAsync(invoices, shared, cancellationToken),
            await LinesAsync(invoices, whole, cancellationToken),
            await PaymentsAsync(invoices, cancellationToken),
            await AttemptsAsync(invoices, cancellationToken),
            await RemindersAsync(familyId, whole, cancellationToken),
            await TitlesAsync(invoices, shared, cancellationToken),
            await RunsAsync(familyId, whole, cancellationToken),
        ];
    }

    private async Task<DossierSection> QuotientsAsync(int familyId, bool whole, CancellationToken cancellationToken)
    {
        var rows = await db
            .FamilyQuotients.AsNoTracking()
            .Where(row => whole && row.FamilyId == familyId)
            .OrderBy(row => row.ValidFrom)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "quotients",
            "Quotients familiaux",
            ["Du", "Au", "Quotient", "Habite la collectivité", "Saisi le"],
            [.. rows.Select(row => (IReadOnlyList<object?>)[row.ValidFrom, row.ValidUntil, row.Quotient, row.IsResident, Local(row.EnteredAt)])]
        );
    }

    private static async Task<DossierSection> InvoicesAsync(IQueryable<Invoice> invoices, IReadOnlySet<int> shared, CancellationToken cancellationToken)
    {
        var rows = await invoices.AsNoTracking().OrderBy(row => row.IssuedOn).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return new DossierSection(
            "factures",
            "Factures et avoirs",
            ["Numéro", "Type", "Destinataire", "Débiteur", "Du", "Au", "Émise le", "À régler avant le", "Total", "Avoirs", "Payé", "Motif"],
            [
                .. rows.Select(row =>
                    (IReadOnlyList<object?>)
                        [
                            row.Number,
                            row.Kind == InvoiceKind.Invoice ? "Facture" : "Avoir",
                            row.AddresseeFor(shared),
                            row.IsAddressedToOneOf(shared) ? DebtorOf(row.Debtor) : null,
                            row.PeriodFrom,
                            row.PeriodTo,
                            row.IssuedOn,
                            row.DueOn,
                            Euros(row.TotalCents),
                            Euros(row.CreditedCents),
                            Euros(row.PaidCents),
                            row.Reason,
                        ]
                ),
            ]
        );
    }

    private async Task<DossierSection> LinesAsync(IQueryable<Invoice> invoices, bool whole, CancellationToken cancellationToken)
    {
        var rows = await (
            from line in db.InvoiceLines
            join invoice in invoices on line.InvoiceId equals invoice.Id
            orderby invoice.IssuedOn, invoice.Id, line.Position
            select new { invoice.Number, line }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "lignes-de-factures",
            "Lignes des factures",
            ["Facture", "Enfant", "Date", "Libellé", "Quantité", "Total", "dont garde", "dont repas", "Calcul"],
            [
                .. rows.Select(row =>
                    (IReadOnlyList<object?>)
                        [
                            row.Number,
                            row.line.ChildName,
                            row.line.Date,
                            row.line.Label,
                            row.line.Quantity,
                            Euros(row.line.TotalCents),
                            Euros(row.line.CareCents),
                            Euros(row.line.MealCents),
                            whole ? row.line.Explanation : null,
                        ]
                ),
            ]
        );
    }

    private async Task<DossierSection> PaymentsAsync(IQueryable<Invoice> invoices, CancellationToken cancellationToken)
    {
        var rows = await (
            from payment in db.Payments
            join invoice in invoices on payment.InvoiceId equals invoice.Id
            orderby payment.ReceivedOn, payment.Id
            select new { invoice.Number, payment }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "paiements",
            "Paiements",
            ["Facture", "Reçu le", "Montant", "Trop-perçu", "Moyen", "Référence"],
            [
                .. rows.Select(row =>
                    (IReadOnlyList<object?>)
                        [
                            row.Number,
                            row.payment.ReceivedOn,
                            Euros(row.payment.AmountCents),
                            Euros(row.payment.ExcessCents),
                            DossierWords.Of(row.payment.Means),
                            row.payment.Reference,
                        ]
                ),
            ]
        );
    }

    private async Task<DossierSection> AttemptsAsync(IQueryable<Invoice> invoices, CancellationToken cancellationToken)
    {
        var rows = await (
            from attempt in db.PaymentAttempts
            join invoice in invoices on attempt.InvoiceId equals invoice.Id
            orderby attempt.CreatedAt, attempt.Id
            select new { invoice.Number, attempt }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "paiements-en-ligne",
            "Paiements en ligne commencés",
            ["Facture", "Commencé le", "Montant", "Référence", "État", "Terminé le"],
            [
                .. rows.Select(row =>
                    (IReadOnlyList<object?>)
                        [
                            row.Number,
                            Local(row.attempt.CreatedAt),
                            Euros(row.attempt.AmountCents),
                            row.attempt.Reference,
                            DossierWords.Of(row.attempt.State),
                            Local(row.attempt.EndedAt),
                        ]
                ),
            ]
        );
    }

    private async Task<DossierSection> RemindersAsync(int familyId, bool whole, CancellationToken cancellationToken)
    {
        var rows = await db
            .PaymentReminders.AsNoTracking()
            .Where(row => whole && row.FamilyId == familyId)
            .OrderBy(row => row.SentAt)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "relances",
            "Relances",
            ["Envoyée le", "Rang", "Montant dû", "Factures"],
            [.. rows.Select(row => (IReadOnlyList<object?>)[Local(row.SentAt), row.Level, Euros(row.DueCents), row.Invoices])]
        );
    }

    private async Task<DossierSection> TitlesAsync(IQueryable<Invoice> invoices, IReadOnlySet<int> shared, CancellationToken cancellationToken)
    {
        var rows = await (
            from title in db.TreasuryTitles
            join invoice in invoices on title.InvoiceId equals invoice.Id
            join bordereau in db.TreasuryBordereaux on title.BordereauId equals bordereau.Id
            orderby bordereau.IssuedOn, title.BordereauId, title.Position
            select new
            {
                invoice.Number,
                invoice.AddresseeId,
                bordereau.IssuedOn,
                title,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "tresorerie",
            "Transmis à la Trésorerie",
            ["Facture", "Le", "Montant", "Nom", "Prénom", "Rue", "Code postal", "Ville", "Annulé"],
            [
                .. rows.Select(row =>
                    (IReadOnlyList<object?>)
                        [
                            row.Number,
                            row.IssuedOn,
                            Euros(row.title.AmountCents),
                            row.title.LastName,
                            row.title.FirstName,
                            Where(row.AddresseeId, Joined(row.title.Complement, row.title.Street, row.title.Locality)),
                            Where(row.AddresseeId, row.title.PostCode),
                            Where(row.AddresseeId, row.title.City),
                            row.title.IsCancelled,
                        ]
                ),
            ]
        );

        string? Where(int? addresseeId, string text) => addresseeId is { } addressee && shared.Contains(addressee) ? text : null;
    }

    private async Task<DossierSection> RunsAsync(int familyId, bool whole, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in db.InvoiceRunFamilies
            join run in db.InvoiceRuns on row.RunId equals run.Id
            where whole && row.FamilyId == familyId
            orderby run.PeriodFrom, run.Id
            select new
            {
                run.PeriodFrom,
                run.PeriodTo,
                row.LineCount,
                row.TotalCents,
            }
        ).ToListAsync(cancellationToken);
        return new DossierSection(
            "calculs",
            "Calculs de facturation",
            ["Du", "Au", "Lignes", "Total calculé"],
            [.. rows.Select(row => (IReadOnlyList<object?>)[row.PeriodFrom, row.PeriodTo, row.LineCount, Euros(row.TotalCents)])]
        );
    }

    private static string? DebtorOf(Debtor? debtor) =>
        debtor is { Address: var address }
            ? $"{Joined($"{debtor.Civility} {debtor.FirstName} {debtor.LastName}".Trim(), address.Complement, address.Street, address.Locality)}, "
                + $"{address.PostCode} {address.Town}"
            : null;

    private static string Joined(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    private static decimal Euros(long cents) => cents / 100m;

    private DateTime? Local(DateTime? instant) => instant is { } at ? clock.ToWallClock(at) : null;
}
