using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Access;

/// <summary>Closes a login, or opens it again.</summary>
public sealed record SetUserDisabled(Guid UserId, bool IsDisabled) : ICommand<Done>, IConcernsLogin
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class SetUserDisabledHandler(ILogins logins, UserDesk desk, ICurrentUser user) : ICommandHandler<SetUserDisabled, Done>
{
    public async Task<Outcome<Done>> Handle(SetUserDisabled request, CancellationToken cancellationToken)
    {
        var others = await logins.OtherAdministratorsAsync(request.UserId, cancellationToken);
        if (await logins.FindAsync(request.UserId, cancellationToken) is not { } login)
        {
            return Refusal.NotFound;
        }

        if (request.IsDisabled && request.UserId == user.UserId)
        {
            return new Refusal("OwnLogin", "Vous ne pouvez pas désactiver votre propre connexion : un autre administrateur peut le faire.");
        }

        if (request.IsDisabled && login.Roles.HasFlag(Roles.Administrator) && others == 0)
        {
            return UserDesk.LastAdministrator;
        }

        await logins.SetDisabledAsync(request.UserId, request.IsDisabled, cancellationToken);
        await desk.TellAsync(login, request.IsDisabled ? "user.disabled" : "user.enabled", login.Name, null, cancellationToken);
        return Done.It;
    }
}
