using ClsPortal.Application.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Privacy;

/// <summary>Carries out the retention delays: at night by itself, and when an administrator asks for it.</summary>
internal sealed partial class RetentionWorker(IServiceScopeFactory scopes, ILogger<RetentionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Guid _name = Guid.NewGuid();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (true)
        {
            await Task.Delay(Pause * (1 << Math.Min(failures, 6)), stoppingToken);
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
        return await scope.ServiceProvider.GetRequiredService<RetentionJob>().StepAsync(_name, stopping);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of the retention delays failed")]
    private partial void StepFailed(Exception exception);
}
