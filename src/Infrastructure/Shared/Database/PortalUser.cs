using ClsPortal.Domain.Families;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Shared;

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

    /// <summary>The secret shared with an authenticator application, sealed; null without one.</summary>
    public string? TotpSecret { get; set; }
}
