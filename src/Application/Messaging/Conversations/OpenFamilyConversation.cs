using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The same as the centre opens it: what the family wrote counts as read.</summary>
public sealed record OpenFamilyConversation(Guid ConversationId, int PageNumber = 1) : ICommand<ConversationView>, IConcernsFamilies
{
    // Whoever answers families.
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.Conversations.Where(row => row.Id == ConversationId).Select(row => row.FamilyId);
}

internal sealed class OpenFamilyConversationHandler(IMessagingDb db, ConversationDesk desk, ConversationPages pages)
    : ICommandHandler<OpenFamilyConversation, ConversationView>
{
    public async Task<Outcome<ConversationView>> Handle(OpenFamilyConversation request, CancellationToken cancellationToken)
    {
        var one = db.Conversations.Where(row => row.Id == request.ConversationId);
        // Before it is read, as above.
        var marked = await one.Where(row => row.UnreadByCentre > 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.UnreadByCentre, 0), cancellationToken);
        var found = await (
            from conversation in one
            join family in db.Families on conversation.FamilyId equals family.Id
            select new { conversation, family.Name }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        if (marked > 0)
        {
            desk.Tell(found.conversation.FamilyId);
        }

        var messages = await pages.ReadAsync(db.ConversationMessages, request.ConversationId, request.PageNumber, cancellationToken);
        var view = await pages.ViewAsync(
            found.conversation,
            found.Name,
            desk.SubjectOf(found.conversation.Id, found.conversation.SealedSubject),
            isOwn: false,
            messages,
            cancellationToken
        );
        return view with { AssignedTo = found.conversation.AssignedTo, AssignedName = found.conversation.AssignedName };
    }
}
