using System.Security.Claims;
using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Access;

/// <summary>Passkeys of one's own login.</summary>
public interface IOwnPasskeys
{
    /// <param name="principal">Whose.</param>
    /// <param name="password">Asked for again.</param>
    /// <param name="name">At most <see cref="PasskeyLine.NameMaxLength"/> characters.</param>
    /// <param name="credentialJson">What the browser answered to the options it was given.</param>
    Task<Outcome<Done>> AddAsync(ClaimsPrincipal principal, string password, string name, string credentialJson);

    Task<Outcome<Done>> RenameAsync(ClaimsPrincipal principal, string key, string name);

    Task<Outcome<Done>> RemoveAsync(ClaimsPrincipal principal, string password, string key);
}
