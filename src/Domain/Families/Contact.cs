namespace ClsPortal.Domain.Families;

/// <summary>Somebody who may be called in an emergency, may pick the children up, or both.</summary>
public sealed class Contact
{
    private Contact() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>Prénom.</summary>
    public string FirstName { get; private set; } = "";

    /// <summary>Nom.</summary>
    public string LastName { get; private set; } = "";

    /// <summary>Lien avec l’enfant: grand-mère, voisin…</summary>
    public string Relation { get; private set; } = "";

    /// <summary>Téléphone.</summary>
    public string Phone { get; private set; } = "";

    /// <summary>Autre téléphone.</summary>
    public string OtherPhone { get; private set; } = "";

    /// <summary>The guardian who named the person, and who alone sees the telephones beside staff; null when that is not known.</summary>
    public int? NamedById { get; private set; }

    /// <summary>À prévenir en cas d’urgence.</summary>
    public bool MayBeCalled { get; private set; }

    /// <summary>Habilitée à venir chercher les enfants.</summary>
    public bool MayPickUp { get; private set; }

    /// <summary>Says who named the person.</summary>
    public void BelongsTo(int? guardianId) => NamedById = guardianId;

    /// <summary>Creates a contact from values that were checked before.</summary>
    public static Contact Create(int familyId, int? namedById, IReadOnlyDictionary<string, string> values)
    {
        var contact = new Contact { FamilyId = familyId, NamedById = namedById };
        foreach (var (field, value) in values)
        {
            contact.Change(field, value);
        }

        return contact;
    }

    /// <summary>A field of the record by its name.</summary>
    public string ValueOf(string field) =>
        field switch
        {
            nameof(FirstName) => FirstName,
            nameof(LastName) => LastName,
            nameof(Relation) => Relation,
            nameof(Phone) => Phone,
            nameof(OtherPhone) => OtherPhone,
            nameof(MayBeCalled) => RecordValue.Of(MayBeCalled),
            nameof(MayPickUp) => RecordValue.Of(MayPickUp),
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
            case nameof(Relation):
                Relation = value;
                break;
            case nameof(Phone):
                Phone = value;
                break;
            case nameof(OtherPhone):
                OtherPhone = value;
                break;
            case nameof(MayBeCalled):
                MayBeCalled = value == RecordValue.Yes;
                break;
            case nameof(MayPickUp):
                MayPickUp = value == RecordValue.Yes;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "No such field");
        }
    }
}
