using ClsPortal.Application.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Application.Privacy;

internal static class PrivacyServices
{
    /// <summary>What retention, erasure and export share.</summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services) =>
        services
            .AddScoped<LivingFamilies>()
            .AddScoped<DepositRemover>()
            .AddScoped<FamilyEraser>()
            .AddScoped<ErasureDesk>()
            .AddScoped<CarriedSums>()
            .AddScoped<RecordPurge>()
            .AddScoped<ActivityPurge>()
            .AddScoped<AccountsPurge>()
            .AddScoped<PurgeRules>()
            .AddScoped<DossierDesk>()
            .AddScoped<RecordDossier>()
            .AddScoped<ActivityDossier>()
            .AddScoped<AccountsDossier>()
            .AddScoped(provider => new DossierFiles(provider.GetRequiredService<IPrivacyDb>(), provider.GetRequiredService<ISecretBox>()))
            .AddScoped(provider => new RetentionJob(
                provider.GetRequiredService<IPrivacyDb>(),
                provider.GetRequiredService<ITransactions>(),
                provider.GetRequiredService<CentreClock>(),
                provider.GetRequiredService<PurgeRules>(),
                provider.GetRequiredService<ILogger<RetentionJob>>()
            ));
}
