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
            .AddScoped<IRequestSubscriber, RequestJournal>()
            .AddScoped<IRequestSubscriber, RequestMails>()
            .AddScoped<IRequestSubscriber, FreedPlaces>()
            .AddScoped<IRequestSubscriber, RequestScreens>()
            .AddScoped<FamilyMails>()
            .AddScoped<PlacesToCome>()
            .AddScoped<PlacesGivenUp>();
}
