using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What a family would pay with a tariff that is being written, against what it pays now.</summary>
public sealed record PreviewTariff(int ActivityId, DateOnly ValidFrom, TariffTerms Terms, string Family) : IQuery<TariffPreview>
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Accountant | Roles.Director);
}

public sealed record TariffPreview(
    string ActivityName,
    string FamilyName,
    string FamilyNumber,
    int? Quotient,
    bool IsResident,
    IReadOnlyList<TariffPreviewLine> Lines
);

/// <summary>One line per place in the order of children: the first, the second, the third.</summary>
public sealed record TariffPreviewLine(int ChildRank, long NowCents, long ThenCents, string Explanation);

internal sealed class PreviewTariffValidator : AbstractValidator<PreviewTariff>
{
    public PreviewTariffValidator()
    {
        RuleFor(preview => preview.Family)
            .NotEmpty()
            .WithMessage("Indiquez une famille : son nom ou son numéro.")
            .MaximumLength(100)
            .WithMessage("La recherche est trop longue : 100 caractères au plus.");
        RuleFor(preview => preview.Terms).MakeSense();
    }
}

internal sealed class PreviewTariffHandler(IInvoicingDb db) : IQueryHandler<PreviewTariff, TariffPreview>
{
    public async Task<Outcome<TariffPreview>> Handle(PreviewTariff request, CancellationToken cancellationToken)
    {
        var activity = await db.Activities.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.ActivityId, cancellationToken);
        if (activity is null)
        {
            return Refusal.NotFound;
        }

        var search = Domain.Shared.SearchKey.Of(request.Family);
        var families = await db
            .Families.Where(family => family.Number == request.Family.Trim() || (search.Length > 0 && family.SearchText.Contains(search)))
            .OrderBy(family => family.SortKey)
            .ThenBy(family => family.Id)
            .Take(2)
            .Select(family => new
            {
                family.Id,
                family.Name,
                family.Number,
                Children = family.Children.Count(child => child.LeftAt == null),
            })
            .ToListAsync(cancellationToken);
        if (families.Count != 1)
        {
            return new Refusal(
                families.Count == 0 ? "NoSuchFamily" : "SeveralFamilies",
                families.Count == 0 ? "Aucune famille ne répond à cette recherche." : "Plusieurs familles répondent à cette recherche : indiquez le numéro.",
                nameof(request.Family)
            );
        }

        var family = families[0];
        var tariffs = await db
            .Tariffs.AsNoTracking()
            .Include(tariff => tariff.Bands)
            .Where(tariff => tariff.ActivityId == activity.Id)
            .ToListAsync(cancellationToken);
        var means = FamilyQuotient.On(
            await db.FamilyQuotients.AsNoTracking().Where(row => row.FamilyId == family.Id).ToListAsync(cancellationToken),
            request.ValidFrom
        );
        var now = Tariff.On(tariffs, request.ValidFrom) ?? Tariff.Fallback(activity.Id, activity.PriceCents);
        var then = Tariff.Create(activity.Id, request.ValidFrom, request.Terms);
        var length = activity.EndsAt - activity.StartsAt;
        return new TariffPreview(
            activity.Name,
            family.Name,
            family.Number,
            means.Quotient,
            means.IsResident,
            [
                .. Enumerable
                    .Range(1, Math.Clamp(family.Children, 1, 3))
                    .Select(rank =>
                    {
                        var price = Pricing.Of(then, means, rank, length);
                        return new TariffPreviewLine(rank, Pricing.Of(now, means, rank, length).TotalCents, price.TotalCents, PriceSentences.For(price));
                    }),
            ]
        );
    }
}
