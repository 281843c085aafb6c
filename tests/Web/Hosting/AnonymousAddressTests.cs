using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>What is for everybody says so; all else asks for a sign-in, also when nobody thought of it.</summary>
public sealed class AnonymousAddressTests
{
    private static readonly string[] ForEverybody =
    [
        // Signing in, before and after.
        "/connexion",
        "/connexion/code",
        "/connexion/cle/get",
        "/deconnexion",
        "/mot-de-passe-oublie",
        "/mot-de-passe/nouveau",
        "/invitation",
        "/premiere-connexion",
        // Where password managers ask; it leads to a page that asks for a sign-in.
        "/.well-known/change-password",
        // What pages are made of, in the demonstration; else nothing is there.
        "/style",
        // Light or dark, a choice of the browser's.
        "/apparence",
        // Colours and pictures that the organisation shows to whoever comes.
        "/identite/couleurs.css",
        "/identite/logo.webp",
        "/identite/accueil.webp",
        // What the law asks for, and what explains a refusal.
        "/accessibilite",
        "/mentions-legales",
        "/plan",
        "/donnees-personnelles",
        "/introuvable",
        "/erreur",
        // Machines: PayFiP, which brings no cookie and is believed nothing, and whoever watches.
        "/paiement/notification",
        "/paiement/retour",
        "/health/live",
        "/health/ready",
        "/metrics",
        // Frees a circuit whose sign-in is over.
        "/_blazor/disconnect",
    ];

    [Fact]
    public async Task Every_address_that_asks_for_no_sign_in_is_known()
    {
        await using var portal = await PortalHost.StartAsync(null, ("Portal:Metrics", "true"));
        _ = portal.Visitor();

        var open = portal
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
            .Distinct();

        open.Should().BeEquivalentTo(ForEverybody);
    }

    [Fact]
    public async Task What_says_nothing_asks_for_a_sign_in()
    {
        await using var portal = await PortalHost.StartAsync();

        var policy = portal.Services.GetRequiredService<IOptions<AuthorizationOptions>>().Value.FallbackPolicy;
        using var initializers = await portal
            .Visitor()
            .Http.GetAsync(new Uri("/_blazor/initializers", UriKind.Relative), TestContext.Current.CancellationToken);

        policy!.Requirements.Should().ContainItemsAssignableTo<Microsoft.AspNetCore.Authorization.Infrastructure.DenyAnonymousAuthorizationRequirement>();
        initializers
            .Headers.Location!.OriginalString.Should()
            .StartWith("/connexion?ReturnUrl=", "the library that made this address says nothing of who may read it");
    }
}
