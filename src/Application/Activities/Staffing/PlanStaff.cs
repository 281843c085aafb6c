using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>The director says how many animators a session is planned with, or that session and all later ones of its activity.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record PlanStaff(int SessionId, int Animators, bool AndFollowing) : ICommand<PlannedStaff>
{
    // Planning is the director's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record PlannedStaff(int Sessions);

internal sealed class PlanStaffValidator : AbstractValidator<PlanStaff>
{
    public PlanStaffValidator() =>
        RuleFor(plan => plan.Animators).InclusiveBetween(0, StaffPlan.Most).WithMessage($"Indiquez un nombre d’animateurs entre 0 et {StaffPlan.Most}.");
}

internal sealed class PlanStaffHandler(IActivitiesDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<PlanStaff, PlannedStaff>
{
    public async Task<Outcome<PlannedStaff>> Handle(PlanStaff request, CancellationToken cancellationToken)
    {
        var chosen = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.Id == request.SessionId, cancellationToken);
        if (chosen is null)
        {
            return Refusal.NotFound;
        }

        var sessions = db.Sessions.Where(session =>
            session.Id == request.SessionId || (request.AndFollowing && session.ActivityId == chosen.ActivityId && session.Date > chosen.Date)
        );
        var ids = await sessions.Select(session => session.Id).ToListAsync(cancellationToken);
        await db.StaffPlans.Where(plan => sessions.Any(session => session.Id == plan.SessionId)).ExecuteDeleteAsync(cancellationToken);
        db.StaffPlans.AddRange(ids.Select(id => StaffPlan.For(id, request.Animators)));
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "session.staff",
                $"Session:{request.SessionId}",
                details: request.AndFollowing ? $"{request.Animators}, et {ids.Count - 1} séances suivantes" : $"{request.Animators}"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return new PlannedStaff(ids.Count);
    }
}
