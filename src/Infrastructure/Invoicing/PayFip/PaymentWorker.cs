using ClsPortal.Application.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>Asks PayFiP about payments that are due to be asked about: at once when notified, else by their own schedule.</summary>
internal sealed class PaymentWorker(IServiceScopeFactory scopes, PaymentBell bell, WorkBell work, ILogger<PaymentWorker> logger)
    : StepWorker(scopes, new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)) { Idle = TimeSpan.FromSeconds(15) }, work, logger)
{
    protected override Task WaitAsync(TimeSpan pause, CancellationToken stopping) => bell.WaitAsync(pause, stopping);

    protected override async Task<Step> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping) =>
        await services.GetRequiredService<PaymentOutcomes>().AskDueAsync(stopping) > 0 ? Step.More : Step.Nothing;
}
