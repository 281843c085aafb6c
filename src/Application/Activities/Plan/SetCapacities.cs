using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Sets the capacity of many days at once. A day on which more places are held keeps as many as are held: nobody loses one.</summary>
[HarmlessForOwnFamily("places for whoever asks first")]
public sealed record SetCapacities(IReadOnlyList<WantedCapacity> Days) : ICommand<CapacitiesSet>
{
    public const int Most = 800;

    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record WantedCapacity(int SessionId, int Capacity);

/// <param name="Changed">How many days changed.</param>
/// <param name="HeldBack">Days that keep more places than wanted, because they are held.</param>
/// <param name="Before">For going back.</param>
public sealed record CapacitiesSet(int Changed, IReadOnlyList<DateOnly> HeldBack, IReadOnlyList<WantedCapacity> Before);

internal sealed class SetCapacitiesValidator : AbstractValidator<SetCapacities>
{
    public SetCapacitiesValidator()
    {
        RuleFor(set => set.Days)
            .NotEmpty()
            .WithMessage("Aucune séance dans ces dates.")
            .Must(days => days.Count <= SetCapacities.Most)
            .WithMessage($"{SetCapacities.Most} séances au plus à la fois.");
        RuleForEach(set => set.Days).Must(day => day.Capacity is >= 0 and <= 1000).WithMessage("Indiquez un nombre de places entre 0 et 1000.");
    }
}

internal sealed class SetCapacitiesHandler(IActivitiesDb db, SetupDesk setup, ITransactions transactions, ChangeFeed feed)
    : ICommandHandler<SetCapacities, CapacitiesSet>
{
    public async Task<Outcome<CapacitiesSet>> Handle(SetCapacities request, CancellationToken cancellationToken)
    {
        var wanted = request.Days.DistinctBy(day => day.SessionId).ToDictionary(day => day.SessionId, day => day.Capacity);
        var ids = wanted.Keys.Order().ToList();

        // With the rows locked, what is read stays true until it is written.
        await db.LockSessionsAsync(ids, cancellationToken);
        var sessions = await db
            .Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.Id))
            .OrderBy(session => session.Date)
            .ToListAsync(cancellationToken);
        if (sessions.Count < ids.Count)
        {
            return Refusal.NotFound;
        }

        foreach (var same in sessions.GroupBy(session => Math.Max(wanted[session.Id], session.PlacesTaken)))
        {
            var group = same.Select(session => session.Id).ToList();
            await db
                .Sessions.Where(session => group.Contains(session.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.Capacity, same.Key), cancellationToken);
        }

        var changed = sessions.Where(session => session.Capacity != Math.Max(wanted[session.Id], session.PlacesTaken)).ToList();
        setup.Record(
            "session.capacities",
            $"Activity:{sessions[0].ActivityId}",
            string.Join(
                ", ",
                changed.Select(session =>
                    FormattableString.Invariant($"{session.Date:dd-MM-yyyy} {session.Capacity} → {Math.Max(wanted[session.Id], session.PlacesTaken)}")
                )
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(new ChangeNotice([], ids)));
        return new CapacitiesSet(
            changed.Count,
            [.. sessions.Where(session => session.PlacesTaken > wanted[session.Id]).Select(session => session.Date)],
            [.. changed.Select(session => new WantedCapacity(session.Id, session.Capacity))]
        );
    }
}
