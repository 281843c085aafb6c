using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>
/// Looks for due mails within two seconds of each write, and every half a minute: one indexed query, so that no family waits for its answer.
/// While the mail server or the database is away it looks less and less often, at least once a minute: when it is back, all that waited leaves.
/// </summary>
internal sealed class OutboxWorker(IServiceScopeFactory scopes, WorkBell work, ILogger<OutboxWorker> logger)
    : StepWorker(scopes, new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)) { Idle = TimeSpan.FromSeconds(30) }, work, logger)
{
    protected override async Task<Step> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping) =>
        await services.GetRequiredService<OutboxSender>().SendDueAsync(stopping) switch
        {
            { ServerFailed: true } => Step.Away,
            { Sent: 0 } => Step.Nothing,
            _ => Step.More,
        };
}
