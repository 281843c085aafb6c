namespace ClsPortal.Domain.Families;

/// <summary>A legal guardian of a family's children. Each has an own login.</summary>
public sealed class Guardian
{
    /// <summary>Longest mail address, in characters.</summary>
    public const int EmailMaxLength = 254;

    /// <summary>Longest postal address, in characters.</summary>
    public const int AddressMaxLength = 300;

    private Guardian()
    {
    }

    internal Guardian(string firstName, string lastName, string? email, bool isReferent)
    {
        FirstName = firstName;
        LastName = lastName;
        Email = email;
        IsReferent = isReferent;
    }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>« Mme », « M. » or empty.</summary>
    public string Civility { get; private set; } = "";

    /// <summary>Prénom.</summary>
    public string FirstName { get; private set; } = "";

    /// <summary>Nom.</summary>
    public string LastName { get; private set; } = "";

    /// <summary>Number and street, on as many lines as it takes.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Code postal.</summary>
    public string PostalCode { get; private set; } = "";

    /// <summary>Commune.</summary>
    public string Town { get; private set; } = "";

    /// <summary>Téléphone portable.</summary>
    public string MobilePhone { get; private set; } = "";

    /// <summary>Téléphone du domicile.</summary>
    public string HomePhone { get; private set; } = "";

    /// <summary>Téléphone professionnel.</summary>
    public string WorkPhone { get; private set; } = "";

    /// <summary>Where the portal writes to; null when the guardian gave none. Not the address of the login, which does not follow it.</summary>
    public string? Email { get; private set; }

    /// <summary>Profession, if the guardian tells it.</summary>
    public string Profession { get; private set; } = "";

    /// <summary>True for the one guardian whom the centre addresses first.</summary>
    public bool IsReferent { get; private set; }

    /// <summary>Since when the guardian is no longer of the family, UTC; null while he or she is. Queries leave out whoever left, unless they ask for them.</summary>
    public DateTime? LeftAt { get; private set; }

    /// <summary>True when leaving closed the login: coming back opens it again, and only then.</summary>
    public bool LeavingClosedLogin { get; private set; }

    /// <summary>Leaves the family's account.</summary>
    public void Leave(DateTime at, bool closedLogin) => (LeftAt, LeavingClosedLogin) = (at, closedLogin);

    /// <summary>Is back.</summary>
    public void Return() => (LeftAt, LeavingClosedLogin) = (null, false);

    /// <summary>A field of the record by its name.</summary>
    public string ValueOf(string field) => field switch
    {
        nameof(Civility) => Civility,
        nameof(FirstName) => FirstName,
        nameof(LastName) => LastName,
        nameof(Address) => Address,
        nameof(PostalCode) => PostalCode,
        nameof(Town) => Town,
        nameof(MobilePhone) => MobilePhone,
        nameof(HomePhone) => HomePhone,
        nameof(WorkPhone) => WorkPhone,
        nameof(Email) => Email ?? "",
        nameof(Profession) => Profession,
        nameof(IsReferent) => RecordValue.Of(IsReferent),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field"),
    };

    /// <summary>Writes a field that was checked before.</summary>
    public void Change(string field, string value)
    {
        switch (field)
        {
            case nameof(Civility): Civility = value; break;
            case nameof(FirstName): FirstName = value; break;
            case nameof(LastName): LastName = value; break;
            case nameof(Address): Address = value; break;
            case nameof(PostalCode): PostalCode = value; break;
            case nameof(Town): Town = value; break;
            case nameof(MobilePhone): MobilePhone = value; break;
            case nameof(HomePhone): HomePhone = value; break;
            case nameof(WorkPhone): WorkPhone = value; break;
            case nameof(Email): Email = value.Length == 0 ? null : value; break;
            case nameof(Profession): Profession = value; break;
            default: throw new ArgumentOutOfRangeException(nameof(field), field, "No such field");
        }
    }

    /// <summary>Takes the names away for good.</summary>
    public void Anonymise()
    {
        (FirstName, LastName, Email) = ("Responsable", Family.NamelessMember, null);
        (Civility, Address, PostalCode, Town, MobilePhone, HomePhone, WorkPhone, Profession) = ("", "", "", "", "", "", "", "");
    }
}
