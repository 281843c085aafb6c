using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>Whom to write to, for the pages that the law wants everybody to find.</summary>
public sealed record GetPublicCentre : IQuery<PublicCentre>
{
    // What stands on the centre's door.
    public static Permission Access => Permission.Anonymous;
}

public sealed record PublicCentre(string Name, string Phone, string Email);

internal sealed class GetPublicCentreHandler(ICentreDb db) : IQueryHandler<GetPublicCentre, PublicCentre>
{
    public async Task<Outcome<PublicCentre>> Handle(GetPublicCentre request, CancellationToken cancellationToken)
    {
        var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? CentreProfile.NotSetUp;
        return new PublicCentre(centre.Name, centre.Phone, centre.Email);
    }
}
