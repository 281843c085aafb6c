using System.Text.Json;
using ClsPortal.Application.Shared;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>What the other copies are still to be told: kept until it was sent, so that a broken connection loses nothing.</summary>
internal sealed class PendingNotice(Guid origin)
{
    private const int LongestPayload = 7000; // PostgreSQL takes 8000 bytes
    private readonly HashSet<int> _families = [];
    private readonly HashSet<int> _sessions = [];
    private readonly HashSet<Guid> _logins = [];
    private bool _anything;
    private bool _look;

    public bool IsEmpty => !_anything && !_look && _families.Count + _sessions.Count + _logins.Count == 0;

    public void Add(ChangeNotice change)
    {
        _anything |= change.IsAnything;
        _look |= change.IsOfLook;
        _families.UnionWith(change.FamilyIds);
        _sessions.UnionWith(change.SessionIds);
        _logins.UnionWith(change.LoginIds);
    }

    public void Clear()
    {
        _anything = false;
        _look = false;
        _families.Clear();
        _sessions.Clear();
        _logins.Clear();
    }

    public string ToPayload()
    {
        var payload = JsonSerializer.Serialize(new Notice(origin, _families, _sessions, _logins, _look));
        // Digits and ASCII names: as many bytes as characters.
        return _anything || payload.Length > LongestPayload ? JsonSerializer.Serialize(new Notice(origin, [], [], [], Look: false)) : payload;
    }

    /// <returns>Null for what this copy sent itself.</returns>
    public ChangeNotice? Read(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<Notice>(payload) switch
            {
                { } own when own.Origin == origin => null,
                { Families: { } families, Sessions: { } sessions } told => new ChangeNotice(families, sessions)
                {
                    LoginIds = told.Logins ?? [],
                    IsOfLook = told.Look,
                },
                _ => ChangeNotice.Anything,
            };
        }
        catch (JsonException)
        {
            // Another version of the portal, during an update, may word it otherwise.
            return ChangeNotice.Anything;
        }
    }

    private sealed record Notice(
        Guid Origin,
        IReadOnlyCollection<int>? Families,
        IReadOnlyCollection<int>? Sessions,
        IReadOnlyCollection<Guid>? Logins,
        bool Look
    );
}
