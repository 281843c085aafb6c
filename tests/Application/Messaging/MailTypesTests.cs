using System.Text.Json;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Tests.Messaging;

/// <summary>What every type of mail keeps to.</summary>
public sealed class MailTypesTests
{
    public static TheoryData<string> Templates { get; } = [.. MailCatalogue.All.Select(kind => kind.Template)];

    [Fact]
    public void Every_type_of_mail_is_in_the_catalogue_once()
    {
        var types = typeof(IMail).Assembly.GetTypes().Where(type => !type.IsInterface && type.IsAssignableTo(typeof(IMail))).ToList();

        types.Should().NotBeEmpty().And.OnlyContain(type => type.IsSealed && type.GetMethod("<Clone>$") != null);
        types
            .Select(type => ((MailKind)type.GetProperty("Kind")!.GetValue(null)!).Template)
            .Should()
            .OnlyHaveUniqueItems()
            .And.BeEquivalentTo(MailCatalogue.All.Select(kind => kind.Template));
    }

    // The centre's own words stand after the greeting.
    [Theory]
    [MemberData(nameof(Templates))]
    public void A_mail_greets_first(string template) =>
        Said(template, portal: null)[0].Should().BeOfType<MailParagraph>().Which.Words.Pieces[0].Text.Should().StartWith("Bonjour");

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_model_holds_neither_what_the_row_does_nor_what_the_type_says(string template)
    {
        using var model = JsonDocument.Parse(MailCatalogue.Find(template)!.SampleModel);

        model.RootElement.EnumerateObject().Select(property => property.Name).Should().NotContain(["Subject", "Template", "Kind", "OtherSubject"]);
    }

    [Fact]
    public void A_page_is_named_once_the_portal_knows_its_address()
    {
        var (without, with) = (new MailContent(null), new MailContent(new Uri("https://portail.example.fr")));
        foreach (var content in new[] { without, with })
        {
            content.Page("/contact", "Lire", lead: "Lisez");
        }

        without.Blocks.Should().BeEmpty();
        with.Blocks.Should().Equal(new MailLink("https://portail.example.fr/contact", "Lire", "Lisez"));
    }

    [Fact]
    public void Words_keep_their_manner_and_are_French()
    {
        var content = new MailContent(null);
        content.Paragraph(
            $"{new DateOnly(2019, 2, 1):MMMM yyyy}, {1.5m:0.0} : {new Strong("fort")}{new Aside("motif", "parce que")}{new Aside("motif", null)}",
            " et",
            ""
        );

        content
            .Blocks.Should()
            .ContainSingle()
            .Which.Should()
            .BeOfType<MailParagraph>()
            .Which.Words.Pieces.Should()
            .Equal(new("février 2019"), new(", "), new("1,5"), new(" : "), new("fort", IsStrong: true), new("parce que", Label: "motif"), new(" et"), new(""));
    }

    [Fact]
    public void An_empty_list_leaves_nothing()
    {
        var content = new MailContent(null);
        content.List(Array.Empty<string>(), line => line);

        content.Blocks.Should().BeEmpty();
    }

    private static IReadOnlyList<MailBlock> Said(string template, Uri? portal)
    {
        var kind = MailCatalogue.Find(template)!;
        var content = new MailContent(portal);
        kind.Read(kind.SampleModel).Say(content);
        return content.Blocks;
    }
}
