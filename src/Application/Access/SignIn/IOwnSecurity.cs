using System.Security.Claims;
using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Access;

/// <summary>How somebody signs in.</summary>
/// <param name="Email">The login's address.</param>
/// <param name="HasCodes">True with an application that shows codes.</param>
/// <param name="RecoveryCodesLeft">Of ten.</param>
/// <param name="ShortestPassword">In characters; staff need longer ones.</param>
/// <param name="Passkeys">The oldest first.</param>
public sealed record SecurityOverview(string Email, bool HasCodes, int RecoveryCodesLeft, int ShortestPassword, IReadOnlyList<PasskeyLine> Passkeys);

/// <param name="Key">Names it in addresses.</param>
/// <param name="Name">As its owner calls it.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record PasskeyLine(string Key, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameMaxLength = 60;
}

/// <summary>A secret to scan, which is nobody's until a code proves that it was.</summary>
/// <param name="Secret">Base 32, in groups of four, for whoever cannot scan.</param>
/// <param name="Sealed">The same for the form: it comes back with the code and is worth nothing to others.</param>
/// <param name="QrSvg">The square to scan.</param>
public sealed record CodesOffer(string Secret, string Sealed, string QrSvg);

/// <summary>An own session, on the centre's clocks.</summary>
public sealed record SessionLine(DateTime StartedAt, bool IsStrong, bool IsThis);

/// <summary>Changes that people make to their own sign-in. Each asks for the password again, and ends the sessions elsewhere.</summary>
public interface IOwnSecurity
{
    Task<SecurityOverview?> ReadAsync(ClaimsPrincipal principal);

    /// <summary>A new secret, or the one that <paramref name="sealedOffer"/> holds already: a wrong code must not ask to scan again.</summary>
    CodesOffer Offer(ClaimsPrincipal principal, string email, string? sealedOffer);

    /// <returns>The recovery codes, to be shown this once.</returns>
    Task<Outcome<IReadOnlyList<string>>> StartCodesAsync(ClaimsPrincipal principal, string? sealedOffer, string code, string password);

    /// <returns>The new recovery codes, to be shown this once.</returns>
    Task<Outcome<IReadOnlyList<string>>> RenewRecoveryCodesAsync(ClaimsPrincipal principal, string password);

    Task<Outcome<Done>> StopCodesAsync(ClaimsPrincipal principal, string password);

    Task<Outcome<Done>> ChangePasswordAsync(ClaimsPrincipal principal, string password, string chosen);

    Task<IReadOnlyList<SessionLine>> SessionsAsync(ClaimsPrincipal principal);

    Task<Outcome<Done>> EndOthersAsync(ClaimsPrincipal principal, string password);
}
