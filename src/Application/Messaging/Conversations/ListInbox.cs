using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The staff's inbox. Texts are sealed, so the search is by family, not by word.</summary>
public sealed record ListInbox(bool Closed = false, bool OnlyUnread = false, bool OnlyMine = false, string? Search = null, int PageNumber = 1)
    : IQuery<Page<ConversationLine>>
{
    // Whoever answers families: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

internal sealed class ListInboxValidator : AbstractValidator<ListInbox>
{
    public ListInboxValidator() => RuleFor(list => list.Search).SearchShortEnough();
}

internal sealed class ListInboxHandler(IMessagingDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk)
    : IQueryHandler<ListInbox, Page<ConversationLine>>
{
    public async Task<Outcome<Page<ConversationLine>>> Handle(ListInbox request, CancellationToken cancellationToken)
    {
        var lines = InboxRows.Of(db, request, user);
        var total = await lines.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await lines
            .OrderByDescending(line => line.Conversation.LastMessageAt)
            .ThenBy(line => line.Conversation.Id)
            .Cut(cut)
            .Select(line => new
            {
                conversation = line.Conversation,
                line.Family.Name,
                line.GuardianName,
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, rows.ConvertAll(line => line.conversation.FamilyId), cancellationToken);
        return cut.Of<ConversationLine>([
            .. rows.Select(line => new ConversationLine(
                line.conversation.Id,
                line.conversation.FamilyId,
                line.Name,
                desk.SubjectOf(line.conversation.Id, line.conversation.SealedSubject),
                clock.ToWallClock(line.conversation.LastMessageAt),
                line.conversation.UnreadByCentre,
                line.conversation.IsClosed,
                line.conversation.AssignedName,
                line.GuardianName?.Trim(),
                line.conversation.IsShared,
                notices.Line(line.conversation.FamilyId)
            )),
        ]);
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
    public static IQueryable<InboxRow> Of(IMessagingDb db, ListInbox filter, ICurrentUser user)
    {
        var (closed, userId) = (filter.Closed, user.UserId);
        var lines = All(db, user)
            // What went to many waits in « Messages envoyés » until a family answers: it would bury the families' own questions.
            .Where(line =>
                line.Conversation.IsClosed == closed
                && (
                    line.Conversation.BroadcastId == null
                    || db.ConversationMessages.Any(message => message.ConversationId == line.Conversation.Id && !message.IsFromCentre)
                )
            );
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

    public static IQueryable<InboxRow> All(IMessagingDb db, ICurrentUser user) =>
        from conversation in db.Conversations.WhereOfOtherFamilies(user)
        join family in db.Families on conversation.FamilyId equals family.Id
        select new InboxRow
        {
            Conversation = conversation,
            Family = family,
            GuardianName = db
                .Guardians.IgnoreQueryFilters()
                .Where(guardian => guardian.Id == conversation.GuardianId)
                .Select(guardian => guardian.FirstName + " " + guardian.LastName)
                .FirstOrDefault(),
        };
}
