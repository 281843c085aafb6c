using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What is exported as a table.</summary>
public enum ExportSubject
{
    /// <summary>Factures et avoirs.</summary>
    Invoices,

    /// <summary>Their lines.</summary>
    Lines,

    /// <summary>Paiements.</summary>
    Payments,

    /// <summary>Impayés of today, whatever the dates.</summary>
    Unpaid,
}

/// <summary>A table for the accountant's own tools, whose rows are read as they are written.</summary>
public sealed record ExportTable(ExportSubject Subject, DateOnly? From = null, DateOnly? To = null) : IQuery<ExportedTable>
{
    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Name">Of the file, without its ending.</param>
/// <param name="Columns">Their heads.</param>
/// <param name="Rows">Texts, dates, and amounts in euros; read while the scope of the question lives.</param>
public sealed record ExportedTable(string Name, IReadOnlyList<string> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows);

internal sealed class ExportTableValidator : AbstractValidator<ExportTable>
{
    public ExportTableValidator()
    {
        RuleFor(export => export.Subject).IsInEnum().WithMessage("Choisissez ce qui est exporté.");
        RuleFor(export => export.To)
            .Must((export, to) => to is null || export.From is null || to >= export.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
    }
}

internal sealed class ExportTableHandler(IInvoicingDb db, CentreClock clock) : IQueryHandler<ExportTable, ExportedTable>
{
    public Task<Outcome<ExportedTable>> Handle(ExportTable request, CancellationToken cancellationToken)
    {
        var (from, to) = (request.From ?? DateOnly.MinValue, request.To ?? DateOnly.MaxValue);
        return Task.FromResult<Outcome<ExportedTable>>(
            request.Subject switch
            {
                ExportSubject.Invoices => Invoices(from, to),
                ExportSubject.Lines => Lines(from, to),
                ExportSubject.Payments => Payments(from, to),
                ExportSubject.Unpaid => Unpaid(clock.Today),
                _ => throw new InvalidOperationException($"No subject {request.Subject}"),
            }
        );
    }

    private ExportedTable Invoices(DateOnly from, DateOnly to) =>
        new(
            "factures",
            [
                "Numéro",
                "Nature",
                "Date",
                "Échéance",
                "Famille",
                "N° famille",
                "Période du",
                "Période au",
                "Montant",
                "Avoirs",
                "Payé",
                "Reste dû",
                "Facture corrigée",
                "Bordereau",
            ],
            Rows(
                from invoice in db.Invoices
                join family in db.Families on invoice.FamilyId equals family.Id
                where invoice.IssuedOn >= @from && invoice.IssuedOn <= to
                orderby invoice.Number
                select new
                {
                    invoice.Number,
                    invoice.Kind,
                    invoice.IssuedOn,
                    invoice.DueOn,
                    family.Name,
                    FamilyNumber = family.Number,
                    invoice.PeriodFrom,
                    invoice.PeriodTo,
                    invoice.TotalCents,
                    invoice.CreditedCents,
                    invoice.PaidCents,
                    Bordereau = (
                        from title in db.TreasuryTitles
                        join bordereau in db.TreasuryBordereaux on title.BordereauId equals bordereau.Id
                        where title.InvoiceId == invoice.Id && !title.IsCancelled
                        select new
                        {
                            bordereau.Year,
                            bordereau.Number,
                            bordereau.IsReduction,
                        }
                    ).FirstOrDefault(),
                    Corrects = db.Invoices.Where(corrected => corrected.Id == invoice.CorrectsInvoiceId).Select(corrected => corrected.Number).FirstOrDefault(),
                },
                row =>
                    [
                        row.Number,
                        row.Kind == InvoiceKind.Invoice ? "Facture" : "Avoir",
                        row.IssuedOn,
                        row.DueOn,
                        row.Name,
                        row.FamilyNumber,
                        row.PeriodFrom,
                        row.PeriodTo,
                        Euros(row.TotalCents),
                        Euros(row.CreditedCents),
                        Euros(row.PaidCents),
                        Euros(row.Kind == InvoiceKind.Invoice ? row.TotalCents - row.CreditedCents - row.PaidCents : 0),
                        row.Corrects,
                        row.Bordereau is { } bordereau ? $"{(bordereau.IsReduction ? "Réductions " : "")}{bordereau.Year}-{bordereau.Number}" : "",
                    ]
            )
        );

    private ExportedTable Lines(DateOnly from, DateOnly to) =>
        new(
            "lignes-de-factures",
            [
                "Facture",
                "Date de facture",
                "Famille",
                "Enfant",
                "Jour",
                "Libellé",
                "Quantité",
                "Prix unitaire",
                "Montant",
                "Dont garde",
                "Dont repas",
                "Calcul",
            ],
            Rows(
                from line in db.InvoiceLines
                join invoice in db.Invoices on line.InvoiceId equals invoice.Id
                join family in db.Families on invoice.FamilyId equals family.Id
                where invoice.IssuedOn >= @from && invoice.IssuedOn <= to
                orderby invoice.Number, line.Position
                select new
                {
                    invoice.Number,
                    invoice.IssuedOn,
                    family.Name,
                    line.ChildName,
                    line.Date,
                    line.Label,
                    line.Quantity,
                    line.UnitCents,
                    line.TotalCents,
                    line.CareCents,
                    line.MealCents,
                    line.Explanation,
                },
                row =>
                    [
                        row.Number,
                        row.IssuedOn,
                        row.Name,
                        row.ChildName,
                        row.Date,
                        row.Label,
                        row.Quantity,
                        row.UnitCents / 100,
                        Euros(row.TotalCents),
                        Euros(row.CareCents),
                        Euros(row.MealCents),
                        row.Explanation,
                    ]
            )
        );

    private ExportedTable Payments(DateOnly from, DateOnly to) =>
        new(
            "paiements",
            ["Reçu le", "Famille", "N° famille", "Facture", "Moyen", "Référence", "Montant", "Trop-perçu", "Saisi par", "Écriture inverse"],
            Rows(
                from payment in db.Payments
                join invoice in db.Invoices on payment.InvoiceId equals invoice.Id
                join family in db.Families on invoice.FamilyId equals family.Id
                where payment.ReceivedOn >= @from && payment.ReceivedOn <= to
                orderby payment.ReceivedOn, payment.Id
                select new
                {
                    payment.ReceivedOn,
                    family.Name,
                    FamilyNumber = family.Number,
                    invoice.Number,
                    payment.Means,
                    payment.Reference,
                    payment.AmountCents,
                    payment.ExcessCents,
                    payment.RecordedByName,
                    payment.ReversesPaymentId,
                },
                row =>
                    [
                        row.ReceivedOn,
                        row.Name,
                        row.FamilyNumber,
                        row.Number,
                        PaymentMeansNames.Of(row.Means),
                        row.Reference,
                        Euros(row.AmountCents),
                        Euros(row.ExcessCents),
                        row.RecordedByName,
                        row.ReversesPaymentId is null ? "" : "oui",
                    ]
            )
        );

    private ExportedTable Unpaid(DateOnly today) =>
        new(
            "impayes",
            ["Famille", "N° famille", "Facture", "Date", "Échéance", "Jours de retard", "Montant", "Reste dû", "Relances"],
            Rows(
                from invoice in db.Invoices.WhereUnpaid()
                join family in db.Families on invoice.FamilyId equals family.Id
                orderby family.SortKey, invoice.DueOn, invoice.Id
                select new
                {
                    family.Name,
                    FamilyNumber = family.Number,
                    invoice.Number,
                    invoice.IssuedOn,
                    invoice.DueOn,
                    invoice.TotalCents,
                    Due = invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents,
                    Reminders = db.PaymentReminders.Count(reminder => reminder.FamilyId == family.Id),
                },
                row =>
                    [
                        row.Name,
                        row.FamilyNumber,
                        row.Number,
                        row.IssuedOn,
                        row.DueOn,
                        Math.Max(0, today.DayNumber - row.DueOn.DayNumber),
                        Euros(row.TotalCents),
                        Euros(row.Due),
                        row.Reminders,
                    ]
            )
        );

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Rows<TRow>(IQueryable<TRow> query, Func<TRow, IReadOnlyList<object?>> cells)
    {
        await foreach (var row in query.AsAsyncEnumerable())
        {
            yield return cells(row);
        }
    }

    private static decimal Euros(long cents) => cents / 100m;
}

/// <summary>How means of payment are named, on screens and in exports.</summary>
public static class PaymentMeansNames
{
    public static string Of(PaymentMeans means) =>
        means switch
        {
            PaymentMeans.PayFipCard => "PayFiP, carte bancaire",
            PaymentMeans.PayFipDebit => "PayFiP, prélèvement",
            PaymentMeans.Cash => "Espèces",
            PaymentMeans.Cheque => "Chèque",
            PaymentMeans.Cesu => "Ticket CESU",
            PaymentMeans.HolidayVoucher => "Chèque-vacances",
            PaymentMeans.Transfer => "Virement",
            PaymentMeans.Refund => "Remboursement",
            _ => throw new ArgumentOutOfRangeException(nameof(means)),
        };
}
