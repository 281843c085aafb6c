using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>How long each kind of data is kept.</summary>
public sealed record GetRetention : IQuery<RetentionSettings>
{
    // Data protection is the administrator's.
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class GetRetentionHandler(IPrivacyDb db) : IQueryHandler<GetRetention, RetentionSettings>
{
    public async Task<Outcome<RetentionSettings>> Handle(GetRetention request, CancellationToken cancellationToken) =>
        Retention.Of(await db.RetentionDelays.AsNoTracking().ToListAsync(cancellationToken));
}
