using System.Text.Json;
using System.Text.RegularExpressions;
using ClsPortal.Application.Planning;

namespace ClsPortal.Application.Messaging;

/// <summary>A kind of mail whose words the centre may choose.</summary>
/// <param name="Template">The key.</param>
/// <param name="Name">As staff know it.</param>
/// <param name="When">When it leaves.</param>
/// <param name="StandardSubject">While the centre has chosen none; some mails count what they tell.</param>
/// <param name="Sample">An invented mail of this kind, for the preview.</param>
public sealed record MailKind(string Template, string Name, string When, string StandardSubject, object Sample)
{
    /// <summary>The invented mail as the outbox would hold it.</summary>
    public string SampleModel => JsonSerializer.Serialize(Sample, Sample.GetType());

    /// <summary>Placeholders that mails of this kind can fill.</summary>
    public IReadOnlyCollection<string> Placeholders => [.. MailPlaceholders.Of(SampleModel).Keys];
}

/// <summary>The kinds of mail whose words can be chosen.</summary>
public static class MailCatalogue
{
    private const string Centre = "Centre de Loisirs de Pontigny";
    private const string Phone = "03.86.47.86.12";

    public static readonly IReadOnlyList<MailKind> All =
    [
        new(RequestsTreatedMail.Template, "Demandes traitées", "Quand vous acceptez, refusez, inscrivez, annulez ou fermez une journée.", "Vos demandes ont été traitées",
            new RequestsTreatedMail("Exemple",
                [
                    new("Zoé", "Péri Beine matin", new(2027, 2, 2), TreatedOutcome.EnrolmentAccepted, null),
                    new("Noé", "Chablis mercredi journée", new(2027, 2, 3), TreatedOutcome.EnrolmentRefused, "La journée est complète."),
                ], Centre, Phone)),
        new(DaysReopenedMail.Template, "Journées rouvertes", "Quand vous levez une fermeture et choisissez de prévenir.", "Des journées sont de nouveau ouvertes",
            new DaysReopenedMail("Exemple", [new("Zoé", "Péri Beine matin", new(2027, 2, 2))], Centre, Phone)),
        new(PasswordResetMail.Template, "Mot de passe oublié", "Quand quelqu’un demande un nouveau mot de passe.", "Choisir un nouveau mot de passe",
            new PasswordResetMail("Camille Exemple", "https://portail.example/mot-de-passe/nouveau", new(2027, 2, 2, 11, 0, 0, DateTimeKind.Unspecified), Centre, Phone)),
    ];

    public static MailKind? Find(string template) => All.FirstOrDefault(kind => kind.Template == template);
}

/// <summary>Placeholders such as <c>{famille}</c>, filled from what the mail holds anyway.</summary>
public static partial class MailPlaceholders
{
    private static readonly (string Placeholder, string Property)[] Known =
    [
        ("{famille}", "FamilyName"), ("{nom}", "DisplayName"), ("{centre}", "CentreName"), ("{telephone}", "CentrePhone"),
    ];

    /// <summary>What a mail's model can fill.</summary>
    public static IReadOnlyDictionary<string, string> Of(string model)
    {
        using var document = JsonDocument.Parse(model);
        var root = document.RootElement;
        var values = Known.Where(known => root.TryGetProperty(known.Property, out var value) && value.ValueKind == JsonValueKind.String)
            .ToDictionary(known => known.Placeholder, known => root.GetProperty(known.Property).GetString()!, StringComparer.Ordinal);
        if (root.TryGetProperty("Lines", out var lines) && lines.ValueKind == JsonValueKind.Array)
        {
            values["{nombre}"] = lines.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

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
