using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The guardian's conversations, and those that another guardian of the family shares, the latest first.</summary>
public sealed record ListConversations(int PageNumber = 1) : IQuery<Page<ConversationLine>>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="Id">The conversation.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="FamilyName">Without « Famille ».</param>
/// <param name="Subject">What it is about.</param>
/// <param name="LastMessageAt">On the centre's clocks.</param>
/// <param name="Unread">Messages that the reader's side has not seen.</param>
/// <param name="IsClosed">Settled, for the centre.</param>
/// <param name="AssignedName">Who looks after it; told to staff only.</param>
/// <param name="GuardianName">Whose it is; null for an old one that is no single person's, and to that person.</param>
/// <param name="IsShared">True when the family's other guardians read it too.</param>
/// <param name="Confidential">For staff: what must not be told to whom; null for nothing.</param>
public sealed record ConversationLine(
    Guid Id, int FamilyId, string FamilyName, string Subject, DateTime LastMessageAt, int Unread, bool IsClosed, string? AssignedName, string? GuardianName, bool IsShared,
    string? Confidential = null);

internal sealed class ListConversationsHandler(IPortalDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk) : IQueryHandler<ListConversations, Page<ConversationLine>>
{
    private const int PageSize = 20;

    public async Task<Outcome<Page<ConversationLine>>> Handle(ListConversations request, CancellationToken cancellationToken)
    {
        var own = db.ReadableBy(user);
        var total = await own.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await own.OrderByDescending(row => row.Conversation.LastMessageAt).ThenBy(row => row.Conversation.Id).Skip((number - 1) * PageSize).Take(PageSize)
            .Select(row => new
            {
                row,
                Owner = db.Guardians.IgnoreQueryFilters().Where(guardian => guardian.Id == row.Conversation.GuardianId && guardian.Id != user.GuardianId)
                    .Select(guardian => guardian.FirstName + " " + guardian.LastName).FirstOrDefault(),
                // When another wrote in an old one is not this guardian's to know.
                LastAt = row.Conversation.GuardianId != null ? row.Conversation.LastMessageAt
                    : db.ConversationMessages.WhereReadableBy(db, user).Where(message => message.ConversationId == row.Conversation.Id).Max(message => (DateTime?)message.SentAt) ?? row.Conversation.LastMessageAt,
            }).AsNoTracking().ToListAsync(cancellationToken);
        return new Page<ConversationLine>(
            [.. rows.Select(line => new ConversationLine(
                line.row.Conversation.Id, line.row.Conversation.FamilyId, "", desk.SubjectOf(line.row), clock.ToWallClock(line.LastAt), line.row.Unread, line.row.Conversation.IsClosed, null,
                line.Owner?.Trim(), line.row.Conversation.IsShared))],
            number, PageSize, total);
    }
}

/// <summary>The staff's inbox. Texts are sealed, so the search is by family, not by word.</summary>
public sealed record ListInbox(bool Closed = false, bool OnlyUnread = false, bool OnlyMine = false, string? Search = null, int PageNumber = 1) : IQuery<Page<ConversationLine>>
{
    // Whoever answers families: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
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
        var lines = InboxRows.Of(db, request, user);
        var total = await lines.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await lines.OrderByDescending(line => line.Conversation.LastMessageAt).ThenBy(line => line.Conversation.Id)
            .Skip((number - 1) * PageSize).Take(PageSize).Select(line => new { conversation = line.Conversation, line.Family.Name, line.GuardianName }).AsNoTracking().ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, rows.ConvertAll(line => line.conversation.FamilyId), cancellationToken);
        return new Page<ConversationLine>(
            [.. rows.Select(line => new ConversationLine(
                line.conversation.Id, line.conversation.FamilyId, line.Name, desk.SubjectOf(line.conversation.Id, line.conversation.SealedSubject),
                clock.ToWallClock(line.conversation.LastMessageAt), line.conversation.UnreadByCentre, line.conversation.IsClosed, line.conversation.AssignedName,
                line.GuardianName?.Trim(), line.conversation.IsShared, notices.Line(line.conversation.FamilyId)))],
            number, PageSize, total);
    }
}

/// <summary>A conversation and whose it is.</summary>
internal sealed class InboxRow
{
    public required Conversation Conversation { get; init; }

    public required Family Family { get; init; }

    /// <summary>Also of somebody who left; null for an old conversation that is no single person's.</summary>
    public required string? GuardianName { get; init; }
}

/// <summary>What the inbox shows, on the screen and as a file.</summary>
internal static class InboxRows
{
    public static IQueryable<InboxRow> Of(IPortalDb db, ListInbox filter, ICurrentUser user)
    {
        var (closed, userId) = (filter.Closed, user.UserId);
        var lines = All(db, user)
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

    public static IQueryable<InboxRow> All(IPortalDb db, ICurrentUser user) =>
        from conversation in db.Conversations.WhereOfOtherFamilies(user)
        join family in db.Families on conversation.FamilyId equals family.Id
        select new InboxRow
        {
            Conversation = conversation,
            Family = family,
            GuardianName = db.Guardians.IgnoreQueryFilters().Where(guardian => guardian.Id == conversation.GuardianId)
                .Select(guardian => guardian.FirstName + " " + guardian.LastName).FirstOrDefault(),
        };
}

/// <summary>Staff settle a conversation, or open it again.</summary>
public sealed record CloseConversation(Guid ConversationId, bool Close = true) : ICommand<Done>, IConcernsFamilies
{
    // Whoever answers families.
    public static Permission Access => Permission.Of(Roles.Treating);

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
    public static Permission Access => Permission.Of(Roles.Treating);

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
