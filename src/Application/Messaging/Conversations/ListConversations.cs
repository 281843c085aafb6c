using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The guardian's conversations, and those that another guardian of the family shares, the latest first.</summary>
public sealed record ListConversations(int PageNumber = 1) : IQuery<Page<ConversationLine>>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ListConversationsHandler(IMessagingDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk)
    : IQueryHandler<ListConversations, Page<ConversationLine>>
{
    private const int PageSize = 20;

    public async Task<Outcome<Page<ConversationLine>>> Handle(ListConversations request, CancellationToken cancellationToken)
    {
        var own = db.ReadableBy(user);
        var total = await own.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total, PageSize);
        var rows = await own.OrderByDescending(row => row.Conversation.LastMessageAt)
            .ThenBy(row => row.Conversation.Id)
            .Cut(cut)
            .Select(row => new
            {
                row,
                Owner = db
                    .Guardians.IgnoreQueryFilters()
                    .Where(guardian => guardian.Id == row.Conversation.GuardianId && guardian.Id != user.GuardianId)
                    .Select(guardian => guardian.FirstName + " " + guardian.LastName)
                    .FirstOrDefault(),
                // When another wrote in an old one is not this guardian's to know.
                LastAt = row.Conversation.GuardianId != null
                    ? row.Conversation.LastMessageAt
                    : db.ConversationMessages.WhereReadableBy(db, user)
                        .Where(message => message.ConversationId == row.Conversation.Id)
                        .Max(message => (DateTime?)message.SentAt)
                        ?? row.Conversation.LastMessageAt,
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return cut.Of<ConversationLine>([
            .. rows.Select(line => new ConversationLine(
                line.row.Conversation.Id,
                line.row.Conversation.FamilyId,
                "",
                desk.SubjectOf(line.row),
                clock.ToWallClock(line.LastAt),
                line.row.Unread,
                line.row.Conversation.IsClosed,
                null,
                line.Owner?.Trim(),
                line.row.Conversation.IsShared
            )),
        ]);
    }
}
