using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Access;

/// <summary>Ends the sessions of a login wherever they are, as when a tablet was stolen; its owner signs in again.</summary>
public sealed record EndUserSessions(Guid UserId) : ICommand<Done>, IConcernsLogin
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class EndUserSessionsHandler(ILogins logins, UserDesk desk) : ICommandHandler<EndUserSessions, Done>
{
    public async Task<Outcome<Done>> Handle(EndUserSessions request, CancellationToken cancellationToken)
    {
        if (await logins.FindAsync(request.UserId, cancellationToken) is not { } login)
        {
            return Refusal.NotFound;
        }

        await logins.EndSessionsAsync(request.UserId, cancellationToken);
        await desk.TellAsync(login, "user.sessions-ended", login.Name, null, cancellationToken);
        return Done.It;
    }
}
