using ClsPortal.Application.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>
/// Works on the open run, batch by batch. Looks within two seconds of each write, and every half a minute for a run that another copy left: one
/// indexed query.
/// </summary>
internal sealed class InvoiceRunWorker(IServiceScopeFactory scopes, WorkBell work, ILogger<InvoiceRunWorker> logger)
    : StepWorker(scopes, new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(2)) { Idle = TimeSpan.FromSeconds(30) }, work, logger)
{
    protected override async Task<Step> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping) =>
        await services.GetRequiredService<InvoiceRunJob>().StepAsync(worker, stopping) ? Step.More : Step.Nothing;
}
