using ClsPortal.Application.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Enrolment;

/// <summary>Registers what the use cases of enrolment share.</summary>
internal static class EnrolmentServices
{
    public static IServiceCollection AddEnrolment(this IServiceCollection services) =>
        services
            .AddScoped<EnrolmentDesk>()
            .AddScoped<FamilyPrices>()
            .AddScoped<FilePlaces>()
            .AddSingleton<SharedPlaces>()
            .AddScoped<CancelBooking>()
            .AddScoped<UndoDecision>()
            .AddScoped<RequestDesk>()
            .AddScoped<RequestLifecycle>()
            // In the order in which they hear: sessions' rows are locked last (decision 0003).
            .AddScoped<ISubscriber<RequestAct>, JournalOf<RequestAct>>()
            .AddScoped<ISubscriber<RequestAct>, RequestMails>()
            .AddScoped<ISubscriber<RequestAct>, FreedPlaces>()
            .AddScoped<ISubscriber<RequestAct>, ScreensOf<RequestAct>>()
            .AddScoped<FamilyMails>()
            .AddScoped<PlacesToCome>()
            .AddScoped<PlacesGivenUp>();
}
