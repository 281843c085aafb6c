using System.Net;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using ClsPortal.Web.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace ClsPortal.Web.Tests.Centre;

/// <summary>The organisation's logo, picture and colour on pages, and where browsers fetch them.</summary>
public sealed partial class LookTests
{
    [Fact]
    public async Task Without_anything_set_no_page_names_a_look_and_nothing_is_there_to_fetch()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();

        (await visitor.Open("/connexion")).Html.Should().NotContain("/identite/");
        foreach (var address in new[] { "/identite/couleurs.css", "/identite/logo.webp?v=0", "/identite/accueil.webp?v=" })
        {
            using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        }
    }

    [Fact]
    public async Task Plain_static_and_live_pages_show_logo_and_colours()
    {
        await using var portal = await PortalHost.StartAsync();
        await SetAsync(portal, new SaveAccent("#8c1d17"));
        await SetAsync(portal, new SaveLookPicture(LookPart.Logo, LookSamples.Picture(300, 100)));
        await SetAsync(portal, new SaveLookPicture(LookPart.Cover, LookSamples.Picture(600, 300)));
        var visitor = portal.Visitor();
        var signIn = await visitor.Open("/connexion");
        await visitor.SignIn(await portal.GivenParent());

        foreach (var page in new[] { signIn, await visitor.Open("/"), await visitor.Open("/mon-compte/depot") })
        {
            page.Status.Should().Be(HttpStatusCode.OK);
            page.Html.Should()
                .MatchRegex("<img class=\"logo\" src=\"/identite/logo\\.webp\\?v=[0-9a-f]{16}\" alt=\"Centre de Loisirs\" width=\"300\" height=\"100\"")
                .And.MatchRegex("<link rel=\"stylesheet\" href=\"/identite/couleurs\\.css\\?v=[0-9a-f]{16}\"");
        }

        signIn.Html.Should().MatchRegex("<img class=\"cover\" src=\"/identite/accueil\\.webp\\?v=[0-9a-f]{16}\" alt(=\"\")? width=\"600\" height=\"300\"");
        await SetAsync(portal, new ResetLook());
        (await visitor.Open("/")).Html.Should().NotContain("/identite/");
    }

    [Fact]
    public async Task Browsers_keep_what_bears_its_version_and_run_nothing_of_it()
    {
        await using var portal = await PortalHost.StartAsync();
        await SetAsync(portal, new SaveAccent("#8c1d17"));
        await SetAsync(portal, new SaveLookPicture(LookPart.Logo, LookSamples.Picture(300, 100)));
        var visitor = portal.Visitor();
        var page = await visitor.Open("/connexion");

        foreach (var (address, type) in new[] { (Address().Matches(page.Html)[0].Value, "text/css"), (Address().Matches(page.Html)[1].Value, "image/webp") })
        {
            using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.Should().Be(type);
            answer.Headers.CacheControl!.ToString().Should().Be("public, max-age=31536000, immutable");
            answer.Headers.GetValues(HeaderNames.XContentTypeOptions).Should().Equal("nosniff");
            answer.Headers.GetValues(HeaderNames.ContentSecurityPolicy).Should().Equal("sandbox; default-src 'none'");
            answer.Headers.Contains(HeaderNames.SetCookie).Should().BeFalse();

            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
            using var kept = await visitor.Http.SendAsync(again, TestContext.Current.CancellationToken);
            kept.StatusCode.Should().Be(HttpStatusCode.NotModified);

            var other = address[..^1] + (address[^1] == '0' ? '1' : '0');
            (await visitor.Open(other)).Status.Should().Be(HttpStatusCode.NotFound, "what bears another version is not this one");
        }

        var sheet = (await visitor.Open(Address().Matches(page.Html)[0].Value)).Html;
        sheet.Should().Contain("@media screen{:root{--primary:#8c1d17;").And.Contain(":root[data-theme=\"dark\"]{--primary:#");
    }

    [Fact]
    public async Task A_version_that_another_copy_has_just_made_is_found()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await SetAsync(portal, new SaveLookPicture(LookPart.Logo, LookSamples.Picture(300, 100)));
        var address = Address().Match((await visitor.Open("/connexion")).Html).Value;
        await SetAsync(portal, new ResetLook());
        await visitor.Open("/connexion");
        // Behind this copy's back.
        var drawn = (await SendAsync(portal, new DrawLookPicture(LookPart.Logo, LookSamples.Picture(300, 100)))).Value;
        await portal.Find(async db =>
        {
            var look = CentreLook.Create();
            look.Show(LookPart.Logo, drawn.Content, drawn.Width, drawn.Height);
            db.Add(look);
            return await db.SaveChangesAsync();
        });
        portal.Clock.Advance(TimeSpan.FromSeconds(2));

        (await visitor.Open(address)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_table_cannot_be_read_pages_are_shown_all_the_same()
    {
        await using var portal = await PortalHost.StartAsync();
        await portal.Find(db => db.Database.ExecuteSqlRawAsync("DROP TABLE centre_looks"));

        (await portal.Visitor().Open("/connexion")).Heading.Should().Be("Se connecter");
    }

    [Fact]
    public async Task The_page_that_sets_them_is_linked_from_the_settings_and_shows_what_is_set()
    {
        await using var portal = await PortalHost.StartAsync();
        await SetAsync(portal, new SaveAccent("#8c1d17"));
        var director = portal.Visitor();
        await director.SignInStronglyAsync(portal, await portal.GivenStaff(Roles.Director));

        var page = await director.Open("/gestion/parametres/identite");

        (await director.Open("/gestion/parametres")).Html.Should().Contain("href=\"/gestion/parametres/identite\"");
        page.Heading.Should().Be("Identité visuelle");
        page.Html.Should().Contain("value=\"#8c1d17\"").And.Contain("type=\"color\"");
        page.Text.Should().Contain("pas de SVG, qui peut contenir des programmes").And.Contain("Revenir à l’apparence du portail");
    }

    private static async Task SetAsync(PortalHost portal, IRequest<Outcome<Done>> message) => (await SendAsync(portal, message)).Refusals.Should().BeEmpty();

    private static async Task<Outcome<T>> SendAsync<T>(PortalHost portal, IRequest<Outcome<T>> message)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var sender = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        sender.SignIn(Guid.NewGuid(), "Directrice", Roles.Director, 0, 0);
        sender.ConfirmSecondFactor();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message);
    }

    [System.Text.RegularExpressions.GeneratedRegex("/identite/[a-z.]+\\?v=[0-9a-f]+", System.Text.RegularExpressions.RegexOptions.None, 1000)]
    private static partial System.Text.RegularExpressions.Regex Address();
}
