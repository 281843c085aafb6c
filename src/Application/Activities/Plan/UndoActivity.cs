using System.Text.Json;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Gives an activity back the settings it had before its last change: sessions, windows, ages and stops with it. What was shown, or nothing.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="RevisionId">The change that was shown.</param>
/// <param name="EffectStamp">Of the preview.</param>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record UndoActivity(int ActivityId, int RevisionId, string EffectStamp) : ICommand<ActivitySaved>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class UndoActivityHandler(ActivityHistory history, ActivitySaver saver, SetupDesk setup) : ICommandHandler<UndoActivity, ActivitySaved>
{
    public async Task<Outcome<ActivitySaved>> Handle(UndoActivity request, CancellationToken cancellationToken)
    {
        if (await setup.LockAsync(cancellationToken) is null)
        {
            return SetupDesk.NoCentre;
        }

        var found = await history.OpenAsync(request.ActivityId, isTracked: true, cancellationToken);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var (revision, _, change) = found.Value;
        return revision.Id != request.RevisionId ? ActivityHistory.ChangedSince
            : change.Preview.Stamp != request.EffectStamp ? SetupDesk.EffectChanged
            : await saver.SaveAsync(change, "activity.undone", cancellationToken);
    }
}

/// <summary>A change that can be taken back: what was kept of it, the settings it replaced, and what putting them back comes to.</summary>
internal sealed record ActivityReturn(ActivityRevision Revision, ActivityDraft Draft, ActivityChange Change);

/// <summary>The last change of an activity, opened to be taken back.</summary>
internal sealed class ActivityHistory(IActivitiesDb db, ActivityDesk desk)
{
    public static readonly Refusal NothingToUndo = new(
        "NothingToUndo",
        "Aucune modification de cette activité ne peut être annulée. Une activité qui vient d’être créée s’archive."
    );

    public static readonly Refusal ChangedSince = new(
        "ChangedSince",
        "Cette activité a encore changé depuis (un collègue, un tarif ou le calendrier scolaire) : ouvrez-la et corrigez ce qu’il faut à la main."
    );

    public async Task<Outcome<ActivityReturn>> OpenAsync(int activityId, bool isTracked, CancellationToken cancellationToken)
    {
        if (!await db.Activities.AnyAsync(activity => activity.Id == activityId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        var revision = await db
            .ActivityRevisions.AsNoTracking()
            .Where(row => row.ActivityId == activityId)
            .OrderByDescending(row => row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (revision is null)
        {
            return NothingToUndo;
        }

        var draft = JsonSerializer.Deserialize<ActivityDraft>(revision.Before)!;
        var change = await desk.PrepareAsync(activityId, draft, revision.AfterStamp, isTracked, cancellationToken);
        return !change.IsRefused ? new ActivityReturn(revision, draft, change.Value)
            : change.Refusal == SetupDesk.ChangedMeanwhile ? ChangedSince
            : change.Refusal with { Field = null };
    }

    /// <summary>Stops that families chose since stay, retired; places of single days were never part of the change.</summary>
    public async Task<IReadOnlyList<string>> KeptAsync(ActivityDraft now, ActivityDraft then, CancellationToken cancellationToken)
    {
        var gone = now.Stops.Select(stop => stop.Id).Except(then.Stops.Select(stop => stop.Id)).OfType<int>().ToList();
        var used =
            gone.Count == 0
                ? []
                : await db
                    .BusStops.Where(stop =>
                        gone.Contains(stop.Id) && db.EnrolmentRequests.Any(row => row.OutboundStopId == stop.Id || row.ReturnStopId == stop.Id)
                    )
                    .OrderBy(stop => stop.Position)
                    .Select(stop => stop.Name)
                    .ToListAsync(cancellationToken);
        List<string> kept =
        [
            .. used.Select(name => $"L’arrêt « {name} » a été choisi par des familles : il n’est plus proposé, mais reste dans leurs inscriptions."),
        ];
        if (now.Capacity != then.Capacity)
        {
            kept.Add("Les séances qui existent gardent leurs places : elles se règlent jour par jour.");
        }

        return kept;
    }
}
