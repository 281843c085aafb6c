using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Does the steps of a job, each in a scope of its own, until none is left; then looks again after the pause. While the database is away
/// it looks less and less often; the job goes on where it was.
/// </summary>
internal abstract partial class StepWorker(IServiceScopeFactory scopes, TimeSpan pause, ILogger logger) : BackgroundService
{
    private const int LongestWait = 6; // doublings of the pause
    private readonly Guid _name = Guid.NewGuid();

    /// <param name="services">Of the step's own scope.</param>
    /// <param name="worker">Who takes the lease.</param>
    /// <param name="stopping">Ends the step.</param>
    /// <returns>False when nothing is left to do.</returns>
    protected abstract Task<bool> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (true)
        {
            await Task.Delay(pause * (1 << Math.Min(failures, LongestWait)), stoppingToken);
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
        return await StepAsync(scope.ServiceProvider, _name, stopping);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step failed; it will be tried again")]
    private partial void StepFailed(Exception exception);
}
