using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClsPortal.Application.Shared;

/// <summary>Placeholders such as <c>{famille}</c>, filled from what the mail holds anyway.</summary>
public static partial class MailPlaceholders
{
    /// <summary>Stands for the subject that the portal would write.</summary>
    public const string StandardSubject = "{objet}";

    private static readonly (string Placeholder, string Property)[] Known =
    [
        ("{famille}", "FamilyName"),
        ("{nom}", "DisplayName"),
        ("{facture}", "InvoiceNumber"),
        ("{centre}", "CentreName"),
        ("{telephone}", "CentrePhone"),
    ];

    /// <summary>What a mail's model can fill.</summary>
    public static IReadOnlyDictionary<string, string> Of(string model, string subject)
    {
        using var document = JsonDocument.Parse(model);
        var root = document.RootElement;
        var values = Known
            .Where(known => root.TryGetProperty(known.Property, out var value) && value.ValueKind == JsonValueKind.String)
            .ToDictionary(known => known.Placeholder, known => root.GetProperty(known.Property).GetString()!, StringComparer.Ordinal);
        if (root.TryGetProperty("Lines", out var lines) && lines.ValueKind == JsonValueKind.Array)
        {
            values["{nombre}"] = lines.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        values[StandardSubject] = subject;
        return values;
    }

    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Braces().Replace(text, match => values.GetValueOrDefault(match.Value, match.Value));

    /// <summary>What stands in braces and could not be filled.</summary>
    public static IReadOnlyList<string> Unknown(string text, IReadOnlyCollection<string> known) =>
        [.. Braces().Matches(text).Select(match => match.Value).Where(found => !known.Contains(found)).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{[^{}\n]{0,40}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Braces();
}
