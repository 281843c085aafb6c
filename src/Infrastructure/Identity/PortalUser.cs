using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>A login: one adult of a family, or one person who works for the centre.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    /// <summary>As the audit and the mails name the person.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The guardian behind a parent's login; null for staff.</summary>
    public int? GuardianId { get; set; }

    /// <summary>The guardian's family; null for staff.</summary>
    public int? FamilyId { get; set; }

    /// <summary>True once the centre closed the login; it can then neither sign in nor stay signed in.</summary>
    public bool IsDisabled { get; set; }
}

/// <summary>Claims that a sign-in carries beside Identity's own.</summary>
public static class PortalClaims
{
    public const string FamilyId = "family";

    public const string GuardianId = "guardian";

    public const string DisplayName = "display_name";
}
