using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Privacy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>Chooses how long each kind of data is kept.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveRetention(IReadOnlyList<RetentionChoice> Delays, string Stamp) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

public sealed record RetentionChoice(RetainedData Data, int Months);

internal sealed class SaveRetentionValidator : AbstractValidator<SaveRetention>
{
    public SaveRetentionValidator()
    {
        RuleForEach(save => save.Delays)
            .Must(delay => Enum.IsDefined(delay.Data) && delay.Months is >= 1 and <= RetentionDelay.MostMonths)
            .WithMessage($"Indiquez de 1 à {RetentionDelay.MostMonths} mois.");
        RuleFor(save => save.Delays)
            .Must(delays => delays.DistinctBy(delay => delay.Data).Count() == delays.Count)
            .WithMessage("Chaque donnée a un seul délai.");
    }
}

internal sealed class SaveRetentionHandler(IPrivacyDb db, SetupDesk setup) : ICommandHandler<SaveRetention, Done>
{
    public async Task<Outcome<Done>> Handle(SaveRetention request, CancellationToken cancellationToken)
    {
        await setup.LockAsync(cancellationToken);
        var chosen = await db.RetentionDelays.ToListAsync(cancellationToken);
        var before = Retention.Of(chosen);
        if (before.Stamp != request.Stamp)
        {
            return SetupDesk.ChangedMeanwhile;
        }

        foreach (var delay in request.Delays)
        {
            if (chosen.Find(row => row.Data == delay.Data) is { } row)
            {
                row.Keep(delay.Months);
            }
            else
            {
                db.RetentionDelays.Add(RetentionDelay.For(delay.Data, delay.Months));
            }
        }

        setup.Record(
            "retention.saved",
            "RetentionDelay",
            string.Join(
                ", ",
                request
                    .Delays.Where(delay => before.Lines.Single(line => line.Data == delay.Data).Months != delay.Months)
                    .Select(delay =>
                        FormattableString.Invariant($"{delay.Data} {before.Lines.Single(line => line.Data == delay.Data).Months} → {delay.Months} mois")
                    )
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
