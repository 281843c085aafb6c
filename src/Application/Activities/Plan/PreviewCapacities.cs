using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>What another capacity would do to each day of a span.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null for all that are to come.</param>
/// <param name="Weekdays">Only these.</param>
/// <param name="Capacity">Wanted.</param>
public sealed record PreviewCapacities(int ActivityId, DateOnly From, DateOnly? To, Weekdays Weekdays, int Capacity) : IQuery<IReadOnlyList<CapacityDay>>
{
    // Capacities are the director's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Director);
}

/// <param name="SessionId">The session.</param>
/// <param name="Date">The day.</param>
/// <param name="Before">Places now.</param>
/// <param name="Taken">Held by requests and bookings.</param>
/// <param name="After">Places then: what is wanted, never below what is held.</param>
public sealed record CapacityDay(int SessionId, DateOnly Date, int Before, int Taken, int After);

internal sealed class PreviewCapacitiesValidator : AbstractValidator<PreviewCapacities>
{
    public PreviewCapacitiesValidator()
    {
        RuleFor(preview => preview.From).Must(from => from.Year is >= 2000 and <= 2100).WithMessage("Indiquez le premier jour.");
        RuleFor(preview => preview.To).Must((preview, to) => to is null || to >= preview.From).WithMessage("Le dernier jour vient après le premier.");
        RuleFor(preview => preview.Weekdays).Must(days => (days & Weekdays.All) != Weekdays.None).WithMessage("Cochez au moins un jour de la semaine.");
        RuleFor(preview => preview.Capacity).InclusiveBetween(0, 1000).WithMessage("Indiquez un nombre de places entre 0 et 1000.");
    }
}

internal sealed class PreviewCapacitiesHandler(IActivitiesDb db, CentreClock clock) : IQueryHandler<PreviewCapacities, IReadOnlyList<CapacityDay>>
{
    public async Task<Outcome<IReadOnlyList<CapacityDay>>> Handle(PreviewCapacities request, CancellationToken cancellationToken)
    {
        var from = request.From > clock.Today ? request.From : clock.Today;
        var to = request.To ?? DateOnly.MaxValue;
        var days = await db
            .Sessions.Where(session => session.ActivityId == request.ActivityId && session.Date >= from && session.Date <= to && !session.IsOutOfPlan)
            .OrderBy(session => session.Date)
            .Take(SetCapacities.Most)
            .Select(session => new CapacityDay(
                session.Id,
                session.Date,
                session.Capacity,
                session.PlacesTaken,
                Math.Max(request.Capacity, session.PlacesTaken)
            ))
            .ToListAsync(cancellationToken);
        return days.FindAll(day => request.Weekdays.Includes(day.Date));
    }
}
