using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>A bordereau for its file, whose titles are read as they are written.</summary>
public sealed record ReadBordereau(long BordereauId) : IQuery<BordereauContent>, IShowsCoordinates
{
    // Exports to the Trésorerie are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);

    public string Look => Looks.Treasury;

    public bool IsOfOneFamily => false;

    public IQueryable<int> FamiliesShown(IPortalDb db) =>
        from title in db.TreasuryTitles
        join invoice in db.Invoices on title.InvoiceId equals invoice.Id
        where title.BordereauId == BordereauId
        select invoice.FamilyId;
}

/// <param name="Treasury">What the centre is known by.</param>
/// <param name="Year">Exercice.</param>
/// <param name="Number">Of the bordereau.</param>
/// <param name="IsReduction">It holds credit notes.</param>
/// <param name="IssuedOn">Its date.</param>
/// <param name="TitleCount">How many titles follow.</param>
/// <param name="TotalCents">Their sum.</param>
/// <param name="Titles">Read while the scope of the question lives.</param>
public sealed record BordereauContent(
    TreasurySettings Treasury,
    int Year,
    int Number,
    bool IsReduction,
    DateOnly IssuedOn,
    int TitleCount,
    long TotalCents,
    IAsyncEnumerable<BordereauTitle> Titles
);

/// <param name="Position">From 1: the number of the piece.</param>
/// <param name="InvoiceNumber">Of the invoice or credit note.</param>
/// <param name="PeriodFrom">First day of what is invoiced.</param>
/// <param name="PeriodTo">Last day.</param>
/// <param name="DueOn">The last day to pay.</param>
/// <param name="AmountCents">What is to be collected, or how much less.</param>
/// <param name="FamilyNumber">Of the household.</param>
/// <param name="Debtor">Of whom it is collected from.</param>
/// <param name="Reduced">Of a reduction: the title that is reduced.</param>
public sealed record BordereauTitle(
    int Position,
    string InvoiceNumber,
    DateOnly PeriodFrom,
    DateOnly PeriodTo,
    DateOnly DueOn,
    long AmountCents,
    string FamilyNumber,
    TreasuryDebtor Debtor,
    ReducedTitle? Reduced
);

public sealed record ReducedTitle(string InvoiceNumber, int Year, int Position);

internal sealed class ReadBordereauHandler(IInvoicingDb db, TreasuryDesk desk) : IQueryHandler<ReadBordereau, BordereauContent>
{
    public async Task<Outcome<BordereauContent>> Handle(ReadBordereau request, CancellationToken cancellationToken)
    {
        var bordereau = await db.TreasuryBordereaux.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.BordereauId, cancellationToken);
        if (bordereau is null)
        {
            return Refusal.NotFound;
        }

        if (await desk.OfAsync(bordereau, cancellationToken) is not { } treasury)
        {
            return new Refusal("NotConfigured", "Les codes de la collectivité ne sont pas réglés : le fichier ne peut pas être écrit.");
        }

        if (bordereau.CancelledAt is not null)
        {
            return new Refusal("Cancelled", "Ce bordereau est annulé : son fichier ne doit plus être transmis.");
        }

        return new BordereauContent(
            treasury,
            bordereau.Year,
            bordereau.Number,
            bordereau.IsReduction,
            bordereau.IssuedOn,
            bordereau.TitleCount,
            bordereau.TotalCents,
            (
                from title in db.TreasuryTitles
                join invoice in db.Invoices on title.InvoiceId equals invoice.Id
                join family in db.Families on invoice.FamilyId equals family.Id
                where title.BordereauId == bordereau.Id
                orderby title.Position
                select new BordereauTitle(
                    title.Position,
                    invoice.Number,
                    invoice.PeriodFrom,
                    invoice.PeriodTo,
                    invoice.DueOn,
                    title.AmountCents,
                    family.Number,
                    new TreasuryDebtor(
                        title.Civility,
                        title.LastName,
                        title.FirstName,
                        title.Complement,
                        title.Street,
                        title.Locality,
                        title.PostCode,
                        title.City
                    ),
                    (
                        from reduced in db.TreasuryTitles
                        join corrected in db.Invoices on reduced.InvoiceId equals corrected.Id
                        join first in db.TreasuryBordereaux on reduced.BordereauId equals first.Id
                        where invoice.CorrectsInvoiceId == reduced.InvoiceId && !reduced.IsCancelled
                        select new ReducedTitle(corrected.Number, first.Year, reduced.Position)
                    ).FirstOrDefault()
                )
            ).AsAsyncEnumerable()
        );
    }
}
