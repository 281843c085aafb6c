using System.Net;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Access;

public sealed class RefusedPostTests
{
    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_page_that_says_so()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        var open = await visitor.Open("/connexion?ReturnUrl=%2Fdemandes");

        var answer = await visitor.Submit(
            open with
            {
                Html = "<input type=\"hidden\" name=\"_handler\" value=\"connexion\"",
            },
            "/connexion?ReturnUrl=%2Fdemandes"
        );

        (answer.Status, answer.Heading).Should().Be((HttpStatusCode.BadRequest, "Cette page a expiré"));
        answer.Html.Should().Contain("href=\"/connexion?ReturnUrl=%2Fdemandes\"");
    }

    [Fact]
    public async Task A_form_that_was_open_before_another_tab_signed_in_is_refused_with_a_page_that_says_so()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenParent();
        var visitor = portal.Visitor();
        var old = await visitor.Open("/connexion");
        await visitor.SignIn(email);

        var answer = await visitor.Submit(old, "/connexion", ("Email", email), ("Password", PortalHost.Password));

        (answer.Status, answer.Heading).Should().Be((HttpStatusCode.BadRequest, "Cette page a expiré"));
    }

    [Fact]
    public async Task Too_many_posts_from_one_address_are_told_to_wait_while_reading_goes_on()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        var page = await visitor.Open("/connexion");
        for (var post = 1; post <= 30; post++)
        {
            await visitor.Submit(page, "/connexion");
        }

        var answer = await visitor.Submit(page, "/connexion");

        (answer.Status, answer.Heading).Should().Be((HttpStatusCode.TooManyRequests, "Trop d’essais"));
        (await visitor.Open("/connexion")).Status.Should().Be(HttpStatusCode.OK);
    }
}
