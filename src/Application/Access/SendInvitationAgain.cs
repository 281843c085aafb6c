using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Access;

/// <summary>Sends an open invitation again, with a new link; the old one is worth nothing any more.</summary>
public sealed record SendInvitationAgain(Guid InvitationId, Uri PublicUrl) : ICommand<Invited>, IConcernsFamilies
{
    // As for inviting a guardian; the handler keeps staff's invitations for the administrator.
    public static Permission Access => Permission.Of(Roles.Treating | Roles.Administrator);

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db.Invitations.Where(invitation => invitation.Id == InvitationId && invitation.FamilyId != null).Select(invitation => invitation.FamilyId!.Value);
}

internal sealed class SendInvitationAgainHandler(IAccessDb db, InvitationDesk desk) : ICommandHandler<SendInvitationAgain, Invited>
{
    public async Task<Outcome<Invited>> Handle(SendInvitationAgain request, CancellationToken cancellationToken)
    {
        if (await desk.OpenAsync(request.InvitationId, cancellationToken) is not { } invitation)
        {
            return Refusal.NotFound;
        }

        var invited = await desk.SendAsync(invitation, request.PublicUrl, "user.invited-again", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return invited;
    }
}
