using System.Security.Claims;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Centre;
using ClsPortal.Web.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>The program over the demonstration's data, with a switch before its use cases.</summary>
internal sealed class DemoPortal : IAsyncDisposable
{
    private readonly Dictionary<Roles, ClaimsPrincipal> _signedIn = [];
    private readonly Dictionary<Roles, string> _logins = [];

    private DemoPortal(PortalHost host, RefusalSwitch refusing) => (Host, Refusing) = (host, refusing);

    public PortalHost Host { get; }

    public RefusalSwitch Refusing { get; }

    public static async Task<DemoPortal> StartAsync()
    {
        var portal = await EmptyAsync();
        await portal.Host.Find(db => db.Set<CentreProfile>().ExecuteDeleteAsync());
        await DemoData.SeedAsync(portal.Host.Services);
        foreach (var (email, _, roles) in DemoData.Logins)
        {
            portal._logins.TryAdd(roles, email);
        }

        return portal;
    }

    /// <summary>The same without data: staff, and a family without children.</summary>
    public static async Task<DemoPortal> NothingYetAsync()
    {
        var portal = await EmptyAsync();
        portal._logins[Roles.Parent] = await portal.Host.GivenParent();
        foreach (var role in (Roles[])[Roles.Agent, Roles.Director, Roles.Accountant, Roles.Administrator])
        {
            portal._logins[role] = await portal.Host.GivenStaff(role);
        }

        return portal;
    }

    private static async Task<DemoPortal> EmptyAsync()
    {
        var refusing = new RefusalSwitch();
        var host = await PortalHost.StartAsync(services =>
            services.AddScoped<IMediator>(provider => new RefusingMediator(new Mediator(provider.GetRequiredService), refusing, provider))
        );
        return new DemoPortal(host, refusing);
    }

    /// <summary>With a second factor, without which health is not shown.</summary>
    public async Task<ClaimsPrincipal> SignInAsync(Roles role)
    {
        if (!_signedIn.TryGetValue(role, out var principal))
        {
            _signedIn[role] = principal = await Host.PrincipalOf(_logins[role]);
            ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(PortalClaims.Method, PortalClaims.SecondFactor));
        }

        return principal;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
