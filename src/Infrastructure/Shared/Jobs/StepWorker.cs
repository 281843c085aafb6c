using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>What a step of a job came to.</summary>
internal enum Step
{
    /// <summary>Something was done and something may be left: the next step follows.</summary>
    More,

    /// <summary>Nothing is left for now.</summary>
    Nothing,

    /// <summary>What the job needs is away: it looks less and less often.</summary>
    Away,

    /// <summary>Nothing will be left any more before the next start.</summary>
    Over,
}

/// <summary>How often a job looks for work.</summary>
/// <param name="Pause">Between two looks.</param>
/// <param name="Longest">Between two looks while what it needs is away; the pause doubles up to it.</param>
internal sealed record Pace(TimeSpan Pause, TimeSpan Longest)
{
    /// <summary>Between two looks while nothing is found and this copy writes nothing; a write ends it, but not the shorter <see cref="Pause"/>.</summary>
    public TimeSpan Idle { get; init; } = Pause;

    /// <summary>True when the first look comes with the start, not after a pause.</summary>
    public bool StartsAtOnce { get; init; }

    /// <summary>Leaves the database to others after each step.</summary>
    public TimeSpan BetweenSteps { get; init; }

    /// <param name="failures">In a row, from 1.</param>
    internal TimeSpan After(int failures) => TimeSpan.FromTicks(Math.Min(Longest.Ticks, Pause.Ticks << Math.Min(failures, 10)));
}

/// <summary>
/// Runs a job of the portal in the background: its steps, each in a scope of its own, until none is left; then it looks again after the pause.
/// A step that throws is logged and tried again, less and less often; the job goes on where it was. What a step writes waits for its turn at the
/// <see cref="WriteGate"/>.
/// </summary>
internal abstract partial class StepWorker(IServiceScopeFactory scopes, Pace pace, WorkBell bell, ILogger logger) : BackgroundService
{
    private readonly Guid _name = Guid.NewGuid();

    /// <param name="services">Of the step's own scope.</param>
    /// <param name="worker">Who takes the lease.</param>
    /// <param name="stopping">Ends the step.</param>
    protected abstract Task<Step> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping);

    /// <summary>Waits for the next look; a job that can be called ends it early.</summary>
    protected virtual Task WaitAsync(TimeSpan pause, CancellationToken stopping) => Task.Delay(pause, stopping);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        if (!pace.StartsAtOnce)
        {
            await WaitAsync(pace.Pause, stoppingToken);
        }

        while (true)
        {
            var written = bell.Next;
            switch (await TryAsync(stoppingToken))
            {
                case Step.More:
                    failures = 0;
                    await Task.Delay(pace.BetweenSteps, stoppingToken);
                    break;
                case Step.Nothing:
                    failures = 0;
                    await WaitAsync(pace.Pause, stoppingToken);
                    await RestAsync(written, stoppingToken);
                    break;
                case Step.Over:
                    return;
                default:
                    await WaitAsync(pace.After(++failures), stoppingToken);
                    break;
            }
        }
    }

    private async Task RestAsync(Task written, CancellationToken stopping)
    {
        if (pace.Idle > pace.Pause)
        {
            using var called = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await Task.WhenAny(written, WaitAsync(pace.Idle - pace.Pause, called.Token));
            await called.CancelAsync();
            stopping.ThrowIfCancellationRequested();
        }
    }

    private async Task<Step> TryAsync(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            using var turns = scope.ServiceProvider.GetRequiredService<PortalDbContext>().Turn.OfJob();
            return await StepAsync(scope.ServiceProvider, _name, stopping);
        }
        catch (Exception exception) when (exception.GetBaseException() is NoTurnException)
        {
            GotNoTurn(GetType().Name);
            return Step.Away;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            StepFailed(exception, GetType().Name);
            return Step.Away;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} got no turn to write; it will try again")]
    private partial void GotNoTurn(string job);

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of {Job} failed; it will be tried again")]
    private partial void StepFailed(Exception exception, string job);
}
