using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>What another calendar would do, before anything is changed.</summary>
public sealed record PreviewCalendar(CalendarTarget Target) : IQuery<CalendarPreview>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <summary>Carries out what was shown: all of it in one transaction, or, when it would no longer be the same, nothing.</summary>
/// <param name="Target">As previewed.</param>
/// <param name="Stamp">Of the preview.</param>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record ApplyCalendar(CalendarTarget Target, string Stamp) : ICommand<CalendarPreview>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="ZoneBefore">Null unless the centre moves to another zone.</param>
/// <param name="Added">New periods.</param>
/// <param name="Changed">Periods that move or are renamed.</param>
/// <param name="Removed">Periods that go.</param>
/// <param name="Windows">Booking windows that follow their holidays.</param>
/// <param name="Effects">On sessions and bookings.</param>
/// <param name="Stamp">Stands for all of this.</param>
public sealed record CalendarPreview(
    string? ZoneBefore, IReadOnlyList<TargetPeriod> Added, IReadOnlyList<PeriodChange> Changed, IReadOnlyList<TargetPeriod> Removed,
    IReadOnlyList<WindowMove> Windows, PlanEffects Effects, string Stamp)
{
    public bool IsNothing => ZoneBefore is null && Added.Count + Changed.Count + Removed.Count == 0;
}

public sealed record PeriodChange(TargetPeriod Before, TargetPeriod After);

/// <summary>On the centre's clocks.</summary>
public sealed record WindowMove(string ActivityName, DateTime OpensBefore, DateTime ClosesBefore, DateTime Opens, DateTime Closes);

internal sealed class PreviewCalendarValidator : AbstractValidator<PreviewCalendar>
{
    public PreviewCalendarValidator() => RuleFor(preview => preview.Target).SetValidator(new CalendarTargetValidator());
}

internal sealed class ApplyCalendarValidator : AbstractValidator<ApplyCalendar>
{
    public ApplyCalendarValidator() => RuleFor(apply => apply.Target).SetValidator(new CalendarTargetValidator());
}

internal sealed class PreviewCalendarHandler(CalendarDesk desk, IPortalDb db) : IQueryHandler<PreviewCalendar, CalendarPreview>
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

internal sealed class ApplyCalendarHandler(CalendarDesk desk, SetupDesk setup, IPortalDb db) : ICommandHandler<ApplyCalendar, CalendarPreview>
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
            "calendar.changed", $"SchoolZone:{request.Target.Zone}",
            $"{preview.Added.Count} ajoutées, {preview.Changed.Count} changées, {preview.Removed.Count} retirées; {effects.DaysWon} séances gagnées, {effects.DaysLost} perdues, {effects.Touched.Count} inscriptions concernées");
        await db.SaveChangesAsync(cancellationToken);
        return preview;
    }
}

/// <summary>A window, the holidays it is to follow, and its bounds then.</summary>
internal sealed record WindowFollowing(BookingWindow Window, TargetPeriod Next, BookingWindow Following);

/// <summary>What a calendar change reads, and what it would do.</summary>
internal sealed record CalendarChange(
    CalendarPreview Preview, IReadOnlyList<HolidayPeriod> Stored, IReadOnlyList<WindowFollowing> Moves,
    IReadOnlyList<BookingWindow> Detached, Plan Plan, Refusal? Refusal);
