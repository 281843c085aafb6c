using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Whom of a family staff can write to.</summary>
public sealed record ListAddressees(int FamilyId) : IQuery<IReadOnlyList<Addressee>>
{
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="GuardianId">The guardian.</param>
/// <param name="Name">First name and last name.</param>
/// <param name="HasEmail">False: no mail tells of the message.</param>
/// <param name="HasLogin">False: nobody can read it until the guardian has a login.</param>
public sealed record Addressee(int GuardianId, string Name, bool HasEmail, bool HasLogin);

internal sealed class ListAddresseesHandler(IMessagingDb db, ILogins logins) : IQueryHandler<ListAddressees, IReadOnlyList<Addressee>>
{
    public async Task<Outcome<IReadOnlyList<Addressee>>> Handle(ListAddressees request, CancellationToken cancellationToken)
    {
        var seen = logins.GuardiansWithLogin();
        return Outcome<IReadOnlyList<Addressee>>.Of(
            await db
                .Guardians.Where(guardian => guardian.FamilyId == request.FamilyId)
                .OrderByDescending(guardian => guardian.IsReferent)
                .ThenBy(guardian => guardian.Id)
                .Select(guardian => new Addressee(
                    guardian.Id,
                    (guardian.FirstName + " " + guardian.LastName).Trim(),
                    guardian.Email != null,
                    seen.Contains(guardian.Id)
                ))
                .ToListAsync(cancellationToken)
        );
    }
}
