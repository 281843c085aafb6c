using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Administration;

/// <summary>Registers what the use cases of logins and invitations share.</summary>
internal static class AdministrationServices
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddScoped<InvitationDesk>().AddScoped<LoginAddresses>().AddScoped<UserDesk>();
}
