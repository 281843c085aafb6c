using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Families;

/// <summary>Who of the staff sees families' records.</summary>
internal static class RecordAccess
{
    /// <summary>Children, contacts, consents: whoever treats requests (SPEC, "Who may do what").</summary>
    public static readonly Permission Staff = Permission.Of(Roles.Treating);

    /// <summary>Health records: the same persons, and never the accountant or the administrator. A password alone is not enough.</summary>
    public static readonly Permission Health = Permission.Of(Roles.Treating).WithSecondFactor();
}
