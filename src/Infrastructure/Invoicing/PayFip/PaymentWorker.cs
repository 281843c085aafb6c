using ClsPortal.Application.Invoicing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>Asks PayFiP about payments that are due to be asked about: at once when notified, else by their own schedule.</summary>
internal sealed partial class PaymentWorker(IServiceScopeFactory scopes, PaymentBell bell, ILogger<PaymentWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await bell.WaitAsync(Pause, stoppingToken);
            await RoundAsync(stoppingToken);
        }
    }

    private async Task RoundAsync(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var outcomes = scope.ServiceProvider.GetRequiredService<PaymentOutcomes>();
            while (await outcomes.AskDueAsync(stopping) > 0)
            {
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            RoundFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of questions to PayFiP failed")]
    private partial void RoundFailed(Exception exception);
}
