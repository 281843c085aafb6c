namespace ClsPortal.Domain.Families;

/// <summary>A vaccine of the health record. Which ones are compulsory depends on the year of birth, and the law changes: a list of the centre.</summary>
public sealed class Vaccine
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameMaxLength = 100;

    private Vaccine() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>Order in the record.</summary>
    public int Position { get; private set; }

    /// <summary>Such as « Diphtérie, tétanos, poliomyélite ».</summary>
    public string Name { get; private set; } = "";

    /// <summary>Compulsory for children born in this year or later; null when for any.</summary>
    public int? FromBirthYear { get; private set; }

    /// <summary>Compulsory for children born in this year or before; null when for any.</summary>
    public int? ToBirthYear { get; private set; }

    /// <summary>False for a vaccine that is asked but not compulsory.</summary>
    public bool IsCompulsory { get; private set; }

    /// <summary>True once it is no longer asked; what was recorded remains.</summary>
    public bool IsArchived { get; private set; }

    /// <summary>Creates a vaccine.</summary>
    public static Vaccine Create(int position, string name, bool isCompulsory, int? fromBirthYear = null, int? toBirthYear = null)
    {
        var vaccine = new Vaccine();
        vaccine.Change(position, name, isCompulsory, fromBirthYear, toBirthYear);
        return vaccine;
    }

    /// <summary>Changes all but its key.</summary>
    public void Change(int position, string name, bool isCompulsory, int? fromBirthYear, int? toBirthYear) =>
        (Position, Name, IsCompulsory, FromBirthYear, ToBirthYear) = (position, name, isCompulsory, fromBirthYear, toBirthYear);

    /// <summary>Stops asking it.</summary>
    public void Archive() => IsArchived = true;

    /// <summary>True when the years of birth that it concerns hold this one.</summary>
    public bool Concerns(int birthYear) => (FromBirthYear is null || birthYear >= FromBirthYear) && (ToBirthYear is null || birthYear <= ToBirthYear);
}
