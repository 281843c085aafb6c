using System.Text.Json;

namespace ClsPortal.Domain.Families;

/// <summary>A legal guardian of a family's children. Each has an own login.</summary>
public sealed class Guardian
{
    /// <summary>Longest mail address, in characters.</summary>
    public const int EmailMaxLength = 254;

    /// <summary>Longest postal address, in characters.</summary>
    public const int AddressMaxLength = 300;

    /// <summary>What <see cref="EnteredByReferent"/> says when that is nothing.</summary>
    public const string NothingEntered = "{}";

    /// <summary>The fields that are the person’s own; the others are the name.</summary>
    public static IReadOnlyCollection<string> Coordinates { get; } =
    [nameof(Address), nameof(PostalCode), nameof(Town), nameof(MobilePhone), nameof(HomePhone), nameof(WorkPhone), nameof(Email), nameof(Profession)];

    private Guardian() { }

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

    /// <summary>
    /// True when the guardian lets the other guardians of the family see, and propose changes of, the own coordinates. Off until the person says so.
    /// </summary>
    public bool SharesCoordinates { get; private set; }

    /// <summary>« Coordonnées confidentielles », set by staff: nothing of this person reaches another guardian, whatever was shared.</summary>
    public bool IsConfidential { get; private set; }

    /// <summary>When the guardian was told that the coordinates are seen by nobody else of the family, and chose, UTC; null until then.</summary>
    public DateTime? ToldOfPrivacyAt { get; private set; }

    /// <summary>
    /// The coordinates as the référent entered them, by field, once somebody else has entered others; null while the record holds just those.
    /// Kept for as long as the person has no login.
    /// </summary>
    public string? EnteredByReferent { get; private set; }

    /// <summary>
    /// Since when the guardian is no longer of the family, UTC; null while he or she is. Queries leave out whoever left, unless they ask for them.
    /// </summary>
    public DateTime? LeftAt { get; private set; }

    /// <summary>True when leaving closed the login: coming back opens it again, and only then.</summary>
    public bool LeavingClosedLogin { get; private set; }

    /// <summary>Shares the own coordinates with the other guardians of the family, or no longer.</summary>
    public void Share(bool shares, DateTime now) => (SharesCoordinates, ToldOfPrivacyAt) = (shares && !IsConfidential, ToldOfPrivacyAt ?? now);

    /// <summary>Makes the coordinates confidential, or lets that go. What was shared before is not shared again by itself.</summary>
    public void KeepConfidential(bool isConfidential) => (IsConfidential, SharesCoordinates) = (isConfidential, SharesCoordinates && !isConfidential);

    /// <summary>A field as the référent may know it while the person has no login: what the référent entered. Names are no coordinates.</summary>
    public string ValueForReferent(string field) =>
        EnteredByReferent is null || !Coordinates.Contains(field) ? ValueOf(field) : Entered().GetValueOrDefault(field, "");

    /// <summary>Writes a field that was checked before. What the référent entered stays what the référent knows, whatever others write.</summary>
    /// <param name="field">By its name.</param>
    /// <param name="value">As it is kept.</param>
    /// <param name="byReferent">True when the family's référent entered it; false for the person, another guardian and staff.</param>
    public void Enter(string field, string value, bool byReferent)
    {
        if (Coordinates.Contains(field) && !byReferent)
        {
            EnteredByReferent ??= JsonSerializer.Serialize(Coordinates.ToDictionary(name => name, ValueOf));
        }
        else if (EnteredByReferent is not null && Coordinates.Contains(field))
        {
            var entered = Entered();
            entered[field] = value;
            EnteredByReferent = JsonSerializer.Serialize(entered);
        }

        Change(field, value);
    }

    /// <summary>The référent entered nothing of this person: staff did.</summary>
    public void NothingEnteredByReferent() => EnteredByReferent = NothingEntered;

    /// <summary>Leaves the family's account.</summary>
    public void Leave(DateTime at, bool closedLogin) => (LeftAt, LeavingClosedLogin) = (at, closedLogin);

    /// <summary>Is back.</summary>
    public void Return() => (LeftAt, LeavingClosedLogin) = (null, false);

    /// <summary>A field of the record by its name.</summary>
    public string ValueOf(string field) =>
        field switch
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
            case nameof(Civility):
                Civility = value;
                break;
            case nameof(FirstName):
                FirstName = value;
                break;
            case nameof(LastName):
                LastName = value;
                break;
            case nameof(Address):
                Address = value;
                break;
            case nameof(PostalCode):
                PostalCode = value;
                break;
            case nameof(Town):
                Town = value;
                break;
            case nameof(MobilePhone):
                MobilePhone = value;
                break;
            case nameof(HomePhone):
                HomePhone = value;
                break;
            case nameof(WorkPhone):
                WorkPhone = value;
                break;
            case nameof(Email):
                Email = value.Length == 0 ? null : value;
                break;
            case nameof(Profession):
                Profession = value;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "No such field");
        }
    }

    /// <summary>Takes the names away for good.</summary>
    public void Anonymise()
    {
        (FirstName, LastName, Email) = ("Responsable", Family.NamelessMember, null);
        EnteredByReferent = null;
        (Civility, Address, PostalCode, Town, MobilePhone, HomePhone, WorkPhone, Profession) = ("", "", "", "", "", "", "", "");
    }

    private Dictionary<string, string> Entered() => JsonSerializer.Deserialize<Dictionary<string, string>>(EnteredByReferent!)!;
}
