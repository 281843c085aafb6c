using System.Buffers.Text;
using System.Security.Claims;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Passkeys of one's own login.</summary>
public sealed class OwnPasskeys(UserManager<PortalUser> users, PortalSignIn signIn, OwnSecurity security, SecurityNotices notices, IHttpContextAccessor context)
    : IOwnPasskeys
{
    private const int Most = 20;

    public static string KeyOf(byte[] credentialId) => Base64Url.EncodeToString(credentialId);

    /// <summary>What the browser needs to make a passkey; null when nobody is signed in.</summary>
    public async Task<string?> CreationOptionsAsync(ClaimsPrincipal principal) =>
        await users.GetUserAsync(principal) is { } user
            ? await signIn.MakePasskeyCreationOptionsAsync(
                new PasskeyUserEntity
                {
                    Id = user.Id.ToString(),
                    Name = user.Email!,
                    DisplayName = user.DisplayName,
                }
            )
            : null;

    /// <summary>What the browser needs to sign in with whichever passkey the person chooses.</summary>
    public Task<string> RequestOptionsAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    public Task<Outcome<Done>> AddAsync(ClaimsPrincipal principal, string password, string name, string credentialJson) =>
        security.ChangeAsync<Done>(
            principal,
            password,
            async user =>
            {
                if ((await users.GetPasskeysAsync(user)).Count >= Most)
                {
                    return new Refusal("TooManyPasskeys", $"Vous avez déjà {Most} clés d’accès : retirez celles qui ne servent plus.");
                }

                var hasChallenge = (await context.HttpContext!.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;
                if (
                    !hasChallenge
                    || await signIn.PerformPasskeyAttestationAsync(credentialJson) is not { Succeeded: true } attestation
                    || attestation.UserEntity.Id != user.Id.ToString()
                )
                {
                    return new Refusal("PasskeyNotTaken", "Cette clé d’accès n’a pas pu être enregistrée : recommencez.");
                }

                attestation.Passkey.Name = name;
                var added = await users.AddOrUpdatePasskeyAsync(user, attestation.Passkey);
                if (!added.Succeeded)
                {
                    return new Refusal("PasskeyNotTaken", "Cette clé d’accès n’a pas pu être enregistrée : recommencez.");
                }

                await users.UpdateSecurityStampAsync(user);
                await notices.WriteAsync(user, "security.passkey-added", $"la clé d’accès « {name} » a été ajoutée à votre connexion.");
                return Done.It;
            },
            isStrong: true
        );

    public async Task<Outcome<Done>> RenameAsync(ClaimsPrincipal principal, string key, string name)
    {
        if (await users.GetUserAsync(principal) is not { } user || await FindAsync(user, key) is not { } passkey)
        {
            return Refusal.NotFound;
        }

        passkey.Name = name;
        await users.AddOrUpdatePasskeyAsync(user, passkey);
        return Done.It;
    }

    public Task<Outcome<Done>> RemoveAsync(ClaimsPrincipal principal, string password, string key) =>
        security.ChangeAsync<Done>(
            principal,
            password,
            async user =>
            {
                if (await FindAsync(user, key) is not { } passkey)
                {
                    return Refusal.NotFound;
                }

                await users.RemovePasskeyAsync(user, passkey.CredentialId);
                await users.UpdateSecurityStampAsync(user);
                await notices.WriteAsync(user, "security.passkey-removed", $"la clé d’accès « {passkey.Name} » a été retirée de votre connexion.");
                return Done.It;
            }
        );

    private async Task<UserPasskeyInfo?> FindAsync(PortalUser user, string key) =>
        Base64Url.IsValid(key) ? await users.GetPasskeyAsync(user, Base64Url.DecodeFromChars(key)) : null;
}
