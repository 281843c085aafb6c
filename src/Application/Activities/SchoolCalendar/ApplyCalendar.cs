using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Carries out what was shown: all of it in one transaction, or, when it would no longer be the same, nothing.</summary>
/// <param name="Target">As previewed.</param>
/// <param name="Stamp">Of the preview.</param>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record ApplyCalendar(CalendarTarget Target, string Stamp) : ICommand<CalendarPreview>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class ApplyCalendarValidator : AbstractValidator<ApplyCalendar>
{
    public ApplyCalendarValidator() => RuleFor(apply => apply.Target).SetValidator(new CalendarTargetValidator());
}

internal sealed class ApplyCalendarHandler(CalendarDesk desk, SetupDesk setup, IActivitiesDb db) : ICommandHandler<ApplyCalendar, CalendarPreview>
{
    public async Task<Outcome<CalendarPreview>> Handle(ApplyCalendar request, CancellationToken cancellationToken)
    {
        if (await setup.LockAsync(cancellationToken) is not { } centre)
        {
            return SetupDesk.NoCentre;
        }

        var change = await desk.PrepareAsync(centre, request.Target, isTracked: true, cancellationToken);
        if (change.Refusal is { } refusal)
        {
            return refusal;
        }

        if (change.Preview.Stamp != request.Stamp)
        {
            return SetupDesk.EffectChanged;
        }

        await desk.CarryOutAsync(centre, request.Target, change, cancellationToken);
        var (preview, effects) = (change.Preview, change.Preview.Effects);
        setup.Record(
            "calendar.changed",
            $"SchoolZone:{request.Target.Zone}",
            $"{preview.Added.Count} ajoutées, {preview.Changed.Count} changées, {preview.Removed.Count} retirées; {effects.DaysWon} séances gagnées, "
                + $"{effects.DaysLost} perdues, {effects.Touched.Count} inscriptions concernées"
        );
        await db.SaveChangesAsync(cancellationToken);
        return preview;
    }
}
