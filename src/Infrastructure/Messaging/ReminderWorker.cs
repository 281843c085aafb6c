using ClsPortal.Application.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>Looks every five minutes whether a reminder of the day is due. Every copy of the portal does; one writes it.</summary>
internal sealed partial class ReminderWorker(IServiceScopeFactory scopes, ILogger<ReminderWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await RoundAsync(stoppingToken);
            await Task.Delay(Pause, stoppingToken);
        }
    }

    private async Task RoundAsync(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var written = await scope.ServiceProvider.GetRequiredService<ReminderRound>().RunAsync(stopping);
            if (written > 0)
            {
                Written(written);
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            RoundFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} reminders written")]
    private partial void Written(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the reminders failed; the next one is in five minutes")]
    private partial void RoundFailed(Exception exception);
}
