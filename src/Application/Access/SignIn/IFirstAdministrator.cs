using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Access;

/// <summary>The way in for the first administrator, without any default password: a link printed where the portal is started.</summary>
public interface IFirstAdministrator
{
    /// <summary>True while the code is ours, not too old, and still needed.</summary>
    Task<bool> IsValidAsync(string? code);

    /// <summary>Creates the administrator; two people with the same link cannot both.</summary>
    Task<Outcome<Guid>> CreateAsync(string? code, string displayName, string email, string password);
}
