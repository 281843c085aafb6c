using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>A member of staff takes a conversation upon them, or gives it back to all.</summary>
public sealed record AssignConversation(Guid ConversationId, bool ToMe = true) : ICommand<Done>, IConcernsFamilies
{
    // Whoever answers families.
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.Conversations.Where(row => row.Id == ConversationId).Select(row => row.FamilyId);
}

internal sealed class AssignConversationHandler(IMessagingDb db, ICurrentUser user, ConversationDesk desk) : ICommandHandler<AssignConversation, Done>
{
    public async Task<Outcome<Done>> Handle(AssignConversation request, CancellationToken cancellationToken)
    {
        var familyId = await db
            .Conversations.Where(row => row.Id == request.ConversationId)
            .Select(row => (int?)row.FamilyId)
            .SingleOrDefaultAsync(cancellationToken);
        if (familyId is null)
        {
            return Refusal.NotFound;
        }

        Guid? to = request.ToMe ? user.UserId : null;
        var name = request.ToMe ? user.DisplayName : null;
        await db
            .Conversations.Where(row => row.Id == request.ConversationId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AssignedTo, to).SetProperty(row => row.AssignedName, name), cancellationToken);
        desk.Audit(request.ToMe ? "conversation.taken" : "conversation.given-back", request.ConversationId, familyId.Value);
        await db.SaveChangesAsync(cancellationToken);
        desk.Tell(familyId.Value);
        return Done.It;
    }
}
