using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;

namespace ClsPortal.Application.Messaging;

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
    Guid Id,
    string Subject,
    DateTime SentAt,
    string SentByName,
    Audience Audience,
    string? ActivityName,
    int Families,
    int Read,
    int People,
    int ReadByPeople,
    int Answered
);

/// <summary>A broadcast with what became of it, as both readings count it.</summary>
internal sealed record CountedBroadcast(Broadcast Broadcast, string? ActivityName, int Read, int ReadByPeople, int Answered)
{
    public BroadcastLine ToLine(ISecretBox box, CentreClock clock) =>
        new(
            Broadcast.Id,
            box.OpenText(BroadcastSecrets.Subject.Row(Broadcast.Id), Broadcast.SealedSubject),
            clock.ToWallClock(Broadcast.SentAt),
            Broadcast.SentByName,
            new Audience(Broadcast.From, Broadcast.To, Broadcast.ActivityId, Broadcast.BusLine, Broadcast.WithPending, Broadcast.ToEverybody),
            ActivityName,
            Broadcast.Families,
            Read,
            Broadcast.People,
            ReadByPeople,
            Answered
        );
}

internal static class BroadcastCounts
{
    public static IQueryable<CountedBroadcast> Counted(this IQueryable<Broadcast> broadcasts, IMessagingDb db) =>
        broadcasts.Select(broadcast => new CountedBroadcast(
            broadcast,
            db.Activities.Where(activity => activity.Id == broadcast.ActivityId).Select(activity => activity.Name).FirstOrDefault(),
            db.Conversations.Where(row =>
                    row.BroadcastId == broadcast.Id && db.ConversationReaders.Any(reader => reader.ConversationId == row.Id && reader.ReadAt != null)
                )
                .Select(row => row.FamilyId)
                .Distinct()
                .Count(),
            db.Conversations.Count(row =>
                row.BroadcastId == broadcast.Id && db.ConversationReaders.Any(reader => reader.ConversationId == row.Id && reader.ReadAt != null)
            ),
            db.Conversations.Where(row =>
                    row.BroadcastId == broadcast.Id && db.ConversationMessages.Any(message => message.ConversationId == row.Id && !message.IsFromCentre)
                )
                .Select(row => row.FamilyId)
                .Distinct()
                .Count()
        ));
}
