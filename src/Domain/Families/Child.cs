using System.Globalization;

namespace ClsPortal.Domain.Families;

/// <summary>A child who may be enrolled.</summary>
public sealed class Child
{
    private Child() { }

    internal Child(string firstName, string lastName, DateOnly birthDate, string school, string schoolClass)
    {
        FirstName = firstName;
        LastName = lastName;
        BirthDate = birthDate;
        School = school;
        SchoolClass = schoolClass;
    }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>Prénom.</summary>
    public string FirstName
    {
        get;
        private set => (field, SortKey) = (value, NameOrder.KeyOf(LastName, value));
    } = "";

    /// <summary>Nom; empty when the child is known by one name.</summary>
    public string LastName
    {
        get;
        private set => (field, SortKey) = (value, NameOrder.KeyOf(value, FirstName));
    } = "";

    /// <summary>Where lists by name have the child, as <see cref="NameOrder"/> writes it; follows both names.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>Date de naissance.</summary>
    public DateOnly BirthDate { get; private set; }

    /// <summary>« Girl », « Boy » or empty: the family may keep it to itself.</summary>
    public string Sex { get; private set; } = "";

    /// <summary>École.</summary>
    public string School { get; private set; } = "";

    /// <summary>Classe.</summary>
    public string SchoolClass { get; private set; } = "";

    /// <summary>
    /// The guardian with confidential coordinates whom the child lives with: school, enrolments and all else that tells a place are
    /// withheld from the family’s other guardians. Null for everybody else’s children.
    /// </summary>
    public int? ProtectedById { get; private set; }

    /// <summary>Withholds the child’s places from all guardians but this one; null lets them be seen again.</summary>
    public void ProtectFor(int? guardianId) => ProtectedById = guardianId;

    /// <summary>Adding to it locks the row, which guards the overlap rule (SPEC rule 4); whoever reads the row to enrol locks it by that.</summary>
    public long EnrolmentTurn { get; private set; }

    /// <summary>Since when the child is no longer of the centre, UTC; null while it is. What it did stays: bookings, invoices, attendance.</summary>
    public DateTime? LeftAt { get; private set; }

    /// <summary>Leaves the centre.</summary>
    public void Leave(DateTime at) => LeftAt = at;

    /// <summary>Is back.</summary>
    public void Return() => LeftAt = null;

    /// <summary>A field of the record by its name; the date of birth as yyyy-MM-dd.</summary>
    public string ValueOf(string field) =>
        field switch
        {
            nameof(FirstName) => FirstName,
            nameof(LastName) => LastName,
            nameof(BirthDate) => BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            nameof(Sex) => Sex,
            nameof(School) => School,
            nameof(SchoolClass) => SchoolClass,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field"),
        };

    /// <summary>Writes a field that was checked before.</summary>
    public void Change(string field, string value)
    {
        switch (field)
        {
            case nameof(FirstName):
                FirstName = value;
                break;
            case nameof(LastName):
                LastName = value;
                break;
            case nameof(BirthDate):
                BirthDate = DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
                break;
            case nameof(Sex):
                Sex = value;
                break;
            case nameof(School):
                School = value;
                break;
            case nameof(SchoolClass):
                SchoolClass = value;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "No such field");
        }
    }

    /// <summary>Completed years on a day. A child born on 29 February grows older on 1 March of common years.</summary>
    public static int AgeOn(DateOnly birthDate, DateOnly day) =>
        day.Year - birthDate.Year - ((day.Month, day.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? 1 : 0);

    /// <summary>Takes the names away for good. The year of birth is what statistics by age need, and too little to find a child by.</summary>
    public void Anonymise() =>
        (FirstName, LastName, BirthDate, Sex, School, SchoolClass) = ("Enfant", Family.NamelessMember, new DateOnly(BirthDate.Year, 1, 1), "", "", "");
}
