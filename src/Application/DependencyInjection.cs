using System.Globalization;
using ClsPortal.Application.Calendar;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Administration;
using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Files;
using ClsPortal.Application.Families;
using ClsPortal.Application.Import;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Lists;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Reminders;
using ClsPortal.Application.Staffing;
using ClsPortal.Application.Planning;
using ClsPortal.Application.Treatment;
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
        services.TryAddSingleton(MailHold.None);
        services.TryAddSingleton(SignInPolicy.Strict);
        services.AddScoped<CurrentUser>().AddScoped<ICurrentUser>(provider => provider.GetRequiredService<CurrentUser>());
        services.AddScoped<CentreClock>().AddScoped<EnrolmentDesk>().AddScoped<FilePlaces>().AddScoped<FamilyMails>().AddScoped<CancelBooking>();
        services.AddScoped<RecordDesk>().AddScoped<RecordEdits>().AddScoped<RecordForms>().AddScoped<RecordAuthor>().AddScoped<HealthSheets>().AddScoped<ChangeValues>().AddScoped<ChangeLines>()
            .AddScoped<RecordMails>().AddScoped<RecordPrinter>().AddScoped<StaffChanges>()
            .AddScoped<FamilyMembers>().AddScoped<Duplicates>().AddScoped<PlacesToCome>().AddScoped<PlacesGivenUp>();
        services.AddInvoicing();
        services.AddScoped<UndoDecision>();
        services.AddScoped<SetupDesk>().AddScoped<PlanDesk>().AddScoped<ActivitySaver>().AddScoped<ActivityHistory>().AddScoped<CalendarDesk>();
        services.AddScoped<FileVault>().AddScoped<Notices>().AddScoped<ConversationDesk>().AddScoped<AudienceDesk>();
        services.AddScoped<InvitationDesk>().AddScoped<UserDesk>();
        services.AddScoped<PaymentOutcomes>().AddSingleton<PaymentBell>().AddScoped<ReminderDesk>();
        services.AddScoped<StaffingDesk>().AddScoped<DayListDesk>().AddScoped<Exports>().AddScoped<ImportDesk>().AddScoped<ImportInvitations>().AddScoped<ReminderRound>().AddScoped<ExpiringPieces>().AddScoped<ExportQueries>();
        services.AddSetup().AddPrivacy();
        services.AddSingleton<EnrolmentFeed>().AddSingleton<SharedPlaces>();
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
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidateBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        return services;
    }
}
