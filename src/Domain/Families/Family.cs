using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Families;

/// <summary>The household account (compte famille).</summary>
public sealed class Family
{
    /// <summary>Longest <see cref="Number"/>, in characters.</summary>
    public const int NumberMaxLength = 20;

    /// <summary>Longest name of a family or person, in characters.</summary>
    public const int NameMaxLength = 100;

    /// <summary>The last name of guardians and children whose names were taken away.</summary>
    public const string NamelessMember = "anonymisé";

    private readonly List<Guardian> _guardians = [];
    private readonly List<Child> _children = [];
    private readonly List<Contact> _contacts = [];

    private Family() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The number that the centre knows the family by.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Without the word « Famille »: « test » for « Famille test ».</summary>
    public string Name
    {
        get;
        private set => (field, SortKey) = (value, NameOrder.KeyOf(value));
    } = "";

    /// <summary>Where lists by name have the family, as <see cref="NameOrder"/> writes it; follows <see cref="Name"/>.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>What staff can find the family by: its number and all names in it, as <see cref="SearchKey"/> writes them.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Legal guardians; exactly one is the référent.</summary>
    public IReadOnlyList<Guardian> Guardians => _guardians;

    /// <summary>Children.</summary>
    public IReadOnlyList<Child> Children => _children;

    /// <summary>Persons to warn or allowed to pick up.</summary>
    public IReadOnlyList<Contact> Contacts => _contacts;

    /// <summary>Counts what was done to the record. Adding to it locks the row, so that two changes of one record are decided one after the other.</summary>
    public long RecordTurn { get; private set; }

    /// <summary>When it was entered, UTC; null for families entered before the portal noted it. Set by the database's context.</summary>
    public DateTime? CreatedAt { get; private set; }

    /// <summary>When its names were taken away for good, UTC; null while it has them.</summary>
    public DateTime? AnonymisedAt { get; private set; }

    /// <summary>Creates a family with nobody in it yet.</summary>
    public static Family Create(string number, string name) =>
        new()
        {
            Number = number,
            Name = name,
            SearchText = SearchKey.Of($"{number} {name}"),
        };

    /// <summary>Adds a legal guardian; the first one becomes the référent.</summary>
    public Guardian AddGuardian(string firstName, string lastName, string? email)
    {
        var guardian = new Guardian(firstName, lastName, email, isReferent: _guardians.Count == 0);
        _guardians.Add(guardian);
        SearchText += " " + SearchKey.Of($"{firstName} {lastName}");
        return guardian;
    }

    /// <summary>Adds a child.</summary>
    public Child AddChild(string firstName, string lastName, DateOnly birthDate, string school = "", string schoolClass = "")
    {
        var child = new Child(firstName, lastName, birthDate, school, schoolClass);
        _children.Add(child);
        SearchText += " " + SearchKey.Of($"{firstName} {lastName}");
        return child;
    }

    /// <summary>Adds a legal guardian from values that were checked before; needs the guardians.</summary>
    public Guardian AddGuardian(IReadOnlyDictionary<string, string> values)
    {
        var guardian = AddGuardian(values[nameof(Guardian.FirstName)], values[nameof(Guardian.LastName)], null);
        foreach (var (field, value) in values)
        {
            guardian.Change(field, value);
        }

        return guardian;
    }

    /// <summary>Adds a child from values that were checked before.</summary>
    public Child AddChild(IReadOnlyDictionary<string, string> values)
    {
        var child = AddChild(values[nameof(Child.FirstName)], values[nameof(Child.LastName)], default);
        foreach (var (field, value) in values)
        {
            child.Change(field, value);
        }

        return child;
    }

    /// <summary>Adds a person to warn or allowed to pick up; the values were checked before.</summary>
    public Contact AddContact(IReadOnlyDictionary<string, string> values, int? namedById = null)
    {
        var contact = Contact.Create(Id, namedById, values);
        _contacts.Add(contact);
        return contact;
    }

    /// <summary>Gives the family another number or name; needs guardians and children.</summary>
    public void Rename(string number, string name)
    {
        (Number, Name) = (number, name);
        RefreshSearchText();
    }

    /// <summary>After names changed; needs guardians and children.</summary>
    public void RefreshSearchText() =>
        SearchText = SearchTextOf(
            Number,
            Name,
            _guardians.Select(guardian => (guardian.FirstName, guardian.LastName)),
            _children.Select(child => (child.FirstName, child.LastName))
        );

    /// <summary>What a family of these is found by.</summary>
    public static string SearchTextOf(
        string number,
        string name,
        IEnumerable<(string First, string Last)> guardians,
        IEnumerable<(string First, string Last)> children
    ) => string.Join(' ', [SearchKey.Of($"{number} {name}"), .. guardians.Concat(children).Select(person => SearchKey.Of($"{person.First} {person.Last}"))]);

    /// <summary>Takes all names away, of the guardians and children too. The number stays: accounts refer to it.</summary>
    public void Anonymise(DateTime now)
    {
        (Name, SearchText, AnonymisedAt) = ("anonymisée", SearchKey.Of(Number), now);
        _guardians.ForEach(guardian => guardian.Anonymise());
        _children.ForEach(child => child.Anonymise());
    }
}
