using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Shared;

/// <summary>Something that was done and is told once: journal, mails, places and screens each hear of it.</summary>
internal interface IAct
{
    /// <summary>Its rows of the journal; empty for what the data tell by themselves.</summary>
    IEnumerable<JournalLine> Journal { get; }

    /// <summary>What open screens read again after the commit; null when none shows it.</summary>
    ChangeNotice? Notice { get; }
}

/// <summary>One row of the journal, whose author is the person signed in.</summary>
internal sealed record JournalLine(string Act, string Subject, int? FamilyId = null, string? Details = null);

/// <summary>Makes something follow from an act, in its transaction and behind its own rows. Who hear are registered in the order in which they act.</summary>
internal interface ISubscriber<in TAct>
{
    Task HearAsync(TAct act, CancellationToken cancellationToken);
}

/// <summary>Tells an act to all who make something follow, and saves what they add.</summary>
internal sealed class Teller<TAct>(IPortalDb db, IEnumerable<ISubscriber<TAct>> subscribers)
    where TAct : IAct
{
    public async Task TellAsync(TAct act, CancellationToken cancellationToken)
    {
        foreach (var subscriber in subscribers)
        {
            await subscriber.HearAsync(act, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>Writes an act into the journal.</summary>
internal sealed class JournalOf<TAct>(IPortalDb db, ICurrentUser user, CentreClock clock) : ISubscriber<TAct>
    where TAct : IAct
{
    public Task HearAsync(TAct act, CancellationToken cancellationToken)
    {
        db.AuditEntries.AddRange(
            act.Journal.Select(line => AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, line.Act, line.Subject, line.FamilyId, line.Details))
        );
        return Task.CompletedTask;
    }
}

/// <summary>Lets open screens hear of an act when it is committed.</summary>
internal sealed class ScreensOf<TAct>(ITransactions transactions, ChangeFeed feed, ICurrentUser user) : ISubscriber<TAct>
    where TAct : IAct
{
    public Task HearAsync(TAct act, CancellationToken cancellationToken)
    {
        if (act.Notice is { } notice)
        {
            transactions.AfterCommit(() => feed.Publish(notice with { Screen = user.Screen }));
        }

        return Task.CompletedTask;
    }
}
