using ClsPortal.Application.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Application.Invoicing;

/// <summary>Registers what the use cases of invoicing share.</summary>
internal static class InvoicingServices
{
    public static IServiceCollection AddInvoicing(this IServiceCollection services) =>
        services
            .AddScoped<InvoiceNumbers>()
            .AddScoped<TreasuryDesk>()
            .AddScoped<PaymentLedger>()
            .AddScoped<InvoiceComposer>()
            .AddScoped<RunDesk>()
            .AddScoped<ISubscriber<RunAct>, JournalOf<RunAct>>()
            .AddScoped<InvoiceReader>()
            .AddScoped<PaymentOutcomes>()
            .AddSingleton<PaymentBell>()
            .AddScoped<ReminderDesk>()
            // Its constructor names types that stay inside this layer.
            .AddScoped(provider => new InvoiceRunJob(
                provider.GetRequiredService<IInvoicingDb>(),
                provider.GetRequiredService<ITransactions>(),
                provider.GetRequiredService<CentreClock>(),
                provider.GetRequiredService<InvoiceComposer>(),
                provider.GetRequiredService<InvoiceNumbers>(),
                provider.GetRequiredService<ILogger<InvoiceRunJob>>()
            ));
}
