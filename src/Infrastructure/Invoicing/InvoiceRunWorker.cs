using ClsPortal.Application.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>Works on the open run, batch by batch. Looks every two seconds: one indexed query.</summary>
internal sealed class InvoiceRunWorker(IServiceScopeFactory scopes, ILogger<InvoiceRunWorker> logger)
    : StepWorker(scopes, new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(2)), logger)
{
    protected override async Task<Step> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping) =>
        await services.GetRequiredService<InvoiceRunJob>().StepAsync(worker, stopping) ? Step.More : Step.Nothing;
}
