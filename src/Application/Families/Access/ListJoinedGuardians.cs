using ClsPortal.Application.Shared;
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

internal sealed class ListJoinedGuardiansValidator : AbstractValidator<ListJoinedGuardians>
{
    public ListJoinedGuardiansValidator() => RuleFor(list => list.Search).SearchShortEnough();
}

internal sealed class ListJoinedGuardiansHandler(IFamiliesDb db, CentreClock clock) : IQueryHandler<ListJoinedGuardians, JoinedGuardians>
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
                row.FamilyId,
                row.GuardianId,
                family.Name,
                family.Number,
                row.JoinedAt,
                Guardian = db
                    .Guardians.IgnoreQueryFilters()
                    .Where(guardian => guardian.Id == row.GuardianId)
                    .Select(guardian => guardian.FirstName + " " + guardian.LastName)
                    .FirstOrDefault(),
            }
        ).ToListAsync(cancellationToken);
        return new JoinedGuardians(
            joined.ConvertAll(row => new JoinableGuardian(
                row.FamilyId,
                row.GuardianId,
                row.Guardian?.Trim() ?? "",
                row.Name,
                row.Number,
                clock.ToWallClock(row.JoinedAt)
            )),
            SearchKey.Of(request.Search ?? "").Length == 0 ? [] : await FindAsync(request.Search!, cancellationToken)
        );
    }

    private async Task<List<JoinableGuardian>> FindAsync(string search, CancellationToken cancellationToken) =>
        await (
            from guardian in db.Guardians
            join family in db.Families.WhereMatching(search) on guardian.FamilyId equals family.Id
            where family.AnonymisedAt == null
            orderby family.SortKey, family.Id, guardian.Id
            select new JoinableGuardian(family.Id, guardian.Id, (guardian.FirstName + " " + guardian.LastName).Trim(), family.Name, family.Number, null)
        )
            .Take(JoinedGuardians.MostFound)
            .ToListAsync(cancellationToken);
}
