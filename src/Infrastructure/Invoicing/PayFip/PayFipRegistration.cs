using ClsPortal.Application.Invoicing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>Registers online payment, the Trésorerie's exports and reminders.</summary>
public static class PayFipRegistration
{
    public static IServiceCollection AddOnlinePayment(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(CollectionSettingsReader.Read(configuration))
            .AddSingleton(PayFipSettings.Read(configuration))
            .AddSingleton<IPayFip, PayFipClient>()
            .AddHostedService<PaymentWorker>();
}
