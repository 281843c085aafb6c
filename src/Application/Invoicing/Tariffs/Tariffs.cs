using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Every activity with the tariff of today, those to come and those before.</summary>
public sealed record ListTariffs : IQuery<TariffList>
{
    // Tariffs are the accountant's; the director may read them.
    public static Permission Access => Permission.Of(Roles.Accountant | Roles.Director);
}

public sealed record TariffList(IReadOnlyList<ActivityTariffs> Activities);

/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Today">What holds today, in a line.</param>
/// <param name="Tariffs">Newest first.</param>
public sealed record ActivityTariffs(int ActivityId, string ActivityName, string Today, IReadOnlyList<TariffLine> Tariffs);

public sealed record TariffLine(int Id, DateOnly ValidFrom, string Sentence, bool IsToCome, bool IsCurrent, TariffTerms Terms);

internal sealed class ListTariffsHandler(IPortalDb db, CentreClock clock) : IQueryHandler<ListTariffs, TariffList>
{
    public async Task<Outcome<TariffList>> Handle(ListTariffs request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var activities = await db.Activities.OrderBy(activity => activity.SortKey).ThenBy(activity => activity.Id)
            .Select(activity => new { activity.Id, activity.Name, activity.PriceCents }).ToListAsync(cancellationToken);
        var tariffs = (await db.Tariffs.AsNoTracking().Include(tariff => tariff.Bands).ToListAsync(cancellationToken)).ToLookup(tariff => tariff.ActivityId);
        return new TariffList([.. activities.Select(activity => new ActivityTariffs(
            activity.Id, activity.Name,
            PriceSentences.For(Tariff.On(tariffs[activity.Id], today) ?? Tariff.Fallback(activity.Id, activity.PriceCents)),
            [.. tariffs[activity.Id].OrderByDescending(tariff => tariff.ValidFrom)
                .Select(tariff => new TariffLine(tariff.Id, tariff.ValidFrom, PriceSentences.For(tariff), tariff.ValidFrom > today, tariff == Tariff.On(tariffs[activity.Id], today), Terms(tariff)))]))]);
    }

    private static TariffTerms Terms(Tariff tariff) => new(tariff.Kind, tariff.Unit)
    {
        FlatCents = tariff.FlatCents,
        Bands = [.. tariff.Bands.OrderBy(band => band.UpTo ?? int.MaxValue).Select(band => new BandTerms(band.UpTo, band.Cents))],
        RatePercent = tariff.RatePercent,
        FloorCents = tariff.FloorCents,
        CeilingCents = tariff.CeilingCents,
        MealCents = tariff.MealCents,
        IsMeal = tariff.IsMeal,
        SecondChildPercent = tariff.SecondChildPercent,
        ThirdChildPercent = tariff.ThirdChildPercent,
        OutsidePercent = tariff.OutsidePercent,
        OutsideCents = tariff.OutsideCents,
    };
}

/// <summary>Sets the tariff of some activities from a day on; one that began on that very day is replaced.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveTariff(IReadOnlyList<int> ActivityIds, DateOnly ValidFrom, TariffTerms Terms) : ICommand<Done>
{
    // Tariffs are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class SaveTariffValidator : AbstractValidator<SaveTariff>
{
    public SaveTariffValidator()
    {
        RuleFor(save => save.ActivityIds).NotEmpty().WithMessage("Cochez au moins une activité.");
        RuleFor(save => save.ValidFrom).Must(date => date.Year is >= 2000 and <= 2100).WithMessage("Indiquez la date à partir de laquelle le tarif s’applique.");
        RuleFor(save => save.Terms).MakeSense();
    }
}

internal static class TariffValidation
{
    public static void MakeSense<T>(this IRuleBuilder<T, TariffTerms> rule) => rule.Custom((terms, context) =>
    {
        if (terms.Fault() is { } fault)
        {
            context.AddFailure(new FluentValidation.Results.ValidationFailure(fault, Sentence(fault)));
        }
    });

    private static string Sentence(string fault) => fault switch
    {
        nameof(TariffTerms.Bands) => "Les tranches doivent se suivre, de la plus basse à la plus haute, et la dernière doit rester ouverte (« au-delà »).",
        nameof(TariffTerms.RatePercent) => "Indiquez un taux entre 0 et 100 %, par exemple 1,2.",
        nameof(TariffTerms.CeilingCents) => "Indiquez un plafond, au moins égal au plancher.",
        nameof(TariffTerms.MealCents) => "Indiquez le prix du repas, ou laissez vide ; une activité qui est elle-même un repas n’en ajoute pas.",
        nameof(TariffTerms.SecondChildPercent) or nameof(TariffTerms.ThirdChildPercent) => "Indiquez une réduction entre 0 et 100 %.",
        nameof(TariffTerms.OutsidePercent) => "Indiquez une majoration entre 0 et 1000 %.",
        _ => "Indiquez un montant entre 0 et 10 000 €, par exemple 12,50.",
    };
}

internal sealed class SaveTariffHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SaveTariff, Done>
{
    public async Task<Outcome<Done>> Handle(SaveTariff request, CancellationToken cancellationToken)
    {
        var ids = request.ActivityIds.Distinct().ToList();
        if (await db.Activities.CountAsync(activity => ids.Contains(activity.Id), cancellationToken) != ids.Count)
        {
            return Refusal.NotFound;
        }

        db.Tariffs.RemoveRange(await db.Tariffs.Include(tariff => tariff.Bands)
            .Where(tariff => ids.Contains(tariff.ActivityId) && tariff.ValidFrom == request.ValidFrom).ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var id in ids)
        {
            var tariff = Tariff.Create(id, request.ValidFrom, request.Terms);
            db.Tariffs.Add(tariff);
            var details = $"dès le {request.ValidFrom:dd-MM-yyyy} : {PriceSentences.For(tariff)}";
            db.AuditEntries.Add(AuditEntry.Record(
                clock.Now, user.UserId, user.DisplayName, "tariff.set", $"Activity:{id}", details: details.Length > 1000 ? details[..1000] : details));
        }

        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>Takes back a tariff that has not begun.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record DeleteTariff(int TariffId) : ICommand<Done>
{
    // Tariffs are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class DeleteTariffHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<DeleteTariff, Done>
{
    public async Task<Outcome<Done>> Handle(DeleteTariff request, CancellationToken cancellationToken)
    {
        var tariff = await db.Tariffs.Include(row => row.Bands).SingleOrDefaultAsync(row => row.Id == request.TariffId, cancellationToken);
        if (tariff is null)
        {
            return Refusal.NotFound;
        }

        if (tariff.ValidFrom <= clock.Today)
        {
            return new Refusal("AlreadyHolds", "Ce tarif s’applique déjà : enregistrez-en un nouveau, à partir d’une autre date ou de la même pour le remplacer.");
        }

        db.Tariffs.Remove(tariff);
        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "tariff.deleted", $"Activity:{tariff.ActivityId}", details: $"dès le {tariff.ValidFrom:dd-MM-yyyy}"));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>What a family would pay with a tariff that is being written, against what it pays now.</summary>
public sealed record PreviewTariff(int ActivityId, DateOnly ValidFrom, TariffTerms Terms, string Family) : IQuery<TariffPreview>
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Accountant | Roles.Director);
}

public sealed record TariffPreview(string ActivityName, string FamilyName, string FamilyNumber, int? Quotient, bool IsResident, IReadOnlyList<TariffPreviewLine> Lines);

/// <summary>One line per place in the order of children: the first, the second, the third.</summary>
public sealed record TariffPreviewLine(int ChildRank, long NowCents, long ThenCents, string Explanation);

internal sealed class PreviewTariffValidator : AbstractValidator<PreviewTariff>
{
    public PreviewTariffValidator()
    {
        RuleFor(preview => preview.Family).NotEmpty().WithMessage("Indiquez une famille : son nom ou son numéro.")
            .MaximumLength(100).WithMessage("La recherche est trop longue : 100 caractères au plus.");
        RuleFor(preview => preview.Terms).MakeSense();
    }
}

internal sealed class PreviewTariffHandler(IPortalDb db) : IQueryHandler<PreviewTariff, TariffPreview>
{
    public async Task<Outcome<TariffPreview>> Handle(PreviewTariff request, CancellationToken cancellationToken)
    {
        var activity = await db.Activities.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.ActivityId, cancellationToken);
        if (activity is null)
        {
            return Refusal.NotFound;
        }

        var search = Domain.Shared.SearchKey.Of(request.Family);
        var families = await db.Families.Where(family => family.Number == request.Family.Trim() || (search.Length > 0 && family.SearchText.Contains(search)))
            .OrderBy(family => family.SortKey).ThenBy(family => family.Id).Take(2)
            .Select(family => new { family.Id, family.Name, family.Number, Children = family.Children.Count(child => child.LeftAt == null) }).ToListAsync(cancellationToken);
        if (families.Count != 1)
        {
            return new Refusal(
                families.Count == 0 ? "NoSuchFamily" : "SeveralFamilies",
                families.Count == 0 ? "Aucune famille ne répond à cette recherche." : "Plusieurs familles répondent à cette recherche : indiquez le numéro.", nameof(request.Family));
        }

        var family = families[0];
        var tariffs = await db.Tariffs.AsNoTracking().Include(tariff => tariff.Bands).Where(tariff => tariff.ActivityId == activity.Id).ToListAsync(cancellationToken);
        var means = FamilyQuotient.On(
            await db.FamilyQuotients.AsNoTracking().Where(row => row.FamilyId == family.Id).ToListAsync(cancellationToken), request.ValidFrom);
        var now = Tariff.On(tariffs, request.ValidFrom) ?? Tariff.Fallback(activity.Id, activity.PriceCents);
        var then = Tariff.Create(activity.Id, request.ValidFrom, request.Terms);
        var length = activity.EndsAt - activity.StartsAt;
        return new TariffPreview(activity.Name, family.Name, family.Number, means.Quotient, means.IsResident, [.. Enumerable.Range(1, Math.Clamp(family.Children, 1, 3)).Select(rank =>
        {
            var price = Pricing.Of(then, means, rank, length);
            return new TariffPreviewLine(rank, Pricing.Of(now, means, rank, length).TotalCents, price.TotalCents, PriceSentences.For(price));
        })]);
    }
}
