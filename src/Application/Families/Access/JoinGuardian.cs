using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>The guardians that a login of the centre is joined to, and, with a search, those that it could be joined to.</summary>
public sealed record ListJoinedGuardians(Guid UserId, string? Search = null) : IQuery<JoinedGuardians>
{
    // Whoever sets the centre up says which colleagues have a child there.
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="Joined">Those of whom the person is one.</param>
/// <param name="Found">What the search found, at most <see cref="MostFound"/>.</param>
public sealed record JoinedGuardians(IReadOnlyList<JoinableGuardian> Joined, IReadOnlyList<JoinableGuardian> Found)
{
    public const int MostFound = 20;
}

/// <param name="Name">Empty for a guardian who is no longer kept.</param>
/// <param name="Since">On the centre's clocks; null for one that is not joined.</param>
public sealed record JoinableGuardian(int FamilyId, int? GuardianId, string Name, string FamilyName, string FamilyNumber, DateTime? Since = null);

internal sealed class ListJoinedGuardiansValidator : AbstractValidator<ListJoinedGuardians>
{
    public ListJoinedGuardiansValidator() => RuleFor(list => list.Search).SearchShortEnough();
}

internal sealed class ListJoinedGuardiansHandler(IPortalDb db, CentreClock clock) : IQueryHandler<ListJoinedGuardians, JoinedGuardians>
{
    public async Task<Outcome<JoinedGuardians>> Handle(ListJoinedGuardians request, CancellationToken cancellationToken)
    {
        var joined = await (
            from row in db.JoinedGuardians
            join family in db.Families on row.FamilyId equals family.Id
            where row.UserId == request.UserId
            orderby row.JoinedAt
            select new
            {
                row.FamilyId, row.GuardianId, family.Name, family.Number, row.JoinedAt,
                Guardian = db.Guardians.IgnoreQueryFilters().Where(guardian => guardian.Id == row.GuardianId).Select(guardian => guardian.FirstName + " " + guardian.LastName).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return new JoinedGuardians(
            joined.ConvertAll(row => new JoinableGuardian(row.FamilyId, row.GuardianId, row.Guardian?.Trim() ?? "", row.Name, row.Number, clock.ToWallClock(row.JoinedAt))),
            SearchKey.Of(request.Search ?? "").Length == 0 ? [] : await FindAsync(request.Search!, cancellationToken));
    }

    private async Task<List<JoinableGuardian>> FindAsync(string search, CancellationToken cancellationToken) => await (
        from guardian in db.Guardians
        join family in db.Families.WhereMatching(search) on guardian.FamilyId equals family.Id
        where family.AnonymisedAt == null
        orderby family.SortKey, family.Id, guardian.Id
        select new JoinableGuardian(family.Id, guardian.Id, (guardian.FirstName + " " + guardian.LastName).Trim(), family.Name, family.Number, null))
        .Take(JoinedGuardians.MostFound).ToListAsync(cancellationToken);
}

/// <summary>Says that whoever uses a login of the centre is also this guardian: from then on the family is that person's own (<see cref="OwnFamily"/>).</summary>
[HarmlessForOwnFamily("it only takes from what the login may do")]
public sealed record JoinGuardian(Guid UserId, int GuardianId) : ICommand<Done>
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class JoinGuardianHandler(IPortalDb db, ILogins logins, ICurrentUser user, CentreClock clock) : ICommandHandler<JoinGuardian, Done>
{
    public async Task<Outcome<Done>> Handle(JoinGuardian request, CancellationToken cancellationToken)
    {
        var login = await logins.FindAsync(request.UserId, cancellationToken);
        var guardian = await db.Guardians.Where(row => row.Id == request.GuardianId).Select(row => new { row.FamilyId, row.FirstName, row.LastName }).SingleOrDefaultAsync(cancellationToken);
        if (login is null || guardian is null)
        {
            return Refusal.NotFound;
        }

        if ((login.Roles & Roles.Staff) == Roles.None)
        {
            return new Refusal("NotStaff", "Cette connexion n’a pas de rôle au centre : il n’y a rien à relier.");
        }

        if (login.FamilyId == guardian.FamilyId || await db.JoinedGuardians.AnyAsync(row => row.UserId == request.UserId && row.FamilyId == guardian.FamilyId, cancellationToken))
        {
            return new Refusal("AlreadyJoined", "Cette connexion est déjà celle d’un parent de cette famille.");
        }

        db.JoinedGuardians.Add(JoinedGuardian.Of(request.UserId, guardian.FamilyId, request.GuardianId, clock.Now));
        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "user.guardian-joined", $"User:{request.UserId}", null, $"{login.Name} : {guardian.FirstName} {guardian.LastName}".Trim()));
        await db.SaveChangesAsync(cancellationToken);
        // What a sign-in may do is in its cookie.
        await logins.EndSessionsAsync(request.UserId, cancellationToken);
        return Done.It;
    }
}

/// <summary>Takes the joining back. Nobody does so for the own family.</summary>
public sealed record PartGuardian(Guid UserId, int FamilyId) : ICommand<Done>, IConcernsFamily
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class PartGuardianHandler(IPortalDb db, ILogins logins, ICurrentUser user, CentreClock clock) : ICommandHandler<PartGuardian, Done>
{
    public async Task<Outcome<Done>> Handle(PartGuardian request, CancellationToken cancellationToken)
    {
        // A session of before the joining does not know of it yet.
        if (request.UserId == user.UserId)
        {
            return OwnFamily.Refusal;
        }

        var login = await logins.FindAsync(request.UserId, cancellationToken);
        var number = await db.Families.Where(family => family.Id == request.FamilyId).Select(family => family.Number).SingleOrDefaultAsync(cancellationToken);
        if (await db.JoinedGuardians.Where(row => row.UserId == request.UserId && row.FamilyId == request.FamilyId).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return Refusal.NotFound;
        }

        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "user.guardian-parted", $"User:{request.UserId}", null, $"{login?.Name} : famille n° {number}"));
        await db.SaveChangesAsync(cancellationToken);
        await logins.EndSessionsAsync(request.UserId, cancellationToken);
        return Done.It;
    }
}
