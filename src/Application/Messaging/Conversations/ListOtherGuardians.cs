using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Whom a parent's exchange can be shared with: the family's other guardians, by name.</summary>
public sealed record ListOtherGuardians : IQuery<IReadOnlyList<string>>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ListOtherGuardiansHandler(IMessagingDb db, ICurrentUser user) : IQueryHandler<ListOtherGuardians, IReadOnlyList<string>>
{
    public async Task<Outcome<IReadOnlyList<string>>> Handle(ListOtherGuardians request, CancellationToken cancellationToken) =>
        Outcome<IReadOnlyList<string>>.Of(await db.OtherGuardiansAsync(user.FamilyId, user.GuardianId, cancellationToken));
}
