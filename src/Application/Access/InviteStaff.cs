using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using FluentValidation;

namespace ClsPortal.Application.Access;

/// <summary>Invites somebody to work on the portal.</summary>
/// <param name="PublicUrl">Where the portal is reached: links begin with it.</param>
[HarmlessForOwnFamily("no family is concerned")]
public sealed record InviteStaff(string Name, string Email, Roles Roles, Uri PublicUrl) : ICommand<Invited>
{
    // Users and roles are the administrator's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class InviteStaffValidator : AbstractValidator<InviteStaff>
{
    public InviteStaffValidator()
    {
        RuleFor(invite => invite.Name)
            .NotEmpty()
            .WithMessage("Indiquez le prénom et le nom.")
            .MaximumLength(Invitation.NameMaxLength)
            .WithMessage("Ce nom est trop long.");
        RuleFor(invite => invite.Email)
            .NotEmpty()
            .WithMessage("Indiquez l’adresse e-mail.")
            .Must(email => string.IsNullOrEmpty(email) || EmailAddress.Of(email) is not null)
            .WithMessage(invite => EmailAddress.WhatIsWrong(invite.Email ?? ""))
            .MaximumLength(Invitation.EmailMaxLength)
            .WithMessage("Cette adresse est trop longue.");
        RuleFor(invite => invite.Roles).Must(roles => roles != Roles.None && (roles & ~Roles.Staff) == Roles.None).WithMessage("Choisissez au moins un rôle.");
    }
}

internal sealed class InviteStaffHandler(IAccessDb db, ILogins logins, InvitationDesk desk) : ICommandHandler<InviteStaff, Invited>
{
    public async Task<Outcome<Invited>> Handle(InviteStaff request, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Of(request.Email)!;
        if (await logins.IsTakenAsync(email, cancellationToken))
        {
            return InvitationDesk.TakenAddress;
        }

        if (await desk.IsInvitedAsync(email, cancellationToken))
        {
            return InvitationDesk.AlreadyInvited;
        }

        var invitation = db.Invitations.Add(Invitation.ForStaff(email, request.Name.Trim(), RoleNames.Write(request.Roles))).Entity;
        var invited = await desk.SendAsync(invitation, request.PublicUrl, "user.invited", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return invited;
    }
}
