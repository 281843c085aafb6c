using ClsPortal.Application.Privacy;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Privacy;

/// <summary>Carries out the retention delays: at night by itself, and when an administrator asks for it.</summary>
internal sealed class RetentionWorker(IServiceScopeFactory scopes, ILogger<RetentionWorker> logger) : StepWorker(scopes, TimeSpan.FromSeconds(5), logger)
{
    protected override Task<bool> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping) =>
        services.GetRequiredService<RetentionJob>().StepAsync(worker, stopping);
}
