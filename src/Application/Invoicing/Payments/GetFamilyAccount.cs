using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>For the form that enters payments: families by name, or one with what it owes.</summary>
public sealed record GetFamilyAccount(int? FamilyId = null, string? Search = null) : IQuery<FamilyAccount>
{
    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Found">Families that answer to the search, those who owe something first.</param>
/// <param name="Chosen">The one whose payments are entered; null while none is chosen.</param>
public sealed record FamilyAccount(IReadOnlyList<FamilyOwing> Found, FamilyOwing? Chosen, IReadOnlyList<OpenInvoice> Unpaid);

/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record FamilyOwing(int Id, string Name, string Number, long DueCents, string? Confidential = null);

/// <summary>An invoice of which something is due; <c>IsHandedOver</c> when it is the Trésorerie that collects it.</summary>
public sealed record OpenInvoice(long Id, string Number, DateOnly IssuedOn, DateOnly DueOn, long DueCents, bool IsHandedOver = false);

internal sealed class GetFamilyAccountValidator : AbstractValidator<GetFamilyAccount>
{
    public GetFamilyAccountValidator()
    {
        RuleFor(list => list.Search).SearchShortEnough();
    }
}

internal sealed class GetFamilyAccountHandler(IInvoicingDb db) : IQueryHandler<GetFamilyAccount, FamilyAccount>
{
    private const int MostFound = 20;
    private const int MostInvoices = 100;

    public async Task<Outcome<FamilyAccount>> Handle(GetFamilyAccount request, CancellationToken cancellationToken)
    {
        if (request.FamilyId is { } id)
        {
            var chosen = await OwingAsync(db.Families.Where(family => family.Id == id), cancellationToken);
            return chosen.Count == 0 ? Refusal.NotFound : new FamilyAccount([], chosen[0], await UnpaidAsync(id, cancellationToken));
        }

        if (SearchKey.Of(request.Search ?? "") is not { Length: > 0 } search)
        {
            return new FamilyAccount([], null, []);
        }

        var found = db.Families.Where(family =>
            family.SearchText.Contains(search) || db.Invoices.Any(invoice => invoice.FamilyId == family.Id && invoice.Number == search)
        );
        return new FamilyAccount(await OwingAsync(found, cancellationToken), null, []);
    }

    private async Task<List<FamilyOwing>> OwingAsync(IQueryable<Family> families, CancellationToken cancellationToken)
    {
        var rows = await Owing(families).ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, rows.ConvertAll(row => row.Id), cancellationToken);
        return rows.ConvertAll(row => row with { Confidential = notices.Line(row.Id) });
    }

    private IQueryable<FamilyOwing> Owing(IQueryable<Family> families) =>
        families
            .Select(family => new
            {
                family.Id,
                family.Name,
                family.Number,
                family.SortKey,
                Due = db
                    .Invoices.WhereUnpaid()
                    .Where(invoice => invoice.FamilyId == family.Id)
                    .Sum(invoice => invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents),
            })
            .OrderByDescending(family => family.Due)
            .ThenBy(family => family.SortKey)
            .Take(MostFound)
            .Select(family => new FamilyOwing(family.Id, family.Name, family.Number, family.Due, null));

    private Task<List<OpenInvoice>> UnpaidAsync(int familyId, CancellationToken cancellationToken) =>
        db
            .Invoices.WhereUnpaid()
            .Where(invoice => invoice.FamilyId == familyId)
            .OrderBy(invoice => invoice.DueOn)
            .ThenBy(invoice => invoice.Id)
            .Take(MostInvoices)
            .Select(invoice => new OpenInvoice(
                invoice.Id,
                invoice.Number,
                invoice.IssuedOn,
                invoice.DueOn,
                invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents,
                db.TreasuryTitles.Any(title => title.InvoiceId == invoice.Id && !title.IsCancelled)
            ))
            .ToListAsync(cancellationToken);
}
