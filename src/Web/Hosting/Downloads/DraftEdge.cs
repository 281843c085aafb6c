using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The key with which a browser seals what somebody typed and has not sent (wwwroot/js/forms.js). It is the login's own, is made from its security
/// stamp, and is never stored: nobody else who signs in on that browser, and nobody without a sign-in, can read a draft; with another password
/// drafts are gone.
/// </summary>
internal static class DraftEdge
{
    private const string Address = "/mon-compte/brouillons";
    private static readonly byte[] Purpose = "ClsPortal drafts"u8.ToArray();

    public static void MapDrafts(this WebApplication app) =>
        app.MapGet(
            Address,
            (ClaimsPrincipal user, IOptions<IdentityOptions> options) =>
            {
                // What staff typed is as much the centre's as what they read: a password alone opens neither.
                if (StaffGate.IsHeldBack(user))
                {
                    return Results.LocalRedirect(WayBack.To(StaffGate.PathFor(user), Address));
                }

                var id = user.FindFirstValue(ClaimTypes.NameIdentifier);
                return id is null || user.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) is not { Length: > 0 } stamp
                    ? Results.NotFound()
                    : Results.Json(KeyOf(id, stamp));
            }
        );

    private static DraftKey KeyOf(string id, string stamp)
    {
        Span<byte> made = stackalloc byte[48];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(stamp), made, Encoding.UTF8.GetBytes(id), Purpose);
        return new DraftKey(Convert.ToBase64String(made[32..]), Convert.ToBase64String(made[..32]));
    }

    /// <param name="Owner">Tells one login's drafts from another's; says nothing else.</param>
    /// <param name="Key">AES-256, base 64.</param>
    private sealed record DraftKey(string Owner, string Key);
}
