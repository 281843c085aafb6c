using ClsPortal.Application.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>Works on the open run, batch by batch. Looks every two seconds: one indexed query.</summary>
internal sealed class InvoiceRunWorker(IServiceScopeFactory scopes, ILogger<InvoiceRunWorker> logger) : StepWorker(scopes, TimeSpan.FromSeconds(2), logger)
{
    protected override Task<bool> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping) =>
        services.GetRequiredService<InvoiceRunJob>().StepAsync(worker, stopping);
}
