using ClsPortal.Domain.Families;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Access;

/// <summary>A login: one adult of a family, or one person who works for the centre.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    /// <summary>As the audit and the mails name the person.</summary>
    public string DisplayName
    {
        get;
        set => (field, SortKey) = (value, NameOrder.KeyOf(value));
    } = "";

    /// <summary>Where lists by name have the login; follows <see cref="DisplayName"/>.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>The guardian behind a parent's login; null for staff.</summary>
    public int? GuardianId { get; set; }

    /// <summary>The guardian's family; null for staff.</summary>
    public int? FamilyId { get; set; }

    /// <summary>True once the centre closed the login; it can then neither sign in nor stay signed in.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>UTC; null until the first sign-in.</summary>
    public DateTime? LastSignInAt { get; set; }

    /// <summary>True once the person works for the centre and signed in with a password too short for that, until another is chosen.</summary>
    public bool HasShortPassword { get; set; }

    /// <summary>The secret shared with an authenticator application, sealed by <see cref="TotpCodes"/>; null without one.</summary>
    public string? TotpSecret { get; set; }
}

/// <summary>Claims that a sign-in carries beside Identity's own.</summary>
public static class PortalClaims
{
    public const string FamilyId = "family";

    public const string GuardianId = "guardian";

    /// <summary>A family of which the person is a guardian by another login, as staff said; there may be several.</summary>
    public const string JoinedFamily = "joined_family";

    public const string DisplayName = "display_name";

    /// <summary>A role that the person holds and the sign-in is not enough for.</summary>
    public const string RoleHeldBack = "role_held_back";

    /// <summary>Present while <see cref="PortalUser.HasShortPassword"/>.</summary>
    public const string ShortPassword = "short_password";

    /// <summary>Key of the <see cref="SignInSession"/>.</summary>
    public const string Session = "sid";

    /// <summary>How the person signed in (RFC 8176).</summary>
    public const string Method = "amr";

    /// <summary>The value of <see cref="Method"/> for a code or a passkey.</summary>
    public const string SecondFactor = "mfa";
}
