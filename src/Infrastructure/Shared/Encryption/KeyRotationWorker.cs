using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// After a start with a new current key, or with texts that an earlier version left in clear, seals batch by batch, in the background; a later
/// start goes on where this one stopped.
/// </summary>
internal sealed partial class KeyRotationWorker(IServiceScopeFactory scopes, KeyHolder holder, WorkBell work, ILogger<KeyRotationWorker> logger)
    : StepWorker(
        scopes,
        new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)) { StartsAtOnce = true, BetweenSteps = TimeSpan.FromMilliseconds(100) },
        work,
        logger
    )
{
    private const int BatchSize = 500;
    private bool _hasWork;
    private int _total;

    protected override async Task<Step> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping)
    {
        _hasWork = _hasWork || await HasWorkAsync(services.GetRequiredService<ISealedColumns>(), stopping);
        if (!_hasWork)
        {
            return Step.Over;
        }

        var batch = await SendAsync(services, stopping);
        _total += batch?.Resealed ?? 0;
        if (batch?.IsComplete != true)
        {
            return Step.More;
        }

        RotationComplete(_total, holder.Keys.Current);
        return Step.Over;
    }

    private static async Task<bool> HasWorkAsync(ISealedColumns columns, CancellationToken stopping) =>
        await columns.HasOlderKeysAsync(stopping) || await columns.HasClearTextAsync(stopping);

    /// <returns>Null while the database is too busy.</returns>
    private static async Task<KeyRotation?> SendAsync(IServiceProvider services, CancellationToken stopping)
    {
        var portal = services.GetRequiredService<CurrentUser>();
        portal.SignIn(Guid.Empty, "Portail", Roles.Administrator, 0);
        // The portal itself types no password.
        portal.ConfirmSecondFactor();
        var outcome = await services.GetRequiredService<IMediator>().Send(new RotateKeys(BatchSize), stopping);
        return outcome.IsRefused ? null : outcome.Value;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Rows} rows were sealed with the key '{Key}': older keys open nothing any more and may leave the settings"
    )]
    private partial void RotationComplete(int rows, string key);
}
