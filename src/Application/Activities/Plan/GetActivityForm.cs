using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>An activity to change; a new one; or, with <paramref name="CopyOf"/>, the same one for the next school year.</summary>
public sealed record GetActivityForm(int? ActivityId, int? CopyOf = null) : IQuery<ActivityForm>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="Draft">What the form begins with; null for a new activity.</param>
/// <param name="IsArchived">True when it is put away.</param>
/// <param name="Categories">To choose from.</param>
/// <param name="Holidays">Of the centre's zone, for windows that follow them.</param>
/// <param name="Notes">What a copy could not carry over.</param>
/// <param name="Stamp">Of what was read.</param>
public sealed record ActivityForm(
    ActivityDraft? Draft,
    bool IsArchived,
    IReadOnlyList<CategoryName> Categories,
    IReadOnlyList<HolidayChoice> Holidays,
    IReadOnlyList<string> Notes,
    string Stamp
)
{
    /// <summary>The last change, which may be taken back; null when there is none.</summary>
    public LastChange? LastChange { get; init; }
}

/// <param name="At">On the centre's clocks.</param>
public sealed record LastChange(DateTime At, string ByName);

public sealed record CategoryName(int Id, string Name);

public sealed record HolidayChoice(int Id, string Name, DateOnly FirstDay, DateOnly ReturnDay);

internal sealed class GetActivityFormHandler(IActivitiesDb db, CentreClock clock) : IQueryHandler<GetActivityForm, ActivityForm>
{
    // 52 weeks: the same weekday, a year later.
    private const int Year = 364;

    public async Task<Outcome<ActivityForm>> Handle(GetActivityForm request, CancellationToken cancellationToken)
    {
        var zone = (await db.CentreAsync(cancellationToken)).SchoolZone;
        var categories = await db
            .ActivityCategories.OrderBy(category => category.Position)
            .ThenBy(category => category.Id)
            .Select(category => new CategoryName(category.Id, category.Name))
            .ToListAsync(cancellationToken);
        var holidays = await db
            .HolidayPeriods.Where(period => period.Zone == zone)
            .OrderByDescending(period => period.FirstDay)
            .Select(period => new HolidayChoice(period.Id, period.Name, period.FirstDay, period.ReturnDay))
            .ToListAsync(cancellationToken);
        if ((request.ActivityId ?? request.CopyOf) is not { } id)
        {
            return new ActivityForm(null, false, categories, holidays, [], "");
        }

        var activity = await db
            .Activities.AsNoTracking()
            .Include(row => row.Windows)
            .Include(row => row.BusStops)
            .SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (activity is null)
        {
            return Refusal.NotFound;
        }

        var draft = ActivityDrafts.Of(activity, clock.Zone);
        if (request.ActivityId is not null)
        {
            var last = await db
                .ActivityRevisions.Where(revision => revision.ActivityId == id)
                .OrderByDescending(revision => revision.Id)
                .Select(revision => new { revision.At, revision.ChangedByName })
                .FirstOrDefaultAsync(cancellationToken);
            return new ActivityForm(draft, activity.IsArchived, categories, holidays, [], SetupDesk.Stamp(draft))
            {
                LastChange = last is null ? null : new LastChange(clock.ToWallClock(last.At), last.ChangedByName),
            };
        }

        var notes = new List<string>();
        return new ActivityForm(NextYear(draft, holidays, notes), false, categories, holidays, notes, "");
    }

    private static ActivityDraft NextYear(ActivityDraft draft, List<HolidayChoice> holidays, List<string> notes)
    {
        var windows = draft
            .Windows.Select(window => window.Kind == BookingWindowKind.Fixed ? Later(window) : Later(window, holidays, notes))
            .OfType<WindowDraft>()
            .ToList();
        // A stay moves with its holidays, which do not move by whole years.
        var shift =
            windows is [{ Kind: BookingWindowKind.Holiday, StayStart: { } next }] && draft.Windows is [{ StayStart: { } stay }]
                ? next.DayNumber - stay.DayNumber
                : Year;
        return draft with
        {
            From = draft.From.AddDays(shift),
            To = draft.To.AddDays(shift),
            Windows = windows,
            Stops = [.. draft.Stops.Where(stop => !stop.IsRetired).Select(stop => stop with { Id = null })],
        };
    }

    private static WindowDraft Later(WindowDraft window) =>
        window with
        {
            Id = null,
            OpensAt = window.OpensAt?.AddDays(Year),
            ClosesAt = window.ClosesAt?.AddDays(Year),
            CoversFrom = window.CoversFrom?.AddDays(Year),
            CoversTo = window.CoversTo?.AddDays(Year),
        };

    private static WindowDraft? Later(WindowDraft window, List<HolidayChoice> holidays, List<string> notes)
    {
        var before = holidays.Find(period => period.Id == window.HolidayPeriodId);
        var after = before is null
            ? null
            : holidays.Find(period => period.Name == before.Name && period.FirstDay.DayNumber - before.FirstDay.DayNumber is > 200 and < 530);
        if (before is null || after is null)
        {
            notes.Add(
                $"La période d’inscription liée à « {before?.Name ?? "des vacances"} » n’est pas reprise : ajoutez d’abord le calendrier scolaire de "
                    + "l’année suivante."
            );
            return null;
        }

        return window with
        {
            Id = null,
            HolidayPeriodId = after.Id,
            StayStart = window.StayStart?.AddDays(after.FirstDay.DayNumber - before.FirstDay.DayNumber),
        };
    }
}
