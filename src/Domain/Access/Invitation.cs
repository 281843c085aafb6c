using ClsPortal.Domain.Families;

namespace ClsPortal.Domain.Access;

/// <summary>A link that lets one person make their login, once, within a week. Only a digest of its code is kept.</summary>
public sealed class Invitation
{
    /// <summary>How long a link is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Longest name, in characters: a first and a last name.</summary>
    public const int NameMaxLength = 2 * Family.NameMaxLength;

    /// <summary>Longest address, in characters.</summary>
    public const int EmailMaxLength = 254;

    private Invitation() { }

    /// <summary>Database key.</summary>
    public Guid Id { get; private set; }

    /// <summary>Where the link is sent, and the name of the login to be.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The address in capitals: at most one open invitation has it.</summary>
    public string EmailKey { get; private set; } = "";

    /// <summary>The name of the person.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>Names of the staff's roles, parted by commas; empty for a guardian.</summary>
    public string Roles { get; private set; } = "";

    /// <summary>The guardian who is invited; null for staff.</summary>
    public int? GuardianId { get; private set; }

    /// <summary>The guardian's family.</summary>
    public int? FamilyId { get; private set; }

    /// <summary>What the link's code comes to.</summary>
    public string CodeDigest { get; private set; } = "";

    /// <summary>Last sent, UTC.</summary>
    public DateTime SentAt { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>UTC; null until the login was made.</summary>
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>UTC; null unless it was withdrawn.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Invites somebody to work on the portal.</summary>
    public static Invitation ForStaff(string email, string displayName, string roles) => Create(email, displayName, roles, null, null);

    /// <summary>Invites a guardian to the family's account.</summary>
    public static Invitation ForGuardian(string email, string displayName, int guardianId, int familyId) =>
        Create(email, displayName, "", guardianId, familyId);

    /// <summary>Makes the link good for a week from now; the one sent before is worth nothing any more.</summary>
    public void Send(string codeDigest, DateTime now) => (CodeDigest, SentAt, ExpiresAt) = (codeDigest, now, now + Lifetime);

    /// <summary>Makes the link worthless.</summary>
    public void Withdraw(DateTime now) => WithdrawnAt = now;

    private static Invitation Create(string email, string displayName, string roles, int? guardianId, int? familyId) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Email = email,
            EmailKey = LoginAddress.KeyOf(email),
            DisplayName = displayName,
            Roles = roles,
            GuardianId = guardianId,
            FamilyId = familyId,
        };
}
