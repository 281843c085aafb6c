using System.Text.RegularExpressions;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>Every form that a circuit answers is one whose typing is kept: wwwroot/js/forms.js knows them by these words.</summary>
public sealed partial class DraftFormTests
{
    [Fact]
    public void Forms_of_a_circuit_are_known_to_the_script_that_keeps_drafts()
    {
        var forms = SourceTree
            .Files("Web", "*.razor")
            .SelectMany(file => Forms().Matches(File.ReadAllText(file)).Select(form => (File: Path.GetFileName(file), Tag: form.Value)))
            .ToList();

        forms.Should().HaveCountGreaterThan(40);
        forms
            .Where(form => !form.Tag.Contains("method=", StringComparison.Ordinal) && !form.Tag.Contains("novalidate", StringComparison.Ordinal))
            .Should()
            .BeEmpty();
        File.ReadAllText(SourceTree.Files("Web", "forms.js").Single(file => file.Contains("wwwroot", StringComparison.Ordinal)))
            .Should()
            .Contain("\"main form[novalidate]:not([method])\"");
    }

    // An arrow in an attribute is no end of the tag.
    [GeneratedRegex("""<form\b(?:"[^"]*"|[^">])*>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forms();
}
