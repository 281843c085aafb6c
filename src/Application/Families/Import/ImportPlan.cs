using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Families;

/// <summary>Reads a file against the families that are there: what is wrong with it, and what it would add. Pure.</summary>
internal sealed class ImportPlan(ImportTable table, DateOnly today)
{
    // Swiss and Belgian codes have as many digits as a French one that lost its nought.
    private const int ForeignCode = 4;

    private static readonly ILookup<string, ImportColumn> ColumnsByPart = ImportColumns.All.ToLookup(column => column.Key[..column.Key.IndexOf('.')]);
    private readonly List<ImportError> _errors = [];
    private readonly List<ImportError> _warnings = [];
    private readonly HashSet<int> _wrongLines = [];
    private readonly Dictionary<string, PlannedFamily> _families = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateOrder> _dateOrders = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PlannedFamily> Families => _families.Values;

    public IReadOnlyList<ImportError> Errors => [.. _errors.OrderBy(error => error.Line)];

    public IReadOnlyList<ImportError> Warnings => [.. _warnings.OrderBy(warning => warning.Line)];

    /// <summary>Reads every line; all that is wrong is told, not the first fault only.</summary>
    public ImportPlan Read()
    {
        foreach (var column in ImportColumns.All.Where(column => column.IsNeeded && !table.Columns.ContainsKey(column.Key)))
        {
            _errors.Add(new ImportError(table.File.HeadingLine, column.Label, "Cette colonne manque dans le fichier : donnez-lui sa place."));
        }

        if (_errors.Count == 0)
        {
            foreach (var line in table.File.Lines)
            {
                Read(line);
            }
        }

        return this;
    }

    /// <summary>The first lines as they are understood.</summary>
    public IReadOnlyList<ImportSample> Sample(int lines) =>
        [
            .. table
                .File.Lines.Take(lines)
                .Select(line => new ImportSample(
                    line.Number,
                    ImportColumns
                        .All.Where(column => table.Columns.ContainsKey(column.Key))
                        .ToDictionary(
                            column => column.Key,
                            column => Check(line, column) is { Error: null } value ? InWords(column.Field, value.Value) : null,
                            StringComparer.Ordinal
                        )
                )),
        ];

    /// <summary>A number stays with the accounts of a family whose names went, and does not get others.</summary>
    public void RefuseAnonymous(IReadOnlySet<string> numbers) =>
        _errors.AddRange(
            Families
                .Where(family => numbers.Contains(family.Number))
                .Select(family => new ImportError(
                    family.Line,
                    "Numéro de famille",
                    $"Le dossier n° {family.Number} a été rendu anonyme : donnez à cette famille un autre numéro.",
                    family.Number
                ))
        );

    /// <summary>A child or an address that another family has already, in the portal or further up in the file, is a mistake more often than not.</summary>
    public void CompareWithOthers(IEnumerable<KnownPerson> known)
    {
        var children = new Dictionary<PersonKey, string>();
        var addresses = new Dictionary<string, KnownPerson>(StringComparer.OrdinalIgnoreCase);
        foreach (var person in known)
        {
            if (person.Email.Length == 0)
            {
                children.TryAdd(person.Key, person.Number);
            }
            else
            {
                addresses.TryAdd(person.Email, person);
            }
        }

        foreach (var family in Families)
        {
            foreach (var child in family.Children)
            {
                if (children.TryGetValue(child.Key, out var number) && !IsSame(number, family))
                {
                    Warn(
                        child.Line,
                        "Enfant",
                        $"Un enfant du même nom, né le même jour, est déjà dans la famille n° {number} : il serait créé une seconde fois.",
                        child.Name
                    );
                }

                children.TryAdd(child.Key, family.Number);
            }

            // Parents of one family may well share an address.
            foreach (var guardian in family.Guardians.Where(guardian => guardian.Email.Length > 0))
            {
                if (
                    addresses.TryGetValue(guardian.Email, out var other)
                    && (!IsSame(other.Number, family) || !family.Guardians.Exists(own => own.Key == other.Key))
                )
                {
                    Warn(guardian.Line, "E-mail", $"Cette adresse est déjà celle {Wording.Of(other.Name)}, famille n° {other.Number}.", guardian.Email);
                }

                addresses.TryAdd(guardian.Email, new KnownPerson(guardian.Key, family.Number, guardian.Name, guardian.Email));
            }
        }
    }

    /// <summary>Whoever left is not taken back by a file: that is decided on the family's page.</summary>
    public void WarnOfThoseWhoLeft(IReadOnlySet<(string Number, PersonKey Key)> left)
    {
        foreach (var family in Families)
        {
            foreach (var person in family.Children.Concat(family.Guardians).Where(person => left.Contains((family.Number, person.Key))))
            {
                Warn(
                    person.Line,
                    "Famille",
                    "Cette personne n’est plus dans la famille et n’y revient pas par l’import : reprenez-la sur la page de la famille.",
                    person.Name
                );
            }
        }
    }

    private static bool IsSame(string number, PlannedFamily family) => string.Equals(number, family.Number, StringComparison.OrdinalIgnoreCase);

    private void Warn(int line, string column, string sentence, string value) => _warnings.Add(new ImportError(line, column, sentence, value));

    private void Read(ImportLine line)
    {
        var number = Value(line, ColumnsByPart["F"].First(column => column.Key == ImportColumns.Number));
        var name = Value(line, ColumnsByPart["F"].First(column => column.Key == ImportColumns.Name));
        var first = Person(line, "G1", isNeeded: false);
        var second = Person(line, "G2", isNeeded: false);
        var child = Person(line, "E", isNeeded: true);
        var contacts = new[] { Person(line, "C1", isNeeded: false), Person(line, "C2", isNeeded: false) };
        if (number is null || name is null)
        {
            return;
        }

        if (!_families.TryGetValue(number, out var family))
        {
            _families[number] = family = new PlannedFamily(line.Number, number, name) { First = first };
            if (first is null && !_wrongLines.Contains(line.Number))
            {
                Refuse(new ImportError(line.Number, "Responsable 1 – Nom", "La première ligne d’une famille nomme son premier responsable."));
            }
        }
        else if (SearchKey.Of(family.Name) != SearchKey.Of(name))
        {
            Refuse(new ImportError(line.Number, "Nom de famille", $"La famille n° {number} s’appelle « {family.Name} » à la ligne {family.Line}."));
        }

        if (first is not null && family.First is { } before && before.Key != first.Key && !family.Guardians.Exists(other => other.Key == first.Key))
        {
            Warn(
                line.Number,
                "Responsable 1 – Nom",
                $"La ligne {before.Line} nomme {before.Name} comme premier responsable de cette famille : un responsable de plus serait créé.",
                first.Name
            );
        }

        Take(line, family.Guardians, first, "G1");
        Take(line, family.Guardians, second, "G2");
        TakeChild(line, family, child);
        Take(line, family.Contacts, contacts[0], "C1");
        Take(line, family.Contacts, contacts[1], "C2");
    }

    // Brothers' lines repeat their parents: what one line leaves out another says, and what they say differently is told.
    private void Take(ImportLine line, List<PlannedPerson> people, PlannedPerson? person, string part)
    {
        if (person is null)
        {
            return;
        }

        if (people.Find(other => other.Key == person.Key) is not { } known)
        {
            people.Add(person);
            return;
        }

        foreach (var (field, value) in person.Values.Where(pair => pair.Value.Length > 0))
        {
            var kept = known.Values.GetValueOrDefault(field, "");
            if (kept.Length == 0)
            {
                known.Values[field] = value;
            }
            else if (
                SearchKey.Of(kept) != SearchKey.Of(value)
                && ColumnsByPart[part].First(column => column.Field.Key == field) is { Field.Kind: not FieldKind.Tick } column
            )
            {
                _warnings.Add(
                    new ImportError(
                        line.Number,
                        column.Label,
                        $"{known.Name} : la ligne {known.Line} dit « {InWords(column.Field, kept)} ». C’est ce qui serait repris.",
                        table.Cell(line, column.Key)
                    )
                    {
                        Cell = table.Reference(line, column.Key),
                    }
                );
            }
        }
    }

    // Twins may be called Léa and Lea; a line that stands there twice may not.
    private void TakeChild(ImportLine line, PlannedFamily family, PlannedPerson? child)
    {
        if (child is null)
        {
            return;
        }

        if (family.Children.Find(other => other.Key == child.Key && string.Equals(other.Name, child.Name, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            Refuse(new ImportError(line.Number, "Enfant", $"Cet enfant est déjà à la ligne {same.Line}."));
            return;
        }

        if (family.Children.Find(other => other.Key == child.Key) is { } alike)
        {
            Warn(
                line.Number,
                "Enfant",
                $"Cet enfant est né le même jour que {alike.Name}, à la ligne {alike.Line}, et ne s’en distingue que par les accents : il serait créé à côté.",
                child.Name
            );
        }

        family.Children.Add(child);
    }

    /// <summary>Null when the line names nobody there, or something is wrong with it.</summary>
    private PlannedPerson? Person(ImportLine line, string part, bool isNeeded)
    {
        var columns = ColumnsByPart[part].Where(column => table.Columns.ContainsKey(column.Key)).ToList();
        if (!isNeeded && columns.TrueForAll(column => column.Field.Kind == FieldKind.Tick || table.Cell(line, column.Key).Length == 0))
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var isRight = true;
        foreach (var column in columns)
        {
            var value = Value(line, column);
            isRight &= value is not null;
            values[column.Field.Key] = value ?? "";
        }

        if (part is "C1" or "C2")
        {
            foreach (var missing in RecordFields.Contact.Where(field => !values.ContainsKey(field.Key)))
            {
                values[missing.Key] = missing.Kind == FieldKind.Tick ? RecordValue.No : "";
            }

            foreach (var (field, error) in FieldChecks.CheckTogether(RecordPart.Contact, key => values.GetValueOrDefault(key, "")))
            {
                Refuse(new ImportError(line.Number, ColumnsByPart[part].First(column => column.Field.Key == field).Label, error));
                isRight = false;
            }
        }

        return isRight ? new PlannedPerson(line.Number, KeyOf(values), values) : null;
    }

    private static PersonKey KeyOf(Dictionary<string, string> values) =>
        PersonKey.Of(
            values.GetValueOrDefault(nameof(Child.FirstName), ""),
            values.GetValueOrDefault(nameof(Child.LastName), ""),
            values.GetValueOrDefault(nameof(Child.BirthDate), "")
        );

    private string? Value(ImportLine line, ImportColumn column)
    {
        var value = Check(line, column);
        if (value.Error is { } error)
        {
            Refuse(new ImportError(line.Number, column.Label, error, table.Cell(line, column.Key)) { Cell = table.Reference(line, column.Key) });
            return null;
        }

        if (column.Field.Kind == FieldKind.PostalCode && value.Value.Length == ForeignCode && value.Value.All(char.IsAsciiDigit))
        {
            _warnings.Add(
                new ImportError(
                    line.Number,
                    column.Label,
                    $"Quatre chiffres : si ce code est français, un tableur lui a pris son zéro (0{value.Value}).",
                    value.Value
                )
                {
                    Cell = table.Reference(line, column.Key),
                }
            );
        }

        return value.Value;
    }

    private CheckedValue Check(ImportLine line, ImportColumn column)
    {
        if (!_dateOrders.TryGetValue(column.Key, out var order))
        {
            _dateOrders[column.Key] = order =
                column.Field.Kind == FieldKind.PastDate ? DateOrder.Of(table.File.Lines.Select(other => table.Cell(other, column.Key))) : DateOrder.Unknown;
        }

        return ImportValues.Check(column.Field, table.Cell(line, column.Key), order, table.File.CountsFrom1904, today);
    }

    private static string InWords(RecordField field, string value) =>
        field.Kind == FieldKind.PastDate && value.Length > 0
            ? TypedDate.InWords(DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture))
            : field.Show(value);

    private void Refuse(ImportError error)
    {
        _errors.Add(error);
        _wrongLines.Add(error.Line);
    }
}

/// <summary>Somebody who is in the portal: a child, or with an address a guardian.</summary>
internal sealed record KnownPerson(PersonKey Key, string Number, string Name = "", string Email = "");

internal sealed record PlannedPerson(int Line, PersonKey Key, Dictionary<string, string> Values)
{
    public string Name => $"{Values.GetValueOrDefault(nameof(Child.FirstName))} {Values.GetValueOrDefault(nameof(Child.LastName))}".Trim();

    public string Email => Values.GetValueOrDefault(nameof(Guardian.Email), "");
}

/// <summary>A family as the file names it, its lines taken together.</summary>
internal sealed class PlannedFamily(int line, string number, string name)
{
    public int Line => line;

    public string Number => number;

    public string Name => name;

    /// <summary>Whom the first line names first.</summary>
    public PlannedPerson? First { get; init; }

    public List<PlannedPerson> Guardians { get; } = [];

    public List<PlannedPerson> Children { get; } = [];

    public List<PlannedPerson> Contacts { get; } = [];
}
