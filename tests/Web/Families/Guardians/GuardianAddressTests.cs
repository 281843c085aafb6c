using System.Net;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Families;

/// <summary>
/// One guardian of a family against the other, by every address that a parent may open: pages, what a page hands to its circuit, PDFs, tables
/// and the copy of the data. The addresses are the program's own; a new one is asked for by itself, or fails until its row says with what.
/// </summary>
public sealed class GuardianAddressTests
{
    [Theory]
    [InlineData(Situation.FatherIsReferent)]
    [InlineData(Situation.MotherIsReferent)]
    [InlineData(Situation.MotherIsConfidential)]
    public async Task No_address_tells_the_father_a_word_of_the_mothers(Situation situation)
    {
        await using var host = await PortalHost.StartAsync();
        var home = await host.GivenSeparatedHomeAsync(situation);
        _ = host.Visitor();
        var mapped = ParentAddresses.MappedBy(host.Services.GetRequiredService<EndpointDataSource>());
        ParentAddresses.Faults(mapped, home).Should().BeEmpty();
        ParentAddresses
            .Faults([.. mapped, new("/forgotten/{Id:int}", []), new("/also", ["page"])], home)
            .Should()
            .Equal("/forgotten/{Id:int} has no row", "/also is never asked with page");

        var hers = await ReadAsync(home, home.Mother, mapped);
        var his = await ReadAsync(home, home.Father, mapped);

        string.Join('\n', his.SelectMany(answer => Told(home, answer))).Should().BeEmpty();
        hers.Concat(his).Where(answer => answer.Status >= HttpStatusCode.InternalServerError).ToList().Should().BeEmpty();
        // The test would be blind without these: each word is somewhere, and each parent finds what is theirs.
        home.Words.Hers.Concat(home.Words.Both)
            .Except(hers.SelectMany(answer => answer.Words), StringComparer.OrdinalIgnoreCase)
            .ToList()
            .Should()
            .BeEmpty("the mother finds all that is hers");
        home.Words.Both.Except(his.SelectMany(answer => answer.Words), StringComparer.OrdinalIgnoreCase)
            .ToList()
            .Should()
            .BeEmpty("what is both's is the father's too");
        MothersPages
            .Missing(home, hers.ToDictionary(answer => answer.Address, answer => answer.Words, StringComparer.Ordinal))
            .ToList()
            .Should()
            .BeEmpty("the mother reads it there");
    }

    // What the centre offers stands before every parent who chooses an activity; that somebody goes there does not.
    private static IEnumerable<string> Told(SeparatedHome home, Answer answer) =>
        from word in answer.Words
        where home.Words.IsHers(word) && !(home.Words.IsOffered(word) && answer.Address.StartsWith("/inscriptions", StringComparison.Ordinal))
        select $"{answer.Address} tells {word}";

    private static async Task<List<Answer>> ReadAsync(SeparatedHome home, Sender who, IEnumerable<MappedAddress> mapped)
    {
        var reader = new AnswerText(home.Host.Services.GetRequiredService<IDataProtectionProvider>());
        var visitor = home.Host.Visitor();
        // With a second factor, without which the copy of the data leaves health out.
        await visitor.SignInStronglyAsync(home.Host, who.Email);
        var answers = new List<Answer>();
        foreach (var address in mapped.SelectMany(address => ParentAddresses.Of(address, home)))
        {
            using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative));
            answers.Add(new Answer(address, answer.StatusCode, home.Words.In(await reader.OfAsync(answer))));
        }

        return answers;
    }

    private sealed record Answer(string Address, HttpStatusCode Status, IReadOnlySet<string> Words);
}
