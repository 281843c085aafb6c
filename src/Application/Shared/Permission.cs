namespace ClsPortal.Application.Shared;

/// <summary>The roles of SPEC, "Who may do what". One person may hold several.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Everything of the own family and nothing of another.</summary>
    Parent = 1,

    /// <summary>Treats requests, takes attendance, sees children, contacts, consents and health records.</summary>
    Agent = 2,

    /// <summary>All of Agent; activities, sessions, windows, capacities, documents, messages.</summary>
    Director = 4,

    /// <summary>Tariffs, invoices, payments, exports; no health records.</summary>
    Accountant = 8,

    /// <summary>Users, roles, settings, audit log, import and export; no health records.</summary>
    Administrator = 16,

    /// <summary>Whoever treats requests.</summary>
    Treating = Agent | Director,

    /// <summary>
    /// Whoever sets the centre up: the director its activities, the administrator the rest; in a small centre, and at the first start, one person does both.
    /// </summary>
    Setup = Director | Administrator,

    /// <summary>Anybody who works for the centre.</summary>
    Staff = Agent | Director | Accountant | Administrator,
}

/// <summary>Who may send a request. Every request states one, or it does not compile.</summary>
public readonly record struct Permission
{
    private Permission(Roles anyOf, bool anonymous, bool strong = false)
    {
        AnyOf = anyOf;
        IsAnonymous = anonymous;
        NeedsSecondFactor = strong;
    }

    public Roles AnyOf { get; }

    public bool IsAnonymous { get; }

    /// <summary>True where a password alone is not enough: health records read by staff.</summary>
    public bool NeedsSecondFactor { get; }

    /// <summary>Visitors who have not signed in.</summary>
    public static Permission Anonymous { get; } = new(Roles.None, true);

    /// <summary>Parents; the handler's queries are bound to their own family.</summary>
    public static Permission Parent { get; } = new(Roles.Parent, false);

    /// <summary>Holders of any of the roles.</summary>
    public static Permission Of(Roles anyOf) => new(anyOf, false);

    /// <summary>The same, for those only who signed in with a second factor.</summary>
    public Permission WithSecondFactor() => new(AnyOf, IsAnonymous, strong: true);

    public bool Admits(ICurrentUser user) => IsAnonymous || (user.IsSignedIn && (user.Roles & AnyOf) != Roles.None);

    /// <summary>True for whoever would be admitted, had the sign-in been enough for staff.</summary>
    public bool WouldAdmit(ICurrentUser user) => user.IsSignedIn && (user.HeldBack & AnyOf) != Roles.None;
}
