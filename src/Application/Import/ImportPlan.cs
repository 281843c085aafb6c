using ClsPortal.Application.Families;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Import;

/// <summary>Reads a file against the families that are there: what is wrong with it, and what it would add. Pure.</summary>
internal sealed class ImportPlan(ImportTable table, DateOnly today)
{
    private static readonly ILookup<string, ImportColumn> ColumnsByPart = ImportColumns.All.ToLookup(column => column.Key[..column.Key.IndexOf('.')]);
    private readonly List<ImportError> _errors = [];
    private readonly List<ImportError> _warnings = [];
    private readonly Dictionary<string, PlannedFamily> _families = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<PlannedFamily> Families => _families.Values;

    public IReadOnlyList<ImportError> Errors => [.. _errors.OrderBy(error => error.Line)];

    public IReadOnlyList<ImportError> Warnings => [.. _warnings.OrderBy(warning => warning.Line)];

    /// <summary>Reads every line; all that is wrong is told, not the first fault only.</summary>
    public ImportPlan Read()
    {
        foreach (var column in ImportColumns.All.Where(column => column.IsNeeded && !table.Columns.ContainsKey(column.Key)))
        {
            _errors.Add(new ImportError(1, column.Label, "Cette colonne manque dans le fichier : donnez-lui sa place."));
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

    /// <summary>A number stays with the accounts of a family whose names went, and does not get others.</summary>
    public void RefuseAnonymous(IReadOnlySet<string> numbers) => _errors.AddRange(Families.Where(family => numbers.Contains(family.Number)).Select(family => new ImportError(
        family.Line, "Numéro de famille", $"Le dossier n° {family.Number} a été rendu anonyme : donnez à cette famille un autre numéro.", family.Number)));

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
                    Warn(child.Line, "Enfant", $"Un enfant du même nom, né le même jour, est déjà dans la famille n° {number} : il serait créé une seconde fois.", child.Name);
                }

                children.TryAdd(child.Key, family.Number);
            }

            // Parents of one family may well share an address.
            foreach (var guardian in family.Guardians.Where(guardian => guardian.Email.Length > 0))
            {
                if (addresses.TryGetValue(guardian.Email, out var other) && (!IsSame(other.Number, family) || !family.Guardians.Exists(own => own.Key == other.Key)))
                {
                    Warn(guardian.Line, "E-mail", $"Cette adresse est déjà celle de {other.Name}, famille n° {other.Number}.", guardian.Email);
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
                Warn(person.Line, "Famille", "Cette personne n’est plus dans la famille et n’y revient pas par l’import : reprenez-la sur la page de la famille.", person.Name);
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
            _families[number] = family = new PlannedFamily(line.Number, number, name);
            if (first is null && !_errors.Exists(error => error.Line == line.Number))
            {
                _errors.Add(new ImportError(line.Number, "Responsable 1 – Nom", "La première ligne d’une famille nomme son premier responsable."));
            }
        }
        else if (SearchKey.Of(family.Name) != SearchKey.Of(name))
        {
            _errors.Add(new ImportError(line.Number, "Nom de famille", $"La famille n° {number} s’appelle « {family.Name} » à la ligne {family.Line}."));
        }

        family.Add(family.Guardians, first);
        family.Add(family.Guardians, second);
        if (child is not null && !family.Add(family.Children, child))
        {
            _errors.Add(new ImportError(line.Number, "Enfant", $"Cet enfant est déjà à la ligne {family.Children.First(other => other.Key == child.Key).Line}."));
        }

        foreach (var contact in contacts)
        {
            family.Add(family.Contacts, contact);
        }
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
                _errors.Add(new ImportError(line.Number, ColumnsByPart[part].First(column => column.Field.Key == field).Label, error));
                isRight = false;
            }
        }

        return isRight ? new PlannedPerson(line.Number, KeyOf(values), values) : null;
    }

    private static PersonKey KeyOf(Dictionary<string, string> values) =>
        PersonKey.Of(values.GetValueOrDefault(nameof(Child.FirstName), ""), values.GetValueOrDefault(nameof(Child.LastName), ""), values.GetValueOrDefault(nameof(Child.BirthDate), ""));

    private string? Value(ImportLine line, ImportColumn column)
    {
        var value = ImportValues.Check(column.Field, table.Cell(line, column.Key), today);
        if (value.Error is { } error)
        {
            _errors.Add(new ImportError(line.Number, column.Label, error, table.Cell(line, column.Key)));
            return null;
        }

        return value.Value;
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

    public List<PlannedPerson> Guardians { get; } = [];

    public List<PlannedPerson> Children { get; } = [];

    public List<PlannedPerson> Contacts { get; } = [];

    /// <summary>False when the person is there already: brothers' lines repeat their parents.</summary>
    public bool Add(List<PlannedPerson> people, PlannedPerson? person)
    {
        if (person is null || people.Exists(other => other.Key == person.Key))
        {
            return person is null;
        }

        people.Add(person);
        return true;
    }
}
