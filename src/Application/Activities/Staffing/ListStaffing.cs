using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Staff against children for each session of up to five weeks.</summary>
public sealed record ListStaffing(DateOnly From, DateOnly To, int? ActivityId = null) : IQuery<StaffingList>
{
    public const int MostDays = 35;

    // Whoever treats requests must see whether there are hands enough: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

public sealed record StaffingList(IReadOnlyList<SessionStaffing> Sessions);

internal sealed class ListStaffingValidator : AbstractValidator<ListStaffing>
{
    public ListStaffingValidator() =>
        RuleFor(list => list.To)
            .Must((list, to) => to >= list.From && to < list.From.AddDays(ListStaffing.MostDays))
            .WithMessage($"La période commence et finit dans l’ordre, et compte {ListStaffing.MostDays} jours au plus.");
}

internal sealed class ListStaffingHandler(IActivitiesDb db, StaffingDesk desk) : IQueryHandler<ListStaffing, StaffingList>
{
    public async Task<Outcome<StaffingList>> Handle(ListStaffing request, CancellationToken cancellationToken)
    {
        var sessions = db.Sessions.Where(session => session.Date >= request.From && session.Date <= request.To && !session.IsClosed);
        if (request.ActivityId is { } activityId)
        {
            sessions = sessions.Where(session => session.ActivityId == activityId);
        }

        return new StaffingList(await desk.ReadAsync(sessions, cancellationToken));
    }
}
