using ClsPortal.Application.Privacy;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Privacy;

/// <summary>Carries out the retention delays: at night by itself, and when an administrator asks for it.</summary>
internal sealed class RetentionWorker(IServiceScopeFactory scopes, WorkBell work, ILogger<RetentionWorker> logger)
    : StepWorker(scopes, new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)) { Idle = TimeSpan.FromMinutes(1) }, work, logger)
{
    protected override async Task<Step> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping) =>
        await services.GetRequiredService<RetentionJob>().StepAsync(worker, stopping) ? Step.More : Step.Nothing;
}
