using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Access;

/// <summary>Registers what the use cases of logins, invitations and the journal share.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services.AddScoped<InvitationDesk>().AddScoped<UserDesk>();
}
