using System.Globalization;
using ClsPortal.Application.Access;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClsPortal.Application;

/// <summary>Registers the use cases.</summary>
public static class DependencyInjection
{
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(SignInPolicy.Strict);
        services
            .AddScoped<CurrentUser>()
            .AddScoped<ICurrentUser>(provider => provider.GetRequiredService<CurrentUser>())
            .AddScoped<CentreClock>()
            .AddSingleton<ChangeFeed>();
        services.AddScoped<Exports>();
        services.AddScoped(typeof(Teller<>));
        services.AddAccess().AddCentre().AddFamilies().AddInvoicing().AddEnrolment().AddActivities().AddAttendance().AddMessaging().AddOverview().AddPrivacy();
        ValidatorOptions.Global.LanguageManager.Culture = CultureInfo.GetCultureInfo("fr-FR");
        services.AddValidatorsFromAssembly(typeof(DependencyInjection).Assembly, includeInternalTypes: true);
        return services.AddMediatR();
    }

    // MediatR 5 has no registration of its own that is served here; a later version replaces this one method.
    private static IServiceCollection AddMediatR(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        var handlers =
            from type in typeof(DependencyInjection).Assembly.GetTypes()
            where type is { IsAbstract: false, IsGenericTypeDefinition: false }
            from contract in type.GetInterfaces()
            where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
            select (contract, type);
        foreach (var (contract, type) in handlers)
        {
            services.AddScoped(contract, type);
        }

        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LogBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthoriseBehavior<,>));
        services.AddScoped<OwnFamilyGuard>().AddScoped(typeof(IPipelineBehavior<,>), typeof(OwnFamilyBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidateBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LookBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(CheckFileBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        return services;
    }
}
