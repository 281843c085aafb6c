using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>What another calendar would do, before anything is changed.</summary>
public sealed record PreviewCalendar(CalendarTarget Target) : IQuery<CalendarPreview>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class PreviewCalendarValidator : AbstractValidator<PreviewCalendar>
{
    public PreviewCalendarValidator() => RuleFor(preview => preview.Target).SetValidator(new CalendarTargetValidator());
}

internal sealed class PreviewCalendarHandler(CalendarDesk desk, IActivitiesDb db) : IQueryHandler<PreviewCalendar, CalendarPreview>
{
    public async Task<Outcome<CalendarPreview>> Handle(PreviewCalendar request, CancellationToken cancellationToken)
    {
        if (await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } centre)
        {
            return SetupDesk.NoCentre;
        }

        var change = await desk.PrepareAsync(centre, request.Target, isTracked: false, cancellationToken);
        return change.Refusal is { } refusal ? refusal : change.Preview;
    }
}
