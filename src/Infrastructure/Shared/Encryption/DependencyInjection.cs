using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>Registers the encryption at rest.</summary>
public static class DependencyInjection
{
    public static IServiceCollection AddEncryption(this IServiceCollection services, EncryptionSettings settings)
    {
        var holder = new KeyHolder(settings);
        services
            .AddSingleton(settings)
            .AddSingleton(holder)
            .AddSingleton(new KeyedDigests(holder))
            .AddSingleton<ISecretBox, FieldCipher>()
            .AddScoped<ISealedColumns, SealedColumns>();
        services.AddOptions<KeyManagementOptions>().Configure<ISecretBox>((options, box) => options.XmlEncryptor = new KeyRingEncryptor(box));
        return services.AddHostedService<KeyRotationWorker>();
    }
}
