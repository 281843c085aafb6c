using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Access;

/// <summary>Gives a login the roles of staff, or takes them away.</summary>
public sealed record SetUserRoles(Guid UserId, Roles Roles) : ICommand<Done>, IConcernsLogin
{
    // Users and roles are the administrator's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class SetUserRolesValidator : AbstractValidator<SetUserRoles>
{
    public SetUserRolesValidator() =>
        RuleFor(set => set.Roles).Must(roles => (roles & ~Roles.Staff) == Roles.None).WithMessage("Ce rôle ne peut pas être donné.");
}

internal sealed class SetUserRolesHandler(ILogins logins, UserDesk desk, ICurrentUser user) : ICommandHandler<SetUserRoles, Done>
{
    private static readonly Refusal OwnRoles = new(
        "OwnRoles",
        "Vous ne pouvez pas changer vos propres rôles : un autre administrateur peut le faire.",
        nameof(SetUserRoles.Roles)
    );

    public async Task<Outcome<Done>> Handle(SetUserRoles request, CancellationToken cancellationToken)
    {
        var others = await logins.OtherAdministratorsAsync(request.UserId, cancellationToken);
        if (await logins.FindAsync(request.UserId, cancellationToken) is not { } login)
        {
            return Refusal.NotFound;
        }

        // Whoever hands out roles takes none: four eyes see it.
        if (request.UserId == user.UserId)
        {
            return OwnRoles;
        }

        if (request.Roles == Roles.None && login.FamilyId is null)
        {
            return new Refusal("NoRole", "Sans rôle, cette personne ne pourrait plus rien faire : désactivez plutôt la connexion.", nameof(request.Roles));
        }

        var losesAdministration = login.Roles.HasFlag(Roles.Administrator) && !request.Roles.HasFlag(Roles.Administrator);
        if (losesAdministration && others == 0)
        {
            return UserDesk.LastAdministrator;
        }

        await logins.SetRolesAsync(request.UserId, request.Roles, cancellationToken);
        await desk.TellAsync(
            login,
            "user.roles",
            $"{login.Name} : {(request.Roles == Roles.None ? "aucun rôle" : RoleNames.French(request.Roles))}",
            null,
            cancellationToken
        );
        return Done.It;
    }
}
