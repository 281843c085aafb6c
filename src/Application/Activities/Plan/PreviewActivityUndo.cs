using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>What taking back the last change of an activity would do; refused with the reason where it cannot be taken back.</summary>
public sealed record PreviewActivityUndo(int ActivityId) : IQuery<ActivityUndo>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="RevisionId">The change.</param>
/// <param name="ActivityName">As it is called now.</param>
/// <param name="ChangedAt">On the centre's clocks.</param>
/// <param name="ChangedByName">Who made it.</param>
/// <param name="Changes">Settings that become what they were: name, now, then.</param>
/// <param name="Kept">What cannot be as it was, and why.</param>
/// <param name="Preview">The settings in words and what happens to sessions and bookings.</param>
public sealed record ActivityUndo(
    int RevisionId,
    string ActivityName,
    DateTime ChangedAt,
    string ChangedByName,
    IReadOnlyList<SettingChange> Changes,
    IReadOnlyList<string> Kept,
    ActivityPreview Preview
);

internal sealed class PreviewActivityUndoHandler(ActivityHistory history, CentreClock clock) : IQueryHandler<PreviewActivityUndo, ActivityUndo>
{
    public async Task<Outcome<ActivityUndo>> Handle(PreviewActivityUndo request, CancellationToken cancellationToken)
    {
        var found = await history.OpenAsync(request.ActivityId, isTracked: false, cancellationToken);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var (revision, draft, change) = found.Value;
        return new ActivityUndo(
            revision.Id,
            change.Before!.Name,
            clock.ToWallClock(revision.At),
            revision.ChangedByName,
            ActivityDiff.Of(change.Before, draft),
            await history.KeptAsync(change.Before, draft, cancellationToken),
            change.Preview
        );
    }
}
