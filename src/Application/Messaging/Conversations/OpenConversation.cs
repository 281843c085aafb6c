using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>A conversation as a guardian opens it: what others wrote counts as read by this guardian from then on. Page 1 holds the newest messages.</summary>
public sealed record OpenConversation(Guid ConversationId, int PageNumber = 1) : ICommand<ConversationView>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="Id">The conversation.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="FamilyName">Without « Famille ».</param>
/// <param name="Subject">What it is about.</param>
/// <param name="IsClosed">Settled, for the centre.</param>
/// <param name="AssignedTo">Who looks after it; told to staff only.</param>
/// <param name="AssignedName">The name behind it.</param>
/// <param name="Readers">Who reads it.</param>
/// <param name="Messages">A page of what the reader may read.</param>
public sealed record ConversationView(
    Guid Id,
    int FamilyId,
    string FamilyName,
    string Subject,
    bool IsClosed,
    Guid? AssignedTo,
    string? AssignedName,
    ThreadReaders Readers,
    Page<MessageView> Messages
);

/// <param name="Owner">Whose conversation it is; null for an old one, which takes no more messages.</param>
/// <param name="IsOwn">True when whoever reads is that guardian.</param>
/// <param name="IsShared">True when the others read it too.</param>
/// <param name="Others">The family's guardians beside that one, by name.</param>
public sealed record ThreadReaders(string? Owner, bool IsOwn, bool IsShared, IReadOnlyList<string> Others)
{
    /// <summary>False for what was written before exchanges were persons'.</summary>
    public bool TakesMessages => Owner is not null;
}

public sealed record MessageView(Guid Id, bool IsFromCentre, string AuthorName, DateTime SentAt, string Text);

internal sealed class OpenConversationHandler(IMessagingDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk, ConversationPages pages)
    : ICommandHandler<OpenConversation, ConversationView>
{
    public async Task<Outcome<ConversationView>> Handle(OpenConversation request, CancellationToken cancellationToken)
    {
        // Marked before it is read: a message that comes in between is seen below, one that comes later is counted anew.
        DateTime? now = clock.Now;
        var marked = await db
            .ConversationReaders.Where(row =>
                row.ConversationId == request.ConversationId
                && row.GuardianId == user.GuardianId
                && row.Unread > 0
                && db.Conversations.WhereReadableBy(db, user).Any(conversation => conversation.Id == row.ConversationId)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Unread, 0).SetProperty(row => row.ReadAt, now), cancellationToken);
        if (
            await db.ReadableBy(user).Where(row => row.Conversation.Id == request.ConversationId).AsNoTracking().SingleOrDefaultAsync(cancellationToken)
            is not { } found
        )
        {
            return Refusal.NotFound;
        }

        if (marked > 0)
        {
            desk.Tell(found.Conversation.FamilyId);
        }

        var centre = (await db.CentreAsync(cancellationToken)).Name;
        var messages = await pages.ReadAsync(db.ConversationMessages.WhereReadableBy(db, user), request.ConversationId, request.PageNumber, cancellationToken);
        return await pages.ViewAsync(
            found.Conversation,
            "",
            desk.SubjectOf(found),
            isOwn: found.Conversation.GuardianId == user.GuardianId,
            // Families write to the centre, not to a person of it.
            messages with
            {
                Items = [.. messages.Items.Select(message => message.IsFromCentre ? message with { AuthorName = centre } : message)],
            },
            cancellationToken
        );
    }
}

/// <summary>What both sides are shown of a conversation alike.</summary>
internal sealed class ConversationPages(IMessagingDb db, CentreClock clock, ConversationDesk desk)
{
    public async Task<Page<MessageView>> ReadAsync(
        IQueryable<ConversationMessage> readable,
        Guid conversationId,
        int pageNumber,
        CancellationToken cancellationToken
    )
    {
        var messages = readable.Where(row => row.ConversationId == conversationId);
        var total = await messages.CountAsync(cancellationToken);
        var cut = PageCut.Of(pageNumber, total);
        var rows = await messages.OrderByDescending(row => row.SentAt).ThenByDescending(row => row.Id).Cut(cut).AsNoTracking().ToListAsync(cancellationToken);
        rows.Reverse();
        return cut.Of<MessageView>([
            .. rows.Select(row => new MessageView(
                row.Id,
                row.IsFromCentre,
                row.AuthorName,
                clock.ToWallClock(row.SentAt),
                desk.TextOf(row.Id, row.SealedText)
            )),
        ]);
    }

    public async Task<ConversationView> ViewAsync(
        Conversation row,
        string familyName,
        string subject,
        bool isOwn,
        Page<MessageView> messages,
        CancellationToken cancellationToken
    )
    {
        var owner = row.GuardianId is { } ownerId
            ? await db
                .Guardians.IgnoreQueryFilters()
                .Where(guardian => guardian.Id == ownerId)
                .Select(guardian => (guardian.FirstName + " " + guardian.LastName).Trim())
                .SingleAsync(cancellationToken)
            : null;
        var others = await db.OtherGuardiansAsync(row.FamilyId, row.GuardianId ?? 0, cancellationToken);
        return new ConversationView(
            row.Id,
            row.FamilyId,
            familyName,
            subject,
            row.IsClosed,
            null,
            null,
            new ThreadReaders(owner, isOwn, row.IsShared, others),
            messages
        );
    }
}
