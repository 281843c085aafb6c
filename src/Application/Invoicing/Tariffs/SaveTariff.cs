using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

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
        RuleFor(save => save.ValidFrom)
            .Must(date => date.Year is >= 2000 and <= 2100)
            .WithMessage("Indiquez la date à partir de laquelle le tarif s’applique.");
        RuleFor(save => save.Terms).MakeSense();
    }
}

internal sealed class SaveTariffHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SaveTariff, Done>
{
    public async Task<Outcome<Done>> Handle(SaveTariff request, CancellationToken cancellationToken)
    {
        var ids = request.ActivityIds.Distinct().ToList();
        if (await db.Activities.CountAsync(activity => ids.Contains(activity.Id), cancellationToken) != ids.Count)
        {
            return Refusal.NotFound;
        }

        db.Tariffs.RemoveRange(
            await db
                .Tariffs.Include(tariff => tariff.Bands)
                .Where(tariff => ids.Contains(tariff.ActivityId) && tariff.ValidFrom == request.ValidFrom)
                .ToListAsync(cancellationToken)
        );
        await db.SaveChangesAsync(cancellationToken);
        foreach (var id in ids)
        {
            var tariff = Tariff.Create(id, request.ValidFrom, request.Terms);
            db.Tariffs.Add(tariff);
            var details = $"dès le {request.ValidFrom:dd-MM-yyyy} : {PriceSentences.For(tariff)}";
            db.AuditEntries.Add(
                AuditEntry.Record(
                    clock.Now,
                    user.UserId,
                    user.DisplayName,
                    "tariff.set",
                    $"Activity:{id}",
                    details: details.Length > 1000 ? details[..1000] : details
                )
            );
        }

        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
