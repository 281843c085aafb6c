using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Access;

/// <summary>Makes the link of an open invitation worthless.</summary>
public sealed record WithdrawInvitation(Guid InvitationId) : ICommand<Done>, IConcernsFamilies
{
    // As for sending it again.
    public static Permission Access => Permission.Of(Roles.Treating | Roles.Administrator);

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db.Invitations.Where(invitation => invitation.Id == InvitationId && invitation.FamilyId != null).Select(invitation => invitation.FamilyId!.Value);
}

internal sealed class WithdrawInvitationHandler(IAccessDb db, InvitationDesk desk, CentreClock clock) : ICommandHandler<WithdrawInvitation, Done>
{
    public async Task<Outcome<Done>> Handle(WithdrawInvitation request, CancellationToken cancellationToken)
    {
        if (await desk.OpenAsync(request.InvitationId, cancellationToken) is not { } invitation)
        {
            return Refusal.NotFound;
        }

        invitation.Withdraw(clock.Now);
        desk.Audit(invitation, "user.invitation-withdrawn");
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
