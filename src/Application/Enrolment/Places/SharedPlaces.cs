using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Enrolment;

/// <summary>
/// How many places are left, read once for all screens of this copy: in a rush one click changes what thousands of them show.
/// Any signed-in parent may know it; whose places they are is not read.
/// </summary>
public sealed class SharedPlaces(ChangeFeed feed, IServiceScopeFactory scopes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Reading> _readings = [];

    /// <summary>Places left of each session; null of one that is closed or does not exist.</summary>
    /// <param name="sessionIds">The sessions that changed.</param>
    /// <param name="since"><see cref="ChangeFeed.Told"/> when the change was heard: what began to be read before does not answer.</param>
    public async Task<IReadOnlyDictionary<int, int?>> LeftAsync(IReadOnlyCollection<int> sessionIds, long since)
    {
        var left = new Dictionary<int, int?>();
        foreach (var (session, reading) in Readings(sessionIds, since))
        {
            left[session] = (await reading).TryGetValue(session, out var places) ? places : null;
        }

        return left;
    }

    private List<(int Session, Task<Dictionary<int, int>> Reading)> Readings(IReadOnlyCollection<int> sessionIds, long since)
    {
        lock (_gate)
        {
            var stale = sessionIds.Where(session => !_readings.TryGetValue(session, out var known) || known.Told < since || known.Places.IsFaulted).ToList();
            if (stale.Count > 0)
            {
                var reading = new Reading(feed.Told, Task.Run(() => ReadAsync(stale)));
                stale.ForEach(session => _readings[session] = reading);
            }

            return [.. sessionIds.Select(session => (session, _readings[session].Places))];
        }
    }

    private async Task<Dictionary<int, int>> ReadAsync(List<int> sessionIds)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<IEnrolmentDb>()
            .Sessions.AsNoTracking()
            .Where(session => sessionIds.Contains(session.Id) && !session.IsClosed)
            .Select(session => new { session.Id, Left = session.Capacity - session.PlacesTaken })
            .ToDictionaryAsync(session => session.Id, session => session.Left);
    }

    private sealed record Reading(long Told, Task<Dictionary<int, int>> Places);
}
