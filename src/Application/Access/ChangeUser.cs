using System.Text.Json;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
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
    public SetUserRolesValidator() => RuleFor(set => set.Roles).Must(roles => (roles & ~Roles.Staff) == Roles.None).WithMessage("Ce rôle ne peut pas être donné.");
}

internal sealed class SetUserRolesHandler(ILogins logins, UserDesk desk, ICurrentUser user) : ICommandHandler<SetUserRoles, Done>
{
    private static readonly Refusal OwnRoles = new("OwnRoles", "Vous ne pouvez pas changer vos propres rôles : un autre administrateur peut le faire.", nameof(SetUserRoles.Roles));

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
        await desk.TellAsync(login, "user.roles", $"{login.Name} : {(request.Roles == Roles.None ? "aucun rôle" : RoleNames.French(request.Roles))}", null, cancellationToken);
        return Done.It;
    }
}

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

/// <summary>Takes the second factor of a colleague or parent away who lost it; the password stays.</summary>
public sealed record ResetUserFactor(Guid UserId) : ICommand<Done>, IConcernsLogin
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class ResetUserFactorHandler(ILogins logins, UserDesk desk, ICurrentUser user) : ICommandHandler<ResetUserFactor, Done>
{
    public async Task<Outcome<Done>> Handle(ResetUserFactor request, CancellationToken cancellationToken)
    {
        if (await logins.FindAsync(request.UserId, cancellationToken) is not { } login)
        {
            return Refusal.NotFound;
        }

        // A portal left open must not lose its factor without the password being typed.
        if (request.UserId == user.UserId)
        {
            return new Refusal("OwnFactor", "Votre propre second facteur se retire sous « Sécurité », avec votre mot de passe.");
        }

        if (!login.HasSecondFactor)
        {
            return new Refusal("NoFactor", "Cette connexion n’a plus de second facteur.");
        }

        await logins.ResetFactorsAsync(request.UserId, cancellationToken);
        await desk.TellAsync(
            login, "user.factor-reset", login.Name,
            "l’administrateur a retiré le second facteur de votre connexion. Connectez-vous avec votre mot de passe, puis ajoutez un nouveau second facteur sous « Sécurité ».", cancellationToken);
        return Done.It;
    }
}

/// <summary>Records what was done to a login, and tells its owner where the owner should know.</summary>
internal sealed class UserDesk(IPortalDb db, ICurrentUser user, CentreClock clock)
{
    public static readonly Refusal LastAdministrator = new("LastAdministrator", "C’est le dernier administrateur qui puisse se connecter : donnez d’abord ce rôle à quelqu’un d’autre.", "Roles");

    public async Task TellAsync(LoginLine login, string act, string details, string? what, CancellationToken cancellationToken)
    {
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, act, $"User:{login.Id}", login.FamilyId, details));
        if (what is not null)
        {
            var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
            var mail = new AccountNoticeMail(login.Name, what, clock.ToWallClock(clock.Now), centre?.Name ?? "Portail famille", centre?.Phone ?? "");
            db.OutboxMessages.Add(OutboxMessage.Write(MailTo.Login(login.Email, login.FamilyId, login.GuardianId), AccountNoticeMail.Template, AccountNoticeMail.Subject, JsonSerializer.Serialize(mail), clock.Now));
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
