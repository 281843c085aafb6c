using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Application.Shared;

/// <summary>What a committed transaction changed: requests and places, records, messages, files. The screens that show it read it again.</summary>
/// <param name="FamilyIds">Families of whom something changed.</param>
/// <param name="SessionIds">Sessions whose places changed. Nothing named at all: anything may have.</param>
public sealed record ChangeNotice(IReadOnlyCollection<int> FamilyIds, IReadOnlyCollection<int> SessionIds)
{
    /// <summary>Sent when notices may have been lost, such as after the connection to the database was.</summary>
    public static readonly ChangeNotice Anything = new([], []);

    /// <summary>The organisation's logo, picture or colour changed, and nothing else.</summary>
    public static readonly ChangeNotice Look = new([], []) { IsOfLook = true };

    /// <summary>Logins that lost sign-ins, roles or themselves: their open pages ask at once whether they still stand.</summary>
    public IReadOnlyCollection<Guid> LoginIds { get; init; } = [];

    /// <summary>The open page whose command it was, and which shows already what came of it; empty: somebody else's.</summary>
    public Guid Screen { get; init; }

    /// <summary>True when the organisation's logo, picture or colour changed.</summary>
    public bool IsOfLook { get; init; }

    /// <summary>True when nothing is named.</summary>
    public bool IsAnything => FamilyIds.Count + SessionIds.Count + LoginIds.Count == 0 && !IsOfLook;

    /// <summary>True when it may change what a page shows.</summary>
    public bool IsOfContent => IsAnything || FamilyIds.Count + SessionIds.Count > 0;

    public bool MayConcernLogin(Guid loginId) => IsAnything || LoginIds.Contains(loginId);

    public bool MayConcernLook => IsAnything || IsOfLook;

    public bool MayConcern(int familyId) => IsAnything || FamilyIds.Contains(familyId);

    public bool MayConcernAny(IReadOnlySet<int> sessionIds) => IsAnything || SessionIds.Any(sessionIds.Contains);

    /// <summary>Both changes as one.</summary>
    public ChangeNotice And(ChangeNotice other) =>
        IsAnything || other.IsAnything
            ? Anything
            : new([.. FamilyIds.Union(other.FamilyIds)], [.. SessionIds.Union(other.SessionIds)])
            {
                LoginIds = [.. LoginIds.Union(other.LoginIds)],
                Screen = Screen == other.Screen ? Screen : Guid.Empty,
                IsOfLook = IsOfLook || other.IsOfLook,
            };
}

/// <summary>
/// Tells the open screens of this copy of the portal what changed. A relay carries it to the other copies
/// (<see cref="Relay"/> out, <see cref="Deliver"/> in).
/// </summary>
public sealed partial class ChangeFeed(ILogger<ChangeFeed> logger)
{
    private readonly ConcurrentDictionary<long, Action<ChangeNotice>> _subscribers = new();
    private long _lastKey;
    private long _told;

    /// <summary>How many changes were told so far. What is read after a subscriber heard of a change shows at least this state.</summary>
    public long Told => Interlocked.Read(ref _told);

    /// <summary>Hears of changes committed by this copy; set once by the relay, if there is one.</summary>
    public Action<ChangeNotice>? Relay { get; set; }

    /// <summary>A change that this copy committed.</summary>
    public void Publish(ChangeNotice change)
    {
        Deliver(change);
        Relay?.Invoke(change);
    }

    /// <summary>A change that another copy committed.</summary>
    public void Deliver(ChangeNotice change)
    {
        Interlocked.Increment(ref _told);
        foreach (var subscriber in _subscribers.Values)
        {
            try
            {
                subscriber(change);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // One screen that is going away must not keep the others from hearing.
                SubscriberFailed(exception);
            }
        }
    }

    /// <summary>The handler is called on any thread and must return at once.</summary>
    public IDisposable Subscribe(Action<ChangeNotice> handler)
    {
        var key = Interlocked.Increment(ref _lastKey);
        _subscribers[key] = handler;
        return new Subscription(() => _subscribers.TryRemove(key, out _));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A screen failed on a change notice")]
    private partial void SubscriberFailed(Exception exception);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
