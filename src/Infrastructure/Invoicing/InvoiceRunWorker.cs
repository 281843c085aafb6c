using ClsPortal.Application.Invoicing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>
/// Works on the open run, batch by batch, each in a scope of its own. Looks every two seconds: one indexed query. While the
/// database is away it looks less and less often; the run goes on where it was.
/// </summary>
internal sealed partial class InvoiceRunWorker(IServiceScopeFactory scopes, ILogger<InvoiceRunWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly Guid _name = Guid.NewGuid();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (true)
        {
            await Task.Delay(Pause * (1 << Math.Min(failures, 5)), stoppingToken);
            try
            {
                while (await StepAsync(stoppingToken))
                {
                    failures = 0;
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                failures++;
                StepFailed(exception);
            }
        }
    }

    private async Task<bool> StepAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<InvoiceRunJob>().StepAsync(_name, stopping);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of the open invoice run failed")]
    private partial void StepFailed(Exception exception);
}
