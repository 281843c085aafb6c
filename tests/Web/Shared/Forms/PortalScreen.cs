using System.Diagnostics;
using System.Security.Claims;
using AngleSharp;
using AngleSharp.Dom;
using Bunit;
using ClsPortal.Web.Families.Record;
using ClsPortal.Web.Families.Staff.Members;
using ClsPortal.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>A page in its circuit, without a browser, over the services of the program.</summary>
internal sealed class PortalScreen : BunitContext
{
    private readonly AsyncServiceScope _scope;
    private bool _isStatic;

    private IRenderedComponent<MudSnackbarProvider> _told = default!;

    private PortalScreen(AsyncServiceScope scope) => _scope = scope;

    public IRenderedComponent<DynamicComponent> Page { get; private set; } = default!;

    public IRenderedComponent<MudDialogProvider> Dialogs { get; private set; } = default!;

    /// <summary>The page, what stands over it, and what was told at its edge.</summary>
    public IElement All
    {
        get
        {
            var all = BrowsingContext.New().OpenNewAsync().Result;
            all.Body!.InnerHtml = Page.Markup + Dialogs.Markup + _told.Markup;
            return all.Body;
        }
    }

    public static async Task<PortalScreen> OpenAsync(DemoPortal portal, PageAddress address)
    {
        var user = await portal.SignInAsync(address.Role);
        var screen = new PortalScreen(portal.Host.Services.CreateAsyncScope())
        {
            _isStatic = Attribute.IsDefined(address.Page, typeof(ExcludeFromInteractiveRoutingAttribute)),
        };
        screen.JSInterop.Mode = JSRuntimeMode.Loose;
        var services = screen.Services;
        services.AddFallbackServiceProvider(screen._scope.ServiceProvider);
        AuthenticationStateProvider signedIn = new SignedIn(user);
        services.AddSingleton(signedIn).AddCascadingAuthenticationState();
        services.AddSingleton(portal.Host.Services.GetRequiredService<IAuthorizationService>());
        services.AddSingleton(portal.Host.Services.GetRequiredService<IAuthorizationPolicyProvider>());
        services.AddSingleton(new PortalSender(portal.Host.Services.GetRequiredService<IServiceScopeFactory>(), signedIn, new FormOutcomes()));
        services.AddSingleton(portal.Host.Services.GetRequiredService<PublicAddress>());
        services.AddMudServices();
        services.AddScoped<WithdrawDialog>().AddScoped<MemberInvitation>();
        services.GetRequiredService<NavigationManager>().NavigateTo(address.Path);
        screen.Render<MudPopoverProvider>();
        screen._told = screen.Render<MudSnackbarProvider>();
        screen.Dialogs = screen.Render<MudDialogProvider>();
        screen.Page = screen.Render<DynamicComponent>(parameters =>
            parameters.Add(page => page.Type, address.Page).Add(page => page.Parameters, new Dictionary<string, object>(address.Values))
        );
        await screen.SettleAsync();
        return screen;
    }

    /// <summary>Waits until the page no longer says that it reads; a static page never says so, and is read when nothing more comes.</summary>
    public async Task SettleAsync()
    {
        var before = "";
        var (same, wanted) = (0, _isStatic ? 15 : 1);
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(2))
        {
            await Task.Delay(20, Xunit.TestContext.Current.CancellationToken);
            var now = Page.Markup + Dialogs.Markup;
            same = now == before ? same + 1 : 0;
            if (same >= wanted && !now.Contains("Chargement…", StringComparison.Ordinal))
            {
                return;
            }

            before = now;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _scope.Dispose();
    }

    private sealed class SignedIn(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
