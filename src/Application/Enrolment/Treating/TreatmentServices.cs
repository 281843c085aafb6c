using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Treatment;

/// <summary>Registers what the use cases of treatment share.</summary>
internal static class TreatmentServices
{
    public static IServiceCollection AddTreatment(this IServiceCollection services) => services
        .AddScoped<CancelBooking>().AddScoped<UndoDecision>();
}
