using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Access;

/// <summary>A sign-in that lasts. The cookie names the row and is worth nothing once the row is gone: a copied cookie ends with its owner's sign-out.</summary>
public sealed class SignInSession
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    /// <summary>UTC.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>True when a code or a passkey confirmed it.</summary>
    public bool IsStrong { get; init; }
}

/// <summary>The sessions that are open. Whose ends, on whichever copy of the portal, the open pages are told at once.</summary>
public sealed class SignInSessions(PortalDbContext db, CentreClock clock, ChangeFeed feed, ITransactions transactions)
{
    /// <summary>A day's work. After it everybody signs in again, on pages that were left open too.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const int MostShown = 50;

    /// <returns>What the cookie is to name.</returns>
    public async Task<Claim> BeginAsync(Guid userId, bool isStrong)
    {
        var session = new SignInSession
        {
            Id = new Guid(RandomNumberGenerator.GetBytes(16)),
            UserId = userId,
            StartedAt = clock.Now,
            IsStrong = isStrong,
        };
        var over = Over;
        await db.Set<SignInSession>().Where(row => row.UserId == userId && row.StartedAt <= over).ExecuteDeleteAsync();
        db.Add(session);
        await db.SaveChangesAsync();
        return new Claim(PortalClaims.Session, session.Id.ToString("N", CultureInfo.InvariantCulture));
    }

    public async Task<bool> IsOpenAsync(ClaimsPrincipal principal)
    {
        var (id, over) = (IdOf(principal), Over);
        return id is not null && await db.Set<SignInSession>().AnyAsync(row => row.Id == id && row.StartedAt > over);
    }

    /// <returns>True when there was one to end: then open pages are to be told (<see cref="TellOf"/>), once whoever ended it has the answer.</returns>
    public async Task<bool> EndAsync(ClaimsPrincipal principal) =>
        IdOf(principal) is { } id && await db.Set<SignInSession>().Where(row => row.Id == id).ExecuteDeleteAsync() > 0;

    /// <summary>Has open pages of this login ask whether they still stand.</summary>
    public void TellOf(ClaimsPrincipal principal)
    {
        if (Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var userId))
        {
            Tell([userId]);
        }
    }

    public async Task EndAllAsync(Guid userId, CancellationToken cancellationToken = default)
    {
        await db.Set<SignInSession>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        Tell([userId]);
    }

    /// <summary>Has open pages of these logins ask whether they still stand, once this is committed.</summary>
    internal void Tell(IReadOnlyCollection<Guid> userIds)
    {
        var change = new ChangeNotice([], []) { LoginIds = userIds };
        if (userIds.Count == 0)
        {
            return;
        }

        if (db.Database.CurrentTransaction is null)
        {
            feed.Publish(change);
        }
        else
        {
            transactions.AfterCommit(() => feed.Publish(change));
        }
    }

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<SessionLine>> ListAsync(ClaimsPrincipal principal, Guid userId)
    {
        var (mine, over) = (IdOf(principal), Over);
        var rows = await db.Set<SignInSession>()
            .AsNoTracking()
            .Where(row => row.UserId == userId && row.StartedAt > over)
            .OrderByDescending(row => row.StartedAt)
            .Take(MostShown)
            .ToListAsync();
        return [.. rows.Select(row => new SessionLine(clock.ToWallClock(row.StartedAt), row.IsStrong, row.Id == mine))];
    }

    private DateTime Over => clock.Now - Longest;

    private static Guid? IdOf(ClaimsPrincipal principal) => Guid.TryParseExact(principal.FindFirstValue(PortalClaims.Session), "N", out var id) ? id : null;
}
