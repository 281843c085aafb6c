using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Families;

/// <summary>What a line of the file may hold: one child with its family, two guardians and two contacts.</summary>
/// <param name="Key">Such as <c>G1.LastName</c>.</param>
/// <param name="Label">As the template heads it.</param>
/// <param name="Field">How the value is checked.</param>
public sealed record ImportColumn(string Key, string Label, RecordField Field)
{
    /// <summary>True when the file is refused without it.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>What the column belongs to: the family, a guardian, the child, a contact.</summary>
    public string Part => Label.Contains('–', StringComparison.Ordinal) ? Label[..Label.IndexOf('–', StringComparison.Ordinal)].Trim() : "Famille";

    /// <summary>The label without its part.</summary>
    public string ShortLabel => Label[(Label.IndexOf('–', StringComparison.Ordinal) + 1)..].Trim();
}

/// <summary>The columns, and how a file's headings are recognised.</summary>
public static class ImportColumns
{
    public const string Number = "F.Number";
    public const string Name = "F.Name";
    private const int NumberMaxLength = 20;

    public static IReadOnlyList<ImportColumn> All { get; } =
    [
        new(Number, "Numéro de famille", new RecordField("Number", "Numéro de famille", MaxLength: NumberMaxLength) { IsRequired = true }) { IsNeeded = true },
        new(Name, "Nom de famille", new RecordField("Name", "Nom de famille") { IsRequired = true }) { IsNeeded = true },
        .. Of("G1", "Responsable 1", RecordFields.Guardian, nameof(Guardian.FirstName), nameof(Guardian.LastName)),
        .. Of("G2", "Responsable 2", RecordFields.Guardian),
        .. Of("E", "Enfant", RecordFields.Child, nameof(Child.FirstName), nameof(Child.LastName), nameof(Child.BirthDate)),
        .. Of("C1", "Contact 1", RecordFields.Contact),
        .. Of("C2", "Contact 2", RecordFields.Contact),
    ];

    /// <summary>For each column the place of its heading in the file, where there is one that says so.</summary>
    public static IReadOnlyDictionary<string, int> Guess(IReadOnlyList<string> headings)
    {
        // Of two columns with one heading only a person knows which is meant.
        var known = headings
            .Select((heading, index) => (Name: Normal(heading), index))
            .Where(place => place.Name.Length > 0)
            .GroupBy(place => place.Name, place => place.index)
            .Where(same => same.Count() == 1)
            .ToDictionary(same => same.Key, same => same.Single(), StringComparer.Ordinal);

        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var column in All)
        {
            if (
                Names(column).Select(name => known.GetValueOrDefault(name, -1)).FirstOrDefault(index => index >= 0 && !found.ContainsValue(index), -1)
                is >= 0
                    and var place
            )
            {
                found[column.Key] = place;
            }
        }

        return found;
    }

    /// <summary>Headings that stand above more than one column, as they are written first.</summary>
    public static IReadOnlyList<string> Repeated(IEnumerable<string> headings) =>
        [.. headings.GroupBy(Normal).Where(same => same.Key.Length > 0 && same.Skip(1).Any()).Select(same => same.First())];

    // « Enfant – Prénom », « prenom enfant », « Prénom de l’enfant » are the same to us.
    private static string Normal(string heading) =>
        string.Join(
            ' ',
            SearchKey
                .Of(heading)
                .Replace(" FACULTATIF", "", StringComparison.Ordinal)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word is not ("DE" or "DU" or "LA" or "LE" or "L" or "D"))
                .Order(StringComparer.Ordinal)
        );

    private static IEnumerable<string> Names(ImportColumn column)
    {
        yield return Normal(column.Label);
        foreach (var other in Others(column.Key))
        {
            yield return Normal(other);
        }
    }

    private static string[] Others(string key) =>
        key switch
        {
            Number => ["Numéro famille", "N° famille", "Code famille", "Numéro", "Numéro dossier", "No famille"],
            Name => ["Famille", "Nom famille"],
            "E.FirstName" => ["Prénom enfant", "Prénom"],
            "E.LastName" => ["Nom enfant", "Nom"],
            "E.BirthDate" => ["Date naissance enfant", "Naissance", "Date de naissance", "Né le"],
            "E.School" => ["École"],
            "E.SchoolClass" => ["Classe"],
            "G1.Email" => ["E-mail", "Courriel", "Mail", "E-mail responsable 1"],
            "G1.MobilePhone" => ["Portable", "Téléphone", "Téléphone responsable 1"],
            "G1.Address" => ["Adresse"],
            "G1.PostalCode" => ["Code postal", "CP"],
            "G1.Town" => ["Commune", "Ville"],
            _ => [],
        };

    private static IEnumerable<ImportColumn> Of(string prefix, string who, IReadOnlyList<RecordField> fields, params string[] needed) =>
        fields.Select(field => new ImportColumn($"{prefix}.{field.Key}", $"{who} – {field.Label.Replace(" (facultatif)", "", StringComparison.Ordinal)}", field)
        {
            IsNeeded = needed.Contains(field.Key),
        });
}
