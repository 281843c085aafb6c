namespace ClsPortal.Application.Shared;

/// <summary>Roles as attributes and <c>AuthorizeView</c> take them: whoever holds one of those named.</summary>
public static class RoleSets
{
    public const string Director = nameof(Roles.Director);
    public const string Accountant = nameof(Roles.Accountant);
    public const string Administrator = nameof(Roles.Administrator);

    /// <summary>As <see cref="Roles.Treating"/>.</summary>
    public const string Treating = $"{nameof(Roles.Agent)},{nameof(Roles.Director)}";

    /// <summary>As <see cref="Roles.Setup"/>.</summary>
    public const string Setup = $"{nameof(Roles.Director)},{nameof(Roles.Administrator)}";

    /// <summary>As <see cref="Roles.Staff"/>.</summary>
    public const string All = $"{nameof(Roles.Agent)},{nameof(Roles.Director)},{nameof(Roles.Accountant)},{nameof(Roles.Administrator)}";

    /// <summary>Whoever treats requests, and the administrator.</summary>
    public const string TreatingOrAdministrator = $"{Treating},{nameof(Roles.Administrator)}";

    /// <summary>Whoever sets the centre up, and the accountant.</summary>
    public const string SetupOrAccountant = $"{Setup},{nameof(Roles.Accountant)}";

    /// <summary>Whoever sets prices, and whoever must know them.</summary>
    public const string Pricing = $"{nameof(Roles.Accountant)},{nameof(Roles.Director)}";
}
