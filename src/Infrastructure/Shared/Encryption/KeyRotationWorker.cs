using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>After a start with a new current key, or with texts that an earlier version left in clear, seals batch by batch, in the background; a later start goes on where this one stopped.</summary>
internal sealed partial class KeyRotationWorker(IServiceScopeFactory scopes, KeyHolder holder, ILogger<KeyRotationWorker> logger) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await RotateAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                RotationFailed(exception);
                await Task.Delay(AfterFailure, stoppingToken);
            }
        }
    }

    private async Task RotateAsync(CancellationToken stopping)
    {
        if (!await HasWorkAsync(stopping))
        {
            return;
        }

        var total = 0;
        while (true)
        {
            var batch = await SendAsync(stopping);
            total += batch?.Resealed ?? 0;
            if (batch?.IsComplete == true)
            {
                RotationComplete(total, holder.Keys.Current);
                return;
            }

            await Task.Delay(BetweenBatches, stopping);
        }
    }

    private async Task<bool> HasWorkAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var columns = scope.ServiceProvider.GetRequiredService<ISealedColumns>();
        return await columns.HasOlderKeysAsync(stopping) || await columns.HasClearTextAsync(stopping);
    }

    /// <returns>Null while the database is too busy.</returns>
    private async Task<KeyRotation?> SendAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var portal = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        portal.SignIn(Guid.Empty, "Portail", Roles.Administrator, 0);
        // The portal itself types no password.
        portal.ConfirmSecondFactor();
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RotateKeys(BatchSize), stopping);
        return outcome.IsRefused ? null : outcome.Value;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rows} rows were sealed with the key '{Key}': older keys open nothing any more and may leave the settings")]
    private partial void RotationComplete(int rows, string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "The rotation of the encryption key was interrupted and will go on")]
    private partial void RotationFailed(Exception exception);
}
