using System.Linq.Expressions;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Access;

/// <summary>The rows of Identity, read and written in a few statements each.</summary>
internal sealed class Logins(PortalDbContext db, RecoveryCodes recovery, SignInAttempts attempts, SignInSessions sessions) : ILogins
{
    public async Task<Page<LoginLine>> ListAsync(
        string? search,
        IReadOnlyCollection<int> unsearched,
        int pageNumber,
        int pageSize,
        CancellationToken cancellationToken
    )
    {
        var users = db.Users.AsNoTracking();
        if (SearchKey.Of(search ?? "") is { Length: > 0 } key)
        {
            var typed = search!.Trim();
            var upper = typed.ToUpperInvariant();
            users = users.Where(user =>
                (user.NormalizedEmail!.Contains(upper) && (user.GuardianId == null || !unsearched.Contains(user.GuardianId.Value)))
                || user.SortKey.Contains(key)
                || db.Families.Any(family => family.Id == user.FamilyId && family.SearchText.Contains(key))
            );
        }

        var cut = PageCut.Of(pageNumber, await users.CountAsync(cancellationToken), pageSize);
        var rows = await users
            .OrderBy(user => user.FamilyId != null)
            .ThenBy(user => user.SortKey)
            .ThenBy(user => user.Id)
            .Cut(cut)
            .Select(Row)
            .ToListAsync(cancellationToken);
        return cut.Of(await WithRolesAsync(rows, cancellationToken));
    }

    public async Task<LoginLine?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (
            await WithRolesAsync(await db.Users.AsNoTracking().Where(user => user.Id == id).Select(Row).ToListAsync(cancellationToken), cancellationToken)
        ).SingleOrDefault();

    public Task<bool> IsTakenAsync(string email, CancellationToken cancellationToken)
    {
        var (key, look) = (LoginAddress.KeyOf(email), LoginAddress.LookOf(email));
        return db.Users.AnyAsync(user => user.NormalizedEmail == key || user.NormalizedEmail == look, cancellationToken);
    }

    public async Task<IReadOnlySet<string>> TakenAsync(IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken) =>
        (
            await db.Users.Where(user => emailKeys.Contains(user.NormalizedEmail!)).Select(user => user.NormalizedEmail!).ToListAsync(cancellationToken)
        ).ToHashSet(StringComparer.Ordinal);

    public async Task<IReadOnlySet<int>> WithLoginAsync(IReadOnlyCollection<int> guardianIds, CancellationToken cancellationToken) =>
        (
            await db
                .Users.Where(user => user.GuardianId != null && guardianIds.Contains(user.GuardianId.Value))
                .Select(user => user.GuardianId!.Value)
                .ToListAsync(cancellationToken)
        ).ToHashSet();

    public IQueryable<int> GuardiansWithLogin() => db.Users.Where(user => user.GuardianId != null && !user.IsDisabled).Select(user => user.GuardianId!.Value);

    public async Task<IReadOnlyDictionary<Guid, int>> GuardiansAsync(IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken) =>
        await db
            .Users.Where(user => user.GuardianId != null && userIds.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, user => user.GuardianId!.Value, cancellationToken);

    public Task<GuardianLogin?> OfGuardianAsync(int guardianId, CancellationToken cancellationToken) =>
        db
            .Users.Where(user => user.GuardianId == guardianId)
            .Select(user => new GuardianLogin(user.Id, user.IsDisabled))
            .SingleOrDefaultAsync(cancellationToken);

    public async Task<int> OtherAdministratorsAsync(Guid id, CancellationToken cancellationToken)
    {
        // Writing to the role's row makes a second transaction wait for this one, and then count what it left.
        await db
            .Roles.Where(role => role.Name == nameof(Roles.Administrator))
            .ExecuteUpdateAsync(set => set.SetProperty(role => role.ConcurrencyStamp, Guid.NewGuid().ToString()), cancellationToken);
        return await (
            from held in db.UserRoles
            join role in db.Roles on held.RoleId equals role.Id
            join user in db.Users on held.UserId equals user.Id
            where role.Name == nameof(Roles.Administrator) && !user.IsDisabled && user.Id != id
            select user.Id
        ).CountAsync(cancellationToken);
    }

    public async Task SetRolesAsync(Guid id, Roles roles, CancellationToken cancellationToken)
    {
        var known = await db.Roles.AsNoTracking().ToListAsync(cancellationToken);
        var wanted = known.Where(role => Enum.TryParse<Roles>(role.Name, out var value) && roles.HasFlag(value)).Select(role => role.Id).ToList();
        await db.UserRoles.Where(held => held.UserId == id).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(wanted.Select(role => new IdentityUserRole<Guid> { UserId = id, RoleId = role }));
        await db.SaveChangesAsync(cancellationToken);
        await EndSessionsAsync(id, cancellationToken);
    }

    public async Task SetDisabledAsync(Guid id, bool isDisabled, CancellationToken cancellationToken)
    {
        await db.Users.Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.IsDisabled, isDisabled), cancellationToken);
        await EndSessionsAsync(id, cancellationToken);
    }

    public async Task ResetFactorsAsync(Guid id, CancellationToken cancellationToken)
    {
        await db.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == id).ExecuteDeleteAsync(cancellationToken);
        await db
            .Users.Where(user => user.Id == id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(user => user.TotpSecret, (string?)null).SetProperty(user => user.TwoFactorEnabled, false),
                cancellationToken
            );
        await recovery.EndAsync(id);
        if (await db.Users.Where(user => user.Id == id).Select(user => user.Email).SingleOrDefaultAsync(cancellationToken) is { } email)
        {
            await attempts.ForgetAsync(email);
        }

        await EndSessionsAsync(id, cancellationToken);
    }

    public IQueryable<int> FamiliesSeenSince(DateTime since) =>
        db.Users.Where(user => user.FamilyId != null && user.LastSignInAt >= since).Select(user => user.FamilyId!.Value);

    public async Task<IReadOnlyList<LoginLine>> OfFamilyAsync(int familyId, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking().Where(user => user.FamilyId == familyId).OrderBy(user => user.Id).Select(Row).ToListAsync(cancellationToken);

    public async Task<IReadOnlyCollection<Guid>> RemoveOfFamiliesAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken)
    {
        var ids = await db
            .Users.Where(user => user.FamilyId != null && familyIds.Contains(user.FamilyId.Value))
            .Select(user => user.Id)
            .ToListAsync(cancellationToken);
        await RemoveAsync(ids, cancellationToken);
        return ids;
    }

    public async Task RemoveOfGuardiansAsync(IReadOnlyCollection<int> guardianIds, CancellationToken cancellationToken) =>
        await RemoveAsync(
            await db
                .Users.Where(user => user.GuardianId != null && guardianIds.Contains(user.GuardianId.Value))
                .Select(user => user.Id)
                .ToListAsync(cancellationToken),
            cancellationToken
        );

    public Task<int> CountUnusedAsync(IQueryable<int> livingFamilies, DateTime before, CancellationToken cancellationToken) =>
        Unused(livingFamilies, before).CountAsync(cancellationToken);

    public async Task<int> RemoveUnusedAsync(IQueryable<int> livingFamilies, DateTime before, int most, CancellationToken cancellationToken)
    {
        var ids = await Unused(livingFamilies, before).OrderBy(user => user.Id).Take(most).Select(user => user.Id).ToListAsync(cancellationToken);
        return await RemoveAsync(ids, cancellationToken);
    }

    private async Task<int> RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        sessions.Tell(ids);
        return await db.Users.Where(user => ids.Contains(user.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    // Roles, codes and passkeys go with their login: the database says so.
    private IQueryable<PortalUser> Unused(IQueryable<int> livingFamilies, DateTime before) =>
        db.Users.Where(user =>
            user.LastSignInAt < before
            && (
                user.FamilyId != null
                    ? !livingFamilies.Contains(user.FamilyId.Value)
                    : !db.UserRoles.Any(held =>
                        held.UserId == user.Id && db.Roles.Any(role => role.Id == held.RoleId && role.Name == nameof(Roles.Administrator))
                    )
            )
        );

    private Expression<Func<PortalUser, LoginLine>> Row =>
        user => new LoginLine(
            user.Id,
            user.DisplayName,
            user.Email!,
            user.FamilyId == null ? Roles.None : Roles.Parent,
            user.FamilyId,
            db.Families.Where(family => family.Id == user.FamilyId).Select(family => family.Name).FirstOrDefault(),
            user.IsDisabled,
            user.TotpSecret != null || db.Set<IdentityUserPasskey<Guid>>().Any(passkey => passkey.UserId == user.Id),
            user.LastSignInAt,
            user.GuardianId,
            null
        );

    private async Task<IReadOnlyList<LoginLine>> WithRolesAsync(IReadOnlyList<LoginLine> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var held = (
            await (
                from own in db.UserRoles
                join role in db.Roles on own.RoleId equals role.Id
                where ids.Contains(own.UserId)
                select new { own.UserId, role.Name }
            ).ToListAsync(cancellationToken)
        ).ToLookup(own => own.UserId, own => Enum.Parse<Roles>(own.Name!));
        return [.. rows.Select(row => row with { Roles = held[row.Id].Aggregate(row.Roles, (all, role) => all | role) })];
    }

    public async Task EndSessionsAsync(Guid id, CancellationToken cancellationToken)
    {
        await db
            .Users.Where(user => user.Id == id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(user => user.SecurityStamp, Guid.NewGuid().ToString("N"))
                        .SetProperty(user => user.ConcurrencyStamp, Guid.NewGuid().ToString()),
                cancellationToken
            );
        await sessions.EndAllAsync(id, cancellationToken);
    }
}
