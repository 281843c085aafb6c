using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>
/// Looks for due mails every two seconds: one indexed query, so that no family waits for its answer. While the mail server or
/// the database is away it looks less and less often, at least once a minute: when it is back, all that waited leaves.
/// </summary>
internal sealed partial class OutboxWorker(IServiceScopeFactory scopes, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (true)
        {
            var pause = Pause * (1 << Math.Min(failures, 10));
            await Task.Delay(pause < LongestPause ? pause : LongestPause, stoppingToken);
            failures = await RoundAsync(stoppingToken) ? 0 : failures + 1;
        }
    }

    /// <returns>False when the mail server or the database cannot be used.</returns>
    private async Task<bool> RoundAsync(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var sender = scope.ServiceProvider.GetRequiredService<OutboxSender>();
            while (true)
            {
                var round = await sender.SendDueAsync(stopping);
                if (round.ServerFailed || round.Sent == 0)
                {
                    return !round.ServerFailed;
                }
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            RoundFailed(exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the outbox failed")]
    private partial void RoundFailed(Exception exception);
}
