using System.Globalization;
using System.Text.Json;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Creates or changes an activity and makes its sessions, in one transaction: what was shown, or nothing.</summary>
/// <param name="ActivityId">Null for a new one.</param>
/// <param name="Draft">As previewed.</param>
/// <param name="Stamp">Of the form that was read.</param>
/// <param name="EffectStamp">Of the preview.</param>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveActivity(int? ActivityId, ActivityDraft Draft, string Stamp, string EffectStamp) : ICommand<ActivitySaved>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="Sentences">The settings in words.</param>
/// <param name="Effects">On sessions and on the bookings of days that go.</param>
/// <param name="Conflicts">Bookings on days that stay, which the new hours or ages no longer suit.</param>
/// <param name="Stamp">Stands for the effects.</param>
public sealed record ActivityPreview(IReadOnlyList<string> Sentences, PlanEffects Effects, IReadOnlyList<TouchedBooking> Conflicts, string Stamp);

public sealed record ActivitySaved(int ActivityId, ActivityPreview Preview);

internal sealed class SaveActivityValidator : AbstractValidator<SaveActivity>
{
    public SaveActivityValidator() => RuleFor(save => save.Draft).SetValidator(new ActivityDraftValidator());
}

internal sealed class SaveActivityHandler(ActivityDesk desk, ActivitySaver saver, SetupDesk setup) : ICommandHandler<SaveActivity, ActivitySaved>
{
    public async Task<Outcome<ActivitySaved>> Handle(SaveActivity request, CancellationToken cancellationToken)
    {
        if (await setup.LockAsync(cancellationToken) is null)
        {
            return SetupDesk.NoCentre;
        }

        var change = await desk.PrepareAsync(request.ActivityId, request.Draft, request.Stamp, isTracked: true, cancellationToken);
        if (change.IsRefused)
        {
            return change.Refusal;
        }

        return change.Value.Preview.Stamp != request.EffectStamp
            ? SetupDesk.EffectChanged
            : await saver.SaveAsync(change.Value, change.Value.Before is null ? "activity.created" : "activity.changed", cancellationToken);
    }
}

/// <summary>Writes a change of an activity with its sessions, and keeps what was before it.</summary>
internal sealed class ActivitySaver(IActivitiesDb db, SetupDesk setup, PlanDesk plans, ICurrentUser user, CentreClock clock)
{
    public async Task<ActivitySaved> SaveAsync(ActivityChange change, string act, CancellationToken cancellationToken)
    {
        var (activity, before, plan, preview) = change;
        if (before is null)
        {
            // Its key is needed for its sessions.
            db.Activities.Add(activity);
            await db.SaveChangesAsync(cancellationToken);
        }

        plans.CarryOut(plan);
        // New windows and stops get their keys, which are part of what the next change is compared with.
        await db.SaveChangesAsync(cancellationToken);
        var after = ActivityDrafts.Of(activity, clock.Zone);
        var changes = before is null ? [] : ActivityDiff.Of(before, after);
        if (before is not null && (changes.Count > 0 || SetupDesk.Stamp(before) != SetupDesk.Stamp(after)))
        {
            db.ActivityRevisions.Add(
                ActivityRevision.Keep(activity.Id, clock.Now, user.UserId, user.DisplayName, JsonSerializer.Serialize(before), SetupDesk.Stamp(after))
            );
        }

        var what = before is null ? "créée" : string.Join(", ", changes.Select(line => $"{line.Name} {line.Before} → {line.After}"));
        setup.Record(
            act,
            FormattableString.Invariant($"Activity:{activity.Id}"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{activity.Name} : {what} ; {preview.Effects.DaysWon} séances ouvertes, {preview.Effects.DaysLost} fermées, "
                    + $"{preview.Effects.Touched.Count + preview.Conflicts.Count} inscriptions concernées"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return new ActivitySaved(activity.Id, preview);
    }
}

internal sealed record ActivityChange(Activity Activity, ActivityDraft? Before, Plan Plan, ActivityPreview Preview);

/// <summary>Works out a change of an activity, for preview and command alike.</summary>
internal sealed class ActivityDesk(IActivitiesDb db, PlanDesk plans, CentreClock clock)
{
    private static readonly Refusal NoSuchCategory = new("NoSuchCategory", "Ce type d’activité n’existe plus : choisissez-en un autre.", "Draft.CategoryId");
    private static readonly Refusal NoSuchHoliday = new(
        "NoSuchHoliday",
        "Ces vacances ne sont plus au calendrier scolaire : choisissez-en d’autres.",
        "Draft.Windows"
    );

    /// <param name="activityId">Null for a new one.</param>
    /// <param name="draft">Validated.</param>
    /// <param name="stamp">Of what the form was read from; null when it does not matter.</param>
    /// <param name="isTracked">True when the caller is to save.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<ActivityChange>> PrepareAsync(
        int? activityId,
        ActivityDraft draft,
        string? stamp,
        bool isTracked,
        CancellationToken cancellationToken
    )
    {
        if (!await db.ActivityCategories.AnyAsync(category => category.Id == draft.CategoryId, cancellationToken))
        {
            return NoSuchCategory;
        }

        var periods = await db.HolidaysAsync((await db.CentreAsync(cancellationToken)).SchoolZone, DateOnly.MinValue, cancellationToken);
        var byId = periods.ToDictionary(period => period.Id);
        if (draft.Windows.Any(window => window.Kind == BookingWindowKind.Holiday && !byId.ContainsKey(window.HolidayPeriodId!.Value)))
        {
            return NoSuchHoliday;
        }

        var stored = activityId is { } id ? await FindAsync(id, isTracked, cancellationToken) : null;
        if (activityId is not null && stored is null)
        {
            return Refusal.NotFound;
        }

        var before = stored is null ? null : ActivityDrafts.Of(stored, clock.Zone);
        if (stamp is not null && before is not null && SetupDesk.Stamp(before) != stamp)
        {
            return SetupDesk.ChangedMeanwhile;
        }

        var activity = stored ?? ActivityDrafts.New(draft);
        ActivityDrafts.Put(activity, draft, byId, await UsedStopsAsync(activityId, cancellationToken), clock.Zone);
        var calendar = new SchoolCalendar(periods);
        // What a new activity has behind it may be made up for; what took place of another stays as it was.
        DateOnly? from = stored is null && draft.WithPast ? new DateOnly(TargetPeriod.SchoolYearOf(clock.Today), 9, 1) : null;
        var plan = await plans.PlanAsync([activity], calendar, isTracked, cancellationToken, from);
        var effects = await plans.EffectsAsync(plan, cancellationToken);
        var conflicts = before is null ? [] : await ConflictsAsync(activity, before, effects, cancellationToken);
        var preview = new ActivityPreview(
            new ActivityWords(clock.Zone, clock.Now).Describe(activity, calendar, stored is null, from ?? clock.Today),
            effects,
            conflicts,
            ""
        );
        return new ActivityChange(
            activity,
            before,
            plan,
            preview with
            {
                Stamp = SetupDesk.Stamp(
                    new
                    {
                        draft,
                        effects,
                        conflicts,
                    }
                ),
            }
        );
    }

    private Task<Activity?> FindAsync(int id, bool isTracked, CancellationToken cancellationToken)
    {
        var rows = db.Activities.Include(row => row.Windows).Include(row => row.BusStops);
        return (isTracked ? rows : rows.AsNoTracking()).SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    private async Task<HashSet<int>> UsedStopsAsync(int? activityId, CancellationToken cancellationToken) =>
        activityId is null
            ? []
            : (
                await db
                    .BusStops.Where(stop =>
                        stop.ActivityId == activityId && db.EnrolmentRequests.Any(row => row.OutboundStopId == stop.Id || row.ReturnStopId == stop.Id)
                    )
                    .Select(stop => stop.Id)
                    .ToListAsync(cancellationToken)
            ).ToHashSet();

    /// <summary>Live places that the new hours bring into conflict with the child's others, or that the new ages no longer hold.</summary>
    private async Task<IReadOnlyList<TouchedBooking>> ConflictsAsync(
        Activity activity,
        ActivityDraft before,
        PlanEffects effects,
        CancellationToken cancellationToken
    )
    {
        var hours = (before.StartsAt, before.EndsAt) != (activity.StartsAt, activity.EndsAt);
        var ages = activity.MinAge > before.MinAge || activity.MaxAge < before.MaxAge;
        if (!hours && !ages)
        {
            return [];
        }

        var today = clock.Today;
        var rows = await (
            from row in db.EnrolmentRequests.WhereHoldingAPlace()
            join session in db.Sessions on row.SessionId equals session.Id
            join child in db.Children on row.ChildId equals child.Id
            join family in db.Families on row.FamilyId equals family.Id
            where session.ActivityId == activity.Id && session.Date >= today
            orderby session.Date, family.SortKey, row.Id
            select new
            {
                row.Id,
                row.FamilyId,
                Family = family.Name,
                child.FirstName,
                child.BirthDate,
                session.Date,
                row.Status,
                Others = (
                    from other in db.EnrolmentRequests.WhereHoldingAPlace()
                    join place in db.Sessions on other.SessionId equals place.Id
                    join what in db.Activities on place.ActivityId equals what.Id
                    where other.ChildId == row.ChildId && place.Date == session.Date && what.Id != activity.Id
                    select new
                    {
                        what.Name,
                        what.StartsAt,
                        what.EndsAt,
                    }
                ).ToList(),
            }
        ).ToListAsync(cancellationToken);
        var already = effects.Touched.Select(line => line.RequestId).ToHashSet();
        var conflicts = new List<TouchedBooking>();
        foreach (var row in rows.Where(row => !already.Contains(row.Id)))
        {
            var overlaps = hours
                ? row.Others.Find(other =>
                    Overlap(other.StartsAt, other.EndsAt, activity.StartsAt, activity.EndsAt)
                    && !Overlap(other.StartsAt, other.EndsAt, before.StartsAt, before.EndsAt)
                )
                : null;
            var age = Child.AgeOn(row.BirthDate, row.Date);
            var why =
                overlaps is not null ? $"chevauche « {overlaps.Name} »"
                : age < activity.MinAge && age >= before.MinAge ? $"n’a pas {activity.MinAge} ans ce jour-là"
                : age > activity.MaxAge && age <= before.MaxAge ? $"a plus de {activity.MaxAge} ans ce jour-là"
                : null;
            if (why is not null)
            {
                conflicts.Add(new TouchedBooking(row.Id, row.FamilyId, row.Family, row.FirstName, activity.Id, activity.Name, row.Date, row.Status, why));
            }
        }

        return conflicts;
    }

    private static bool Overlap(TimeOnly from, TimeOnly to, TimeOnly otherFrom, TimeOnly otherTo) => from < otherTo && otherFrom < to;
}
