using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>One of them: to whom it went, who has read it and who has answered.</summary>
public sealed record GetBroadcast(Guid BroadcastId, bool OnlyUnread = false, int PageNumber = 1) : IQuery<BroadcastView>
{
    public static Permission Access => Permission.Of(Roles.Treating);
}

public sealed record BroadcastView(BroadcastLine Line, string Text, Page<BroadcastReader> Readers);

/// <param name="ConversationId">The guardian's own thread.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="FamilyName">Without « Famille ».</param>
/// <param name="GuardianName">Whose thread; null for one that went to the family as a whole.</param>
/// <param name="HasEmail">False: told on the portal only.</param>
/// <param name="ReadAt">Last opened with something unread in it, on the centre's clocks; null until then.</param>
/// <param name="HasAnswered">True once somebody of the family wrote in it.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record BroadcastReader(
    Guid ConversationId,
    int FamilyId,
    string FamilyName,
    string? GuardianName,
    bool HasEmail,
    DateTime? ReadAt,
    bool HasAnswered,
    string? Confidential = null
);

internal sealed class GetBroadcastHandler(IMessagingDb db, ICurrentUser user, CentreClock clock, ISecretBox box) : IQueryHandler<GetBroadcast, BroadcastView>
{
    public async Task<Outcome<BroadcastView>> Handle(GetBroadcast request, CancellationToken cancellationToken)
    {
        var found = await db.Broadcasts.Where(row => row.Id == request.BroadcastId).Counted(db).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        // Whether another guardian of the own family has read or answered is not a parent’s to know.
        var conversations = db
            .Conversations.WhereOfOtherFamilies(user)
            .Where(row =>
                row.BroadcastId == request.BroadcastId
                && (!request.OnlyUnread || !db.ConversationReaders.Any(reader => reader.ConversationId == row.Id && reader.ReadAt != null))
            );
        var total = await conversations.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var readers = await (
            from conversation in conversations
            join family in db.Families on conversation.FamilyId equals family.Id
            orderby family.SortKey, family.Id, conversation.GuardianId
            select new BroadcastReader(
                conversation.Id,
                family.Id,
                family.Name,
                db.Guardians.Where(guardian => guardian.Id == conversation.GuardianId)
                    .Select(guardian => (guardian.FirstName + " " + guardian.LastName).Trim())
                    .FirstOrDefault(),
                family.Guardians.Any(guardian => guardian.Email != null && (conversation.GuardianId == null || guardian.Id == conversation.GuardianId)),
                db.ConversationReaders.Where(reader => reader.ConversationId == conversation.Id).Max(reader => reader.ReadAt),
                db.ConversationMessages.Any(message => message.ConversationId == conversation.Id && !message.IsFromCentre),
                null
            )
        )
            .Cut(cut)
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, readers.ConvertAll(reader => reader.FamilyId), cancellationToken);
        return new BroadcastView(
            found.ToLine(box, clock),
            box.OpenText(BroadcastSecrets.Text.Row(request.BroadcastId), found.Broadcast.SealedText),
            cut.Of<BroadcastReader>([
                .. readers.Select(reader =>
                    reader with
                    {
                        ReadAt = reader.ReadAt is { } at ? clock.ToWallClock(at) : null,
                        Confidential = notices.Line(reader.FamilyId),
                    }
                ),
            ])
        );
    }
}
