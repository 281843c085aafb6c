using System.Net;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>Light or dark by a choice that this browser keeps.</summary>
public sealed class AppearanceTests
{
    [Theory]
    [InlineData("sombre", "data-theme=\"dark\"")]
    [InlineData("claire", "data-theme=\"light\"")]
    public async Task What_is_chosen_holds_on_every_page_until_the_device_shall_decide_again(string choice, string mark)
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();

        using var answer = await ChooseAsync(visitor, choice, "http://localhost/mot-de-passe-oublie?x=1");
        var here = await visitor.Open("/connexion");
        var there = await visitor.Open("/accessibilite");
        using var back = await ChooseAsync(visitor, "automatique", "http://localhost/connexion");
        var after = await visitor.Open("/connexion");

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.Should().Be("/mot-de-passe-oublie?x=1", "the visitor stays where the choice was made");
        here.Html.Should().Contain(mark);
        there.Html.Should().Contain(mark);
        after.Html.Should().NotContain("data-theme");
    }

    [Theory]
    [InlineData("https://ailleurs.example/chemin%2F..")]
    [InlineData("pas une adresse")]
    [InlineData(null)]
    public async Task A_page_that_is_none_of_ours_leads_home(string? from)
    {
        await using var portal = await PortalHost.StartAsync();

        using var answer = await ChooseAsync(portal.Visitor(), "violette", from);

        answer.Headers.Location!.OriginalString.Should().Be("/");
        answer.Headers.GetValues("Set-Cookie").Should().ContainSingle().Which.Should().StartWith("apparence=;", "what is no choice is none");
    }

    private static async Task<HttpResponseMessage> ChooseAsync(Visitor visitor, string choice, string? from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/apparence");
        request.Content = new FormUrlEncodedContent([new("choix", choice)]);
        if (from is not null)
        {
            request.Headers.TryAddWithoutValidation("Referer", from);
        }

        return await visitor.Http.SendAsync(request);
    }
}
