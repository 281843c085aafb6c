using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>One login.</summary>
public sealed record GetUser(Guid UserId) : IQuery<LoginLine>
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class GetUserHandler(ILogins logins, LoginAddresses addresses, CentreClock clock) : IQueryHandler<GetUser, LoginLine>
{
    public async Task<Outcome<LoginLine>> Handle(GetUser request, CancellationToken cancellationToken)
    {
        if (await logins.FindAsync(request.UserId, cancellationToken) is not { } line)
        {
            return Refusal.NotFound;
        }

        return await addresses.ShowAsync([line.FamilyId], cancellationToken)
            ? line.Without(await addresses.WithheldAsync(cancellationToken)) with
            {
                LastSignInAt = line.LastSignInAt is { } at ? clock.ToWallClock(at) : null,
            }
            : Refusal.Busy;
    }
}
