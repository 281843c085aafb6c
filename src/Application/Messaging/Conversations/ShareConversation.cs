using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>« Visible par l’autre responsable »: the guardian whose exchange it is opens it to the family's other guardians, or closes it again.</summary>
public sealed record ShareConversation(Guid ConversationId, bool IsShared) : ICommand<Done>
{
    // The own conversation, by the query.
    public static Permission Access => Permission.Parent;
}

internal sealed class ShareConversationHandler(IMessagingDb db, ICurrentUser user, ConversationDesk desk) : ICommandHandler<ShareConversation, Done>
{
    private static readonly Refusal OtherHasWritten = new(
        "OtherHasWritten",
        "L’autre responsable a écrit dans cet échange : il reste visible de vous deux. Pour écrire au centre sans que l’autre responsable le voie, "
            + "commencez un nouvel échange."
    );

    public async Task<Outcome<Done>> Handle(ShareConversation request, CancellationToken cancellationToken)
    {
        // Locks the row: an answer of the other in the same instant comes before, and is found here, or after, and finds the door closed.
        var own = db.Conversations.Where(row => row.Id == request.ConversationId && row.FamilyId == user.FamilyId && row.GuardianId == user.GuardianId);
        if (await own.ExecuteUpdateAsync(set => set.SetProperty(row => row.LastMessageAt, row => row.LastMessageAt), cancellationToken) == 0)
        {
            return Refusal.NotFound;
        }

        if (await own.AnyAsync(row => row.IsShared == request.IsShared, cancellationToken))
        {
            return Done.It;
        }

        var messages = db.ConversationMessages.Where(row => row.ConversationId == request.ConversationId);
        if (!request.IsShared && await messages.AnyAsync(row => !row.IsFromCentre && row.GuardianId != user.GuardianId, cancellationToken))
        {
            return OtherHasWritten;
        }

        await own.ExecuteUpdateAsync(set => set.SetProperty(row => row.IsShared, request.IsShared), cancellationToken);
        // To the others all of it is new; of what is closed again nothing is left with them.
        await db
            .ConversationReaders.Where(row => row.ConversationId == request.ConversationId && row.GuardianId != user.GuardianId)
            .ExecuteDeleteAsync(cancellationToken);
        if (request.IsShared)
        {
            var unread = await messages.CountAsync(cancellationToken);
            var others = await db
                .Guardians.Where(guardian => guardian.FamilyId == user.FamilyId && guardian.Id != user.GuardianId)
                .Select(guardian => guardian.Id)
                .ToListAsync(cancellationToken);
            db.ConversationReaders.AddRange(others.Select(id => ConversationReader.Of(request.ConversationId, id, unread)));
        }

        desk.Audit(request.IsShared ? "conversation.shared" : "conversation.unshared", request.ConversationId, user.FamilyId);
        await db.SaveChangesAsync(cancellationToken);
        desk.Tell(user.FamilyId);
        return Done.It;
    }
}

internal static class OtherGuardians
{
    public static Task<List<string>> OtherGuardiansAsync(this IMessagingDb db, int familyId, int guardianId, CancellationToken cancellationToken) =>
        db
            .Guardians.Where(guardian => guardian.FamilyId == familyId && guardian.Id != guardianId)
            .OrderByDescending(guardian => guardian.IsReferent)
            .ThenBy(guardian => guardian.Id)
            .Select(guardian => (guardian.FirstName + " " + guardian.LastName).Trim())
            .ToListAsync(cancellationToken);
}
