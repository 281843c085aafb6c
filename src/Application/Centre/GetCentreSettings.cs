using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>Who the centre is and what it promises.</summary>
public sealed record GetCentreSettings : IQuery<CentreSettings>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class GetCentreSettingsHandler(ICentreDb db) : IQueryHandler<GetCentreSettings, CentreSettings>
{
    public async Task<Outcome<CentreSettings>> Handle(GetCentreSettings request, CancellationToken cancellationToken) =>
        CentreSettings.Of(await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken));
}
