namespace ClsPortal.Application.Access;

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

    /// <summary>Present while a password is too short for what the person may do.</summary>
    public const string ShortPassword = "short_password";

    /// <summary>Key of the session.</summary>
    public const string Session = "sid";

    /// <summary>How the person signed in (RFC 8176).</summary>
    public const string Method = "amr";

    /// <summary>The value of Method for a code or a passkey.</summary>
    public const string SecondFactor = "mfa";
}
