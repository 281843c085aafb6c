using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ClsPortal.Web.Hosting;

/// <summary>What signing in needs of the web edge.</summary>
internal static class AccountEdge
{
    public static IServiceCollection AddAccountEdge(this IServiceCollection services) =>
        services
            .AddHttpContextAccessor()
            .AddSingleton<PublicAddress>()
            .AddScoped<AuthenticationStateProvider, CircuitRevalidation>()
            .AddScoped<CircuitHandler, CircuitRevalidation.Beginning>()
            .AddSingleton<IClaimsTransformation, StaffRoles>()
            .AddSingleton<IConfigureOptions<IdentityPasskeyOptions>, PasskeyDomain>()
            .AddExceptionHandler<FaultLog>()
            .AddHostedService<FirstAdministratorOffer>()
            .AddSessionGate()
            .AddAccountLimits();
}
