using System.Net;
using System.Text.RegularExpressions;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Tests.Families;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using UglyToad.PdfPig;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>« Lire en ligne »: the page beside each PDF says what the PDF says, to whom the PDF says it.</summary>
public sealed partial class PaperPageTests
{
    // What stands at the edges of each sheet.
    private static readonly string[] Edges = ["page", "/", "imprimée", "confidentiel", "né(e)"];

    [Fact]
    public async Task A_page_says_every_word_of_the_document_beside_it()
    {
        await using var host = await PortalHost.StartAsync();
        var home = await host.GivenSeparatedHomeAsync(Situation.MotherIsReferent);
        var mother = host.Visitor();
        await mother.SignIn(home.Mother.Email);
        foreach (
            var (page, least) in new[]
            {
                ($"/mon-compte/factures/{home.Invoice.Id}", 60),
                ($"/mon-compte/attestation-fiscale/{home.Today.Year}", 60),
                ($"/mon-compte/informations/{home.Lou}/fiche", 150),
            }
        )
        {
            var read = await mother.Open(page);
            var printed = await PdfAsync(mother, page + ".pdf");

            printed.Should().HaveCountGreaterThan(least);
            printed.Except(Words(read.Text)).Except(Edges).Where(word => !int.TryParse(word, out _)).Should().BeEmpty($"{page} says it too");
            read.Html.Should().Contain($"href=\"{page}.pdf\"", "the document stands beside it");
        }
    }

    [Theory]
    [InlineData(Situation.FatherIsReferent)]
    [InlineData(Situation.MotherIsConfidential)]
    public async Task Nobody_reads_online_what_the_document_refuses(Situation situation)
    {
        await using var host = await PortalHost.StartAsync();
        var home = await host.GivenSeparatedHomeAsync(situation);
        var (father, neighbour, agent) = (host.Visitor(), host.Visitor(), host.Visitor());
        await father.SignIn(home.Father.Email);
        await neighbour.SignIn(await host.GivenParent());
        await agent.SignIn(await host.GivenStaff(Roles.Agent));
        List<string> refused = [];
        foreach (var page in new[] { $"/mon-compte/factures/{home.Invoice.Id}", $"/mon-compte/informations/{home.Lou}/fiche" })
        {
            (await neighbour.Open(page)).Status.Should().Be(HttpStatusCode.NotFound, "it is another family's");
            (await agent.Open(page)).Status.Should().NotBe(HttpStatusCode.OK, "staff have pages of their own");
            var (online, document) = (await father.Open(page), await father.Open(page + ".pdf"));
            online.Status.Should().Be(document.Status, "one message answers both");
            if (online.Status == HttpStatusCode.NotFound)
            {
                refused.Add(page);
            }
        }

        refused.Should().HaveCount(situation == Situation.MotherIsConfidential ? 2 : 0, "the other guardian does not see who lives there");
        (await neighbour.Open($"/mon-compte/attestation-fiscale/{home.Today.Year}")).Text.Should().Contain("Aucun paiement n’a été enregistré");
    }

    [Fact]
    public async Task Staff_read_a_child_s_record_with_a_second_factor_and_each_reading_is_recorded()
    {
        await using var host = await PortalHost.StartAsync();
        var home = await host.GivenSeparatedHomeAsync(Situation.MotherIsReferent);
        var page = $"/gestion/enfants/{home.Lou}/fiche";
        var agent = host.Visitor();
        var email = await host.GivenStaff(Roles.Agent);
        await agent.SignIn(email);

        var weak = await agent.Open(page);
        await agent.Submit("/deconnexion");
        await agent.SignInStronglyAsync(host, email);
        var before = await PrintsAsync(host);
        var read = await agent.Open(page);
        var recorded = await PrintsAsync(host) - before;

        weak.Text.Should().Contain("second facteur").And.NotContain("Fiche sanitaire de liaison");
        before.Should().Be(0);
        recorded.Should().Be(1);
        (await PdfAsync(agent, page + ".pdf")).Except(Words(read.Text)).Except(Edges).Where(word => !int.TryParse(word, out _)).Should().BeEmpty();
    }

    private static Task<int> PrintsAsync(PortalHost host) => host.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "health.printed"));

    private static async Task<IReadOnlySet<string>> PdfAsync(Visitor visitor, string address)
    {
        using var document = PdfDocument.Open(await visitor.Http.GetByteArrayAsync(new Uri(address, UriKind.Relative)));
        return Words(string.Join(' ', document.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text)));
    }

    private static HashSet<string> Words(string text) => [.. Blanks().Split(text).Select(word => word.TrimEnd(',', '.')).Where(word => word.Length > 0)];

    [GeneratedRegex(@"[\s\u00a0\u202f]+")]
    private static partial Regex Blanks();
}
