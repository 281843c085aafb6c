using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>The director raises or lowers one day's capacity, never below the places that are held.</summary>
[HarmlessForOwnFamily("places for whoever asks first")]
public sealed record SetSessionCapacity(int SessionId, int Capacity) : ICommand<Done>
{
    // Capacities are the director's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class SetSessionCapacityValidator : AbstractValidator<SetSessionCapacity>
{
    public SetSessionCapacityValidator() => RuleFor(set => set.Capacity).InclusiveBetween(0, 1000).WithMessage("Indiquez un nombre de places entre 0 et 1000.");
}

internal sealed class SetSessionCapacityHandler(IEnrolmentDb db, ICurrentUser user, CentreClock clock, ITransactions transactions, ChangeFeed feed)
    : ICommandHandler<SetSessionCapacity, Done>
{
    public async Task<Outcome<Done>> Handle(SetSessionCapacity request, CancellationToken cancellationToken)
    {
        var changed = await db
            .Sessions.Where(session => session.Id == request.SessionId && session.PlacesTaken <= request.Capacity)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.Capacity, request.Capacity), cancellationToken);
        if (changed == 0)
        {
            var taken = await db
                .Sessions.Where(session => session.Id == request.SessionId)
                .Select(session => (int?)session.PlacesTaken)
                .SingleOrDefaultAsync(cancellationToken);
            return taken is null
                ? Refusal.NotFound
                : new Refusal(
                    "BelowPlacesTaken",
                    $"{taken} places sont déjà demandées ou réservées : la capacité ne peut pas être inférieure.",
                    nameof(request.Capacity)
                );
        }

        db.AuditEntries.Add(
            AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "session.capacity", $"Session:{request.SessionId}", details: $"{request.Capacity}")
        );
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(new ChangeNotice([], [request.SessionId])));
        return Done.It;
    }
}
