using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Staff settle a conversation, or open it again.</summary>
public sealed record CloseConversation(Guid ConversationId, bool Close = true) : ICommand<Done>, IConcernsFamilies
{
    // Whoever answers families.
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.Conversations.Where(row => row.Id == ConversationId).Select(row => row.FamilyId);
}

internal sealed class CloseConversationHandler(IMessagingDb db, ConversationDesk desk) : ICommandHandler<CloseConversation, Done>
{
    public async Task<Outcome<Done>> Handle(CloseConversation request, CancellationToken cancellationToken)
    {
        var row = await db
            .Conversations.Where(conversation => conversation.Id == request.ConversationId)
            .Select(conversation => new { conversation.FamilyId, conversation.IsClosed })
            .SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return Refusal.NotFound;
        }

        if (row.IsClosed != request.Close)
        {
            await db
                .Conversations.Where(conversation => conversation.Id == request.ConversationId)
                .ExecuteUpdateAsync(set => set.SetProperty(conversation => conversation.IsClosed, request.Close), cancellationToken);
            desk.Audit(request.Close ? "conversation.closed" : "conversation.reopened", request.ConversationId, row.FamilyId);
            await db.SaveChangesAsync(cancellationToken);
            desk.Tell(row.FamilyId);
        }

        return Done.It;
    }
}
