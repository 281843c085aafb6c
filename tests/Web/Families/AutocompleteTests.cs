using System.Text.RegularExpressions;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Families;

/// <summary>RGAA 11.13: fields about whoever types say so to the browser; fields about somebody else are not filled in with the typist's own.</summary>
public sealed partial class AutocompleteTests
{
    [Fact]
    public async Task Parents_have_what_is_their_own_filled_in_and_staff_have_not()
    {
        await using var host = await PortalHost.StartAsync();
        var home = await host.GivenSeparatedHomeAsync(Situation.MotherIsReferent);
        var (mother, agent) = (host.Visitor(), host.Visitor());
        await mother.SignIn(home.Mother.Email);
        await agent.SignIn(await host.GivenStaff(Roles.Agent));

        var own = await mother.Open($"/mon-compte/informations/responsable/{home.Mother.GuardianId}");
        var health = await mother.Open($"/mon-compte/informations/sante/{home.Lou}");
        var staff = await agent.Open($"/gestion/familles/{home.Family.Id}/responsable/{home.Mother.GuardianId}");

        In(own)
            .Should()
            .Equal(
                "honorific-prefix",
                "given-name",
                "family-name",
                "street-address",
                "postal-code",
                "address-level2",
                "tel",
                "home tel",
                "work tel",
                "email",
                "organization-title"
            );
        In(health).Should().Equal("name", "tel", "home tel");
        In(staff).Should().HaveCount(11).And.OnlyContain(token => token == "off");
    }

    private static IEnumerable<string> In(Page page) => Tokens().Matches(page.Html).Select(match => match.Groups["token"].Value);

    [GeneratedRegex("autocomplete=\"(?<token>[^\"]*)\"")]
    private static partial Regex Tokens();
}
