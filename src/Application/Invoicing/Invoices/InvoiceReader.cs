using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>How an invoice stands, as it is shown and filtered by.</summary>
public enum InvoiceState
{
    /// <summary>À payer.</summary>
    ToPay,

    /// <summary>Its last day to pay has passed.</summary>
    Overdue,

    /// <summary>Payée, or nothing left to pay after a credit note.</summary>
    Settled,

    /// <summary>Credited after it had been paid: money is to be given back.</summary>
    ToGiveBack,

    /// <summary>Avoir.</summary>
    CreditNote,
}

/// <param name="Id">Key.</param>
/// <param name="Number">As it is printed.</param>
/// <param name="Kind">Invoice or credit note.</param>
/// <param name="IssuedOn">The date on it.</param>
/// <param name="DueOn">The last day to pay.</param>
/// <param name="PeriodFrom">First day of what is invoiced.</param>
/// <param name="TotalCents">The total.</param>
/// <param name="PaidCents">Paid so far.</param>
/// <param name="DueCents">Still to be paid; negative: to be given back.</param>
/// <param name="State">How it stands.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="FamilyName">Its name today.</param>
/// <param name="Confidential">For staff: what must not be told to whom; null for nothing.</param>
public sealed record InvoiceSummary(
    long Id,
    string Number,
    InvoiceKind Kind,
    DateOnly IssuedOn,
    DateOnly DueOn,
    DateOnly PeriodFrom,
    long TotalCents,
    long PaidCents,
    long DueCents,
    InvoiceState State,
    int FamilyId,
    string FamilyName,
    string? Confidential = null
);

/// <summary>All that is on an invoice, its settings of that day, and what became of it.</summary>
/// <param name="Summary">Number, dates, amounts, state.</param>
/// <param name="PeriodTo">Last day of what is invoiced.</param>
/// <param name="Addressee">As it was on the day of issue.</param>
/// <param name="IssuedAt">UTC.</param>
/// <param name="IssuedByName">Who issued it.</param>
/// <param name="Reason">Of a credit note.</param>
/// <param name="CreditedCents">What credit notes took back.</param>
/// <param name="Corrects">On a credit note, the invoice.</param>
/// <param name="CreditNotes">On an invoice, its credit notes.</param>
/// <param name="Lines">In the order of printing.</param>
/// <param name="Payments">Oldest first.</param>
/// <param name="Issuer">The settings that held.</param>
/// <param name="AsOf">The day on which it stands so.</param>
/// <param name="HandedOver">The bordereau by which the Trésorerie has it; null while it has not.</param>
public sealed record InvoiceView(
    InvoiceSummary Summary,
    DateOnly PeriodTo,
    string Addressee,
    DateTime IssuedAt,
    string IssuedByName,
    string? Reason,
    long CreditedCents,
    InvoiceName? Corrects,
    IReadOnlyList<InvoiceName> CreditNotes,
    IReadOnlyList<InvoiceLineView> Lines,
    IReadOnlyList<InvoicePayment> Payments,
    InvoiceIssuer Issuer,
    DateOnly AsOf = default,
    HandedOverName? HandedOver = null
)
{
    /// <summary>Something was credited, paid or given back since it was issued.</summary>
    public bool HasMoved => CreditedCents != 0 || Summary.PaidCents != 0 || Payments.Count > 0;
}

public sealed record HandedOverName(int Year, int Number, DateOnly On)
{
    public override string ToString() => $"{Year}-{Number}";
}

public sealed record InvoiceName(long Id, string Number, DateOnly IssuedOn, long TotalCents);

/// <param name="Id">Key.</param>
/// <param name="ChildName">Prénom and nom of that day.</param>
/// <param name="Date">The session.</param>
/// <param name="Label">What is invoiced.</param>
/// <param name="TotalCents">Its amount.</param>
/// <param name="MealCents">The part that is a meal.</param>
/// <param name="Explanation">How it was computed.</param>
/// <param name="Quantity">Sessions, half-days or hours.</param>
/// <param name="CreditedCents">What credit notes took back of it, as a positive amount.</param>
/// <param name="IsCredited">True when nothing of it is left.</param>
public sealed record InvoiceLineView(
    long Id,
    string ChildName,
    DateOnly? Date,
    string Label,
    long TotalCents,
    long MealCents,
    string Explanation,
    decimal Quantity,
    long CreditedCents,
    bool IsCredited
)
{
    public long LeftCents => IsCredited ? 0 : TotalCents - CreditedCents;
}

public sealed record InvoicePayment(DateOnly ReceivedOn, long AmountCents, PaymentMeans Means);

public sealed record InvoiceIssuer(string Name, string Address, string TreasuryName, string TreasuryAddress, string PaymentText, string PayFipNumber = "");

/// <summary>Reads one of the invoices that whoever asks may read.</summary>
internal sealed class InvoiceReader(IInvoicingDb db, CentreClock clock)
{
    /// <param name="which">The one.</param>
    /// <param name="eyes">The guardian who reads; null for the centre.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<InvoiceView?> ReadAsync(IQueryable<Invoice> which, RecordEyes? eyes, CancellationToken cancellationToken)
    {
        var found = await which
            .Join(db.Families, invoice => invoice.FamilyId, family => family.Id, (invoice, family) => new { invoice, family.Name })
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var invoice = found.invoice;
        var lines = await db
            .InvoiceLines.Where(line => line.InvoiceId == invoice.Id)
            .OrderBy(line => line.Position)
            .Select(line => new { line, Credited = -db.InvoiceLines.Where(other => other.CorrectsLineId == line.Id).Sum(other => (long?)other.TotalCents) })
            .Select(row => new InvoiceLineView(
                row.line.Id,
                row.line.ChildName,
                row.line.Date,
                row.line.Label,
                row.line.TotalCents,
                row.line.MealCents,
                row.line.Explanation,
                row.line.Quantity,
                row.Credited ?? 0,
                row.Credited == row.line.TotalCents
            ))
            .ToListAsync(cancellationToken);
        var payments = await db
            .Payments.Where(payment => payment.InvoiceId == invoice.Id && payment.AmountCents != 0)
            .OrderBy(payment => payment.ReceivedOn)
            .ThenBy(payment => payment.Id)
            .Select(payment => new InvoicePayment(payment.ReceivedOn, payment.AmountCents, payment.Means))
            .ToListAsync(cancellationToken);
        var related = await db
            .Invoices.Where(other => other.CorrectsInvoiceId == invoice.Id || other.Id == invoice.CorrectsInvoiceId)
            .OrderBy(other => other.Id)
            .Select(other => new InvoiceName(other.Id, other.Number, other.IssuedOn, other.TotalCents))
            .ToListAsync(cancellationToken);
        var issuer = await db
            .InvoicingSettings.AsNoTracking()
            .Where(settings => settings.ChangedAt <= invoice.IssuedAt)
            .OrderByDescending(settings => settings.Id)
            .Select(settings => new InvoiceIssuer(
                settings.IssuerName,
                settings.IssuerAddress,
                settings.TreasuryName,
                settings.TreasuryAddress,
                settings.PaymentText,
                settings.PayFipNumber
            ))
            .FirstOrDefaultAsync(cancellationToken);
        var handedOver = await (
            from title in db.TreasuryTitles
            join bordereau in db.TreasuryBordereaux on title.BordereauId equals bordereau.Id
            where title.InvoiceId == invoice.Id && !title.IsCancelled
            select new HandedOverName(bordereau.Year, bordereau.Number, bordereau.IssuedOn)
        ).FirstOrDefaultAsync(cancellationToken);
        var addressee = eyes is null ? invoice.Addressee : invoice.AddresseeFor(await db.AddressesSharedWithAsync(invoice.FamilyId, eyes, cancellationToken));
        // How a price came about names the place among the brothers and sisters of the day: who was there too.
        if (eyes is { HiddenChildren.Count: > 0 })
        {
            lines = lines.ConvertAll(line => line with { Explanation = "" });
        }

        return new InvoiceView(
            invoice.Summary(found.Name, clock.Today),
            invoice.PeriodTo,
            addressee,
            invoice.IssuedAt,
            invoice.IssuedByName,
            invoice.Reason,
            invoice.CreditedCents,
            related.Find(other => other.Id == invoice.CorrectsInvoiceId),
            related.FindAll(other => other.Id != invoice.CorrectsInvoiceId),
            lines,
            payments,
            issuer ?? new InvoiceIssuer("", "", "", "", ""),
            clock.Today,
            handedOver
        );
    }
}
