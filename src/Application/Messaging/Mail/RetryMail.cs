using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Puts a mail that was given up, or that waits for a later attempt, first in line again.</summary>
[HarmlessForOwnFamily("sends once more what a colleague or the portal wrote")]
public sealed record RetryMail(Guid MailId) : ICommand<Done>
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Treating | Roles.Administrator);
}

internal sealed class RetryMailHandler(IMessagingDb db, CentreClock clock) : ICommandHandler<RetryMail, Done>
{
    public async Task<Outcome<Done>> Handle(RetryMail request, CancellationToken cancellationToken) =>
        await db
            .OutboxMessages.Where(mail => mail.Id == request.MailId && mail.Status != OutboxStatus.Sent)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(mail => mail.Status, OutboxStatus.Waiting)
                        .SetProperty(mail => mail.Attempts, 0)
                        .SetProperty(mail => mail.NextAttemptAt, clock.Now),
                cancellationToken
            ) == 1
            ? Done.It
            : Refusal.NotFound;
}
