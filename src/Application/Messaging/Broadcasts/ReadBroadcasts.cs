using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>« Messages envoyés »: what went to many families, the latest first.</summary>
public sealed record ListBroadcasts(int PageNumber = 1) : IQuery<Page<BroadcastLine>>
{
    // Whoever answers families must know what they were told; only the director sends.
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="Id">The key.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="SentAt">On the centre's clocks.</param>
/// <param name="SentByName">Who sent it.</param>
/// <param name="Audience">To whom.</param>
/// <param name="ActivityName">Of the audience; null for all activities.</param>
/// <param name="Families">How many families got it.</param>
/// <param name="Read">Of how many families somebody opened it.</param>
/// <param name="People">How many guardians got it.</param>
/// <param name="ReadByPeople">How many of them opened it.</param>
/// <param name="Answered">How many families answered.</param>
public sealed record BroadcastLine(
    Guid Id, string Subject, DateTime SentAt, string SentByName, Audience Audience, string? ActivityName, int Families, int Read, int People, int ReadByPeople, int Answered);

internal sealed class ListBroadcastsHandler(IPortalDb db, CentreClock clock, ISecretBox box) : IQueryHandler<ListBroadcasts, Page<BroadcastLine>>
{
    private const int PageSize = 50;

    public async Task<Outcome<Page<BroadcastLine>>> Handle(ListBroadcasts request, CancellationToken cancellationToken)
    {
        var total = await db.Broadcasts.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await db.Broadcasts.OrderByDescending(row => row.SentAt).ThenBy(row => row.Id).Skip((number - 1) * PageSize).Take(PageSize)
            .Counted(db).AsNoTracking().ToListAsync(cancellationToken);
        return new Page<BroadcastLine>([.. lines.Select(line => line.ToLine(box, clock))], number, PageSize, total);
    }
}

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
    Guid ConversationId, int FamilyId, string FamilyName, string? GuardianName, bool HasEmail, DateTime? ReadAt, bool HasAnswered, string? Confidential = null);

internal sealed class GetBroadcastHandler(IPortalDb db, ICurrentUser user, CentreClock clock, ISecretBox box) : IQueryHandler<GetBroadcast, BroadcastView>
{
    private const int PageSize = 50;

    public async Task<Outcome<BroadcastView>> Handle(GetBroadcast request, CancellationToken cancellationToken)
    {
        var found = await db.Broadcasts.Where(row => row.Id == request.BroadcastId).Counted(db).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        // Whether another guardian of the own family has read or answered is not a parent’s to know.
        var conversations = db.Conversations.WhereOfOtherFamilies(user).Where(row => row.BroadcastId == request.BroadcastId
            && (!request.OnlyUnread || !db.ConversationReaders.Any(reader => reader.ConversationId == row.Id && reader.ReadAt != null)));
        var total = await conversations.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var readers = await (
            from conversation in conversations
            join family in db.Families on conversation.FamilyId equals family.Id
            orderby family.SortKey, family.Id, conversation.GuardianId
            select new BroadcastReader(
                conversation.Id, family.Id, family.Name,
                db.Guardians.Where(guardian => guardian.Id == conversation.GuardianId).Select(guardian => (guardian.FirstName + " " + guardian.LastName).Trim()).FirstOrDefault(),
                family.Guardians.Any(guardian => guardian.Email != null && (conversation.GuardianId == null || guardian.Id == conversation.GuardianId)),
                db.ConversationReaders.Where(reader => reader.ConversationId == conversation.Id).Max(reader => reader.ReadAt),
                db.ConversationMessages.Any(message => message.ConversationId == conversation.Id && !message.IsFromCentre), null))
            .Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, readers.ConvertAll(reader => reader.FamilyId), cancellationToken);
        return new BroadcastView(
            found.ToLine(box, clock), box.OpenText(BroadcastSecrets.Text.Row(request.BroadcastId), found.Broadcast.SealedText),
            new Page<BroadcastReader>(
                [.. readers.Select(reader => reader with
                {
                    ReadAt = reader.ReadAt is { } at ? clock.ToWallClock(at) : null, Confidential = notices.Line(reader.FamilyId),
                })], number, PageSize, total));
    }
}

/// <summary>A broadcast with what became of it, as both readings count it.</summary>
internal sealed record CountedBroadcast(Broadcast Broadcast, string? ActivityName, int Read, int ReadByPeople, int Answered)
{
    public BroadcastLine ToLine(ISecretBox box, CentreClock clock) => new(
        Broadcast.Id, box.OpenText(BroadcastSecrets.Subject.Row(Broadcast.Id), Broadcast.SealedSubject), clock.ToWallClock(Broadcast.SentAt), Broadcast.SentByName,
        new Audience(Broadcast.From, Broadcast.To, Broadcast.ActivityId, Broadcast.BusLine, Broadcast.WithPending, Broadcast.ToEverybody), ActivityName,
        Broadcast.Families, Read, Broadcast.People, ReadByPeople, Answered);
}

internal static class BroadcastCounts
{
    public static IQueryable<CountedBroadcast> Counted(this IQueryable<Broadcast> broadcasts, IPortalDb db) => broadcasts.Select(broadcast => new CountedBroadcast(
        broadcast,
        db.Activities.Where(activity => activity.Id == broadcast.ActivityId).Select(activity => activity.Name).FirstOrDefault(),
        db.Conversations.Where(row => row.BroadcastId == broadcast.Id && db.ConversationReaders.Any(reader => reader.ConversationId == row.Id && reader.ReadAt != null))
            .Select(row => row.FamilyId).Distinct().Count(),
        db.Conversations.Count(row => row.BroadcastId == broadcast.Id && db.ConversationReaders.Any(reader => reader.ConversationId == row.Id && reader.ReadAt != null)),
        db.Conversations.Where(row => row.BroadcastId == broadcast.Id && db.ConversationMessages.Any(message => message.ConversationId == row.Id && !message.IsFromCentre))
            .Select(row => row.FamilyId).Distinct().Count()));
}
