namespace ClsPortal.Application.Shared;

/// <summary>Whoever sends the message, as the session or the worker says.</summary>
public interface ICurrentUser
{
    bool IsSignedIn { get; }

    Guid UserId { get; }

    /// <summary>As the audit and the families' mails name the person.</summary>
    string DisplayName { get; }

    /// <summary>Those that count in this sign-in.</summary>
    Roles Roles { get; }

    /// <summary>Roles of staff that the person holds and this sign-in is not enough for; see <see cref="Hold"/>.</summary>
    Roles HeldBack { get; }

    /// <summary>Why roles are held back.</summary>
    StaffHold Hold { get; }

    /// <summary>The parent's family. 0, which is no family's key, for anybody else: a query filtered by it finds nothing.</summary>
    int FamilyId { get; }

    /// <summary>The families of which this person is a guardian, by this login or by another that staff joined to it: see <see cref="OwnFamily"/>.</summary>
    IReadOnlyList<int> OwnFamilies { get; }

    /// <summary>The adult of the family behind the login; 0 for staff and for a login without one.</summary>
    int GuardianId { get; }

    /// <summary>True when this sign-in was confirmed by a code or a passkey, not by a password alone.</summary>
    bool HasSecondFactor { get; }

    /// <summary>The open page that sends the message; empty for anybody else.</summary>
    Guid Screen { get; }
}

/// <summary>Set once by the edge when it opens a scope for a message.</summary>
public sealed class CurrentUser(SignInPolicy policy) : ICurrentUser
{
    private Roles _roles;
    private bool _hasShortPassword;

    public bool IsSignedIn { get; private set; }

    public Guid UserId { get; private set; }

    public string DisplayName { get; private set; } = "";

    public Roles Roles => _roles & ~HeldBack;

    public Roles HeldBack => Hold == StaffHold.None ? Roles.None : _roles & Roles.Staff;

    public StaffHold Hold => policy.HoldOf(_roles, HasSecondFactor, _hasShortPassword);

    public int FamilyId { get; private set; }

    public IReadOnlyList<int> OwnFamilies { get; private set; } = [];

    public int GuardianId { get; private set; }

    public bool HasSecondFactor { get; private set; }

    public Guid Screen { get; set; }

    /// <summary>Says that the sign-in was a strong one.</summary>
    public void ConfirmSecondFactor() => HasSecondFactor = true;

    /// <summary>Says that the password is shorter than staff's.</summary>
    public void AskForNewPassword() => _hasShortPassword = true;

    /// <param name="joinedFamilies">Families of guardians that staff joined to the login.</param>
    public void SignIn(Guid userId, string displayName, Roles roles, int familyId, int guardianId = 0, IReadOnlyCollection<int>? joinedFamilies = null)
    {
        IsSignedIn = true;
        UserId = userId;
        DisplayName = displayName;
        _roles = roles;
        FamilyId = (roles & Roles.Parent) == Roles.None ? 0 : familyId;
        GuardianId = FamilyId == 0 ? 0 : guardianId;
        OwnFamilies = [.. (joinedFamilies ?? []).Append(FamilyId).Where(family => family != 0).Distinct()];
    }
}
