using ClsPortal.Application.Centre;
using ClsPortal.Application.Common;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The family's conversations, the latest first.</summary>
public sealed record ListConversations(int PageNumber = 1) : IQuery<Page<ConversationLine>>
{
    public static Access Access => Access.Parent;
}

/// <param name="Id">The conversation.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="FamilyName">Without « Famille ».</param>
/// <param name="Subject">What it is about.</param>
/// <param name="LastMessageAt">On the centre's clocks.</param>
/// <param name="Unread">Messages that the reader's side has not seen.</param>
/// <param name="IsClosed">Settled, for the centre.</param>
/// <param name="AssignedName">Who looks after it; told to staff only.</param>
public sealed record ConversationLine(Guid Id, int FamilyId, string FamilyName, string Subject, DateTime LastMessageAt, int Unread, bool IsClosed, string? AssignedName);

internal sealed class ListConversationsHandler(IPortalDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk) : IQueryHandler<ListConversations, Page<ConversationLine>>
{
    private const int PageSize = 20;

    public async Task<Outcome<Page<ConversationLine>>> Handle(ListConversations request, CancellationToken cancellationToken)
    {
        var own = db.Conversations.Where(row => row.FamilyId == user.FamilyId);
        var total = await own.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await own.OrderByDescending(row => row.LastMessageAt).ThenBy(row => row.Id).Skip((number - 1) * PageSize).Take(PageSize).AsNoTracking().ToListAsync(cancellationToken);
        return new Page<ConversationLine>(
            [.. rows.Select(row => new ConversationLine(
                row.Id, row.FamilyId, "", desk.SubjectOf(row.Id, row.SealedSubject), clock.ToWallClock(row.LastMessageAt), row.UnreadByFamily, row.IsClosed, null))],
            number, PageSize, total);
    }
}

/// <summary>The staff's inbox. Texts are sealed, so the search is by family, not by word.</summary>
public sealed record ListInbox(bool Closed = false, bool OnlyUnread = false, bool OnlyMine = false, string? Search = null, int PageNumber = 1) : IQuery<Page<ConversationLine>>
{
    // Whoever answers families: SPEC, "Who may do what".
    public static Access Access => Access.Of(Roles.Treating);
}

internal sealed class ListInboxValidator : AbstractValidator<ListInbox>
{
    public ListInboxValidator() => RuleFor(list => list.Search).SearchShortEnough();
}

internal sealed class ListInboxHandler(IPortalDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk) : IQueryHandler<ListInbox, Page<ConversationLine>>
{
    private const int PageSize = 50;

    public async Task<Outcome<Page<ConversationLine>>> Handle(ListInbox request, CancellationToken cancellationToken)
    {
        var lines = InboxRows.Of(db, request, user.UserId);
        var total = await lines.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await lines.OrderByDescending(line => line.Conversation.LastMessageAt).ThenBy(line => line.Conversation.Id)
            .Skip((number - 1) * PageSize).Take(PageSize).Select(line => new { conversation = line.Conversation, line.Family.Name }).AsNoTracking().ToListAsync(cancellationToken);
        return new Page<ConversationLine>(
            [.. rows.Select(line => new ConversationLine(
                line.conversation.Id, line.conversation.FamilyId, line.Name, desk.SubjectOf(line.conversation.Id, line.conversation.SealedSubject),
                clock.ToWallClock(line.conversation.LastMessageAt), line.conversation.UnreadByCentre, line.conversation.IsClosed, line.conversation.AssignedName))],
            number, PageSize, total);
    }
}

/// <summary>A conversation and whose it is.</summary>
internal sealed class InboxRow
{
    public required Conversation Conversation { get; init; }

    public required Family Family { get; init; }
}

/// <summary>What the inbox shows, on the screen and as a file.</summary>
internal static class InboxRows
{
    public static IQueryable<InboxRow> Of(IPortalDb db, ListInbox filter, Guid userId)
    {
        var closed = filter.Closed;
        var lines = All(db)
            // What went to many waits in « Messages envoyés » until a family answers: it would bury the families' own questions.
            .Where(line => line.Conversation.IsClosed == closed && (line.Conversation.BroadcastId == null
                || db.ConversationMessages.Any(message => message.ConversationId == line.Conversation.Id && !message.IsFromCentre)));
        if (filter.OnlyUnread)
        {
            lines = lines.Where(line => line.Conversation.UnreadByCentre > 0);
        }

        if (filter.OnlyMine)
        {
            lines = lines.Where(line => line.Conversation.AssignedTo == userId);
        }

        return SearchKey.Of(filter.Search ?? "") is { Length: > 0 } search ? lines.Where(line => line.Family.SearchText.Contains(search)) : lines;
    }

    public static IQueryable<InboxRow> All(IPortalDb db) =>
        from conversation in db.Conversations
        join family in db.Families on conversation.FamilyId equals family.Id
        select new InboxRow { Conversation = conversation, Family = family };
}

/// <summary>A conversation as the family opens it: what the centre wrote counts as read from then on. Page 1 holds the newest messages.</summary>
public sealed record OpenConversation(Guid ConversationId, int PageNumber = 1) : ICommand<ConversationView>
{
    public static Access Access => Access.Parent;
}

/// <summary>The same as the centre opens it: what the family wrote counts as read.</summary>
public sealed record OpenFamilyConversation(Guid ConversationId, int PageNumber = 1) : ICommand<ConversationView>, IConcernsFamilies
{
    // Whoever answers families.
    public static Access Access => Access.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db.Conversations.Where(row => row.Id == ConversationId).Select(row => row.FamilyId);
}

public sealed record ConversationView(
    Guid Id, int FamilyId, string FamilyName, string Subject, bool IsClosed, Guid? AssignedTo, string? AssignedName, Page<MessageView> Messages);

public sealed record MessageView(Guid Id, bool IsFromCentre, string AuthorName, DateTime SentAt, string Text);

internal sealed class OpenConversationHandler(IPortalDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk)
    : ICommandHandler<OpenConversation, ConversationView>, ICommandHandler<OpenFamilyConversation, ConversationView>
{
    private const int PageSize = 50;

    public Task<Outcome<ConversationView>> Handle(OpenConversation request, CancellationToken cancellationToken) =>
        OpenAsync(Side.Family, request.ConversationId, request.PageNumber, cancellationToken);

    public Task<Outcome<ConversationView>> Handle(OpenFamilyConversation request, CancellationToken cancellationToken) =>
        OpenAsync(Side.Centre, request.ConversationId, request.PageNumber, cancellationToken);

    private async Task<Outcome<ConversationView>> OpenAsync(Side side, Guid conversationId, int pageNumber, CancellationToken cancellationToken)
    {
        var isCentre = side == Side.Centre;
        var readable = db.Conversations.Where(row => row.Id == conversationId && (isCentre || row.FamilyId == user.FamilyId));
        // Marked before it is read: a message that comes in between is seen below, one that comes later is counted anew.
        var unread = isCentre ? readable.Where(row => row.UnreadByCentre > 0) : readable.Where(row => row.UnreadByFamily > 0);
        DateTime? now = clock.Now;
        var marked = await unread.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.UnreadByFamily, row => isCentre ? row.UnreadByFamily : 0)
                .SetProperty(row => row.ReadByFamilyAt, row => isCentre ? row.ReadByFamilyAt : now)
                .SetProperty(row => row.UnreadByCentre, row => isCentre ? 0 : row.UnreadByCentre),
            cancellationToken);
        var found = await (
            from conversation in readable
            join family in db.Families on conversation.FamilyId equals family.Id
            select new { conversation, family.Name }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        var messages = db.ConversationMessages.Where(row => row.ConversationId == conversationId);
        var total = await messages.CountAsync(cancellationToken);
        var number = Math.Clamp(pageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await messages.OrderByDescending(row => row.SentAt).ThenByDescending(row => row.Id).Skip((number - 1) * PageSize).Take(PageSize).AsNoTracking().ToListAsync(cancellationToken);
        rows.Reverse();
        var centre = (await db.CentreAsync(cancellationToken)).Name;
        if (marked > 0)
        {
            desk.Tell(found.conversation.FamilyId);
        }

        return new ConversationView(
            found.conversation.Id, found.conversation.FamilyId, found.Name, desk.SubjectOf(found.conversation.Id, found.conversation.SealedSubject), found.conversation.IsClosed,
            isCentre ? found.conversation.AssignedTo : null, isCentre ? found.conversation.AssignedName : null,
            new Page<MessageView>(
                // Families write to the centre, not to a person of it.
                [.. rows.Select(row => new MessageView(
                    row.Id, row.IsFromCentre, row.IsFromCentre && !isCentre ? centre : row.AuthorName, clock.ToWallClock(row.SentAt), desk.TextOf(row.Id, row.SealedText)))],
                number, PageSize, total));
    }
}

/// <summary>Staff settle a conversation, or open it again.</summary>
public sealed record CloseConversation(Guid ConversationId, bool Close = true) : ICommand<Done>, IConcernsFamilies
{
    // Whoever answers families.
    public static Access Access => Access.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db.Conversations.Where(row => row.Id == ConversationId).Select(row => row.FamilyId);
}

internal sealed class CloseConversationHandler(IPortalDb db, ConversationDesk desk) : ICommandHandler<CloseConversation, Done>
{
    public async Task<Outcome<Done>> Handle(CloseConversation request, CancellationToken cancellationToken)
    {
        var row = await db.Conversations.Where(conversation => conversation.Id == request.ConversationId)
            .Select(conversation => new { conversation.FamilyId, conversation.IsClosed }).SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return Refusal.NotFound;
        }

        if (row.IsClosed != request.Close)
        {
            await db.Conversations.Where(conversation => conversation.Id == request.ConversationId)
                .ExecuteUpdateAsync(set => set.SetProperty(conversation => conversation.IsClosed, request.Close), cancellationToken);
            desk.Audit(request.Close ? "conversation.closed" : "conversation.reopened", request.ConversationId, row.FamilyId);
            await db.SaveChangesAsync(cancellationToken);
            desk.Tell(row.FamilyId);
        }

        return Done.It;
    }
}

/// <summary>A member of staff takes a conversation upon them, or gives it back to all.</summary>
public sealed record AssignConversation(Guid ConversationId, bool ToMe = true) : ICommand<Done>, IConcernsFamilies
{
    // Whoever answers families.
    public static Access Access => Access.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db.Conversations.Where(row => row.Id == ConversationId).Select(row => row.FamilyId);
}

internal sealed class AssignConversationHandler(IPortalDb db, ICurrentUser user, ConversationDesk desk) : ICommandHandler<AssignConversation, Done>
{
    public async Task<Outcome<Done>> Handle(AssignConversation request, CancellationToken cancellationToken)
    {
        var familyId = await db.Conversations.Where(row => row.Id == request.ConversationId).Select(row => (int?)row.FamilyId).SingleOrDefaultAsync(cancellationToken);
        if (familyId is null)
        {
            return Refusal.NotFound;
        }

        Guid? to = request.ToMe ? user.UserId : null;
        var name = request.ToMe ? user.DisplayName : null;
        await db.Conversations.Where(row => row.Id == request.ConversationId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AssignedTo, to).SetProperty(row => row.AssignedName, name), cancellationToken);
        desk.Audit(request.ToMe ? "conversation.taken" : "conversation.given-back", request.ConversationId, familyId.Value);
        await db.SaveChangesAsync(cancellationToken);
        desk.Tell(familyId.Value);
        return Done.It;
    }
}
