using System.Security.Claims;
using System.Security.Cryptography;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Changes that people make to their own sign-in. Each asks for the password again, and ends the sessions elsewhere.</summary>
public sealed class OwnSecurity(
    UserManager<PortalUser> users,
    PortalSignIn signIn,
    TotpCodes codes,
    RecoveryCodes recovery,
    SecurityNotices notices,
    ITransactions transactions,
    IDataProtectionProvider protection,
    SignInSessions sessions
) : IOwnSecurity
{
    private const string Purpose = "ClsPortal.TotpOffer";
    private static readonly TimeSpan OfferLifetime = TimeSpan.FromMinutes(30);

    public async Task<SecurityOverview?> ReadAsync(ClaimsPrincipal principal)
    {
        if (await users.GetUserAsync(principal) is not { } user)
        {
            return null;
        }

        var passkeys = await users.GetPasskeysAsync(user);
        return new SecurityOverview(
            user.Email!,
            user.TotpSecret is not null,
            await recovery.LeftAsync(user.Id),
            await PasswordRules.ShortestForAsync(users, user),
            [
                .. passkeys
                    .OrderBy(passkey => passkey.CreatedAt)
                    .Select(passkey => new PasskeyLine(OwnPasskeys.KeyOf(passkey.CredentialId), passkey.Name ?? "Clé d’accès", passkey.CreatedAt)),
            ]
        );
    }

    public CodesOffer Offer(ClaimsPrincipal principal, string email, string? sealedOffer)
    {
        var secret = Open(principal, sealedOffer) ?? TotpCodes.NewSecret();
        var address =
            $"otpauth://totp/{Uri.EscapeDataString("Portail famille")}:{Uri.EscapeDataString(email)}"
            + $"?secret={secret}&issuer={Uri.EscapeDataString("Portail famille")}";
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return new CodesOffer(
            string.Join(' ', secret.Chunk(4).Select(group => new string(group))),
            protection.CreateProtector(Purpose).ToTimeLimitedDataProtector().Protect($"{users.GetUserId(principal)}|{secret}", OfferLifetime),
            svg.GetGraphic(5, "#000000", "#ffffff", drawQuietZones: true)
        );
    }

    public Task<Outcome<IReadOnlyList<string>>> StartCodesAsync(ClaimsPrincipal principal, string? sealedOffer, string code, string password) =>
        ChangeAsync<IReadOnlyList<string>>(
            principal,
            password,
            async user =>
            {
                if (Open(principal, sealedOffer) is not { } secret)
                {
                    return new Refusal("OfferTooOld", "Cette page est restée ouverte trop longtemps : rechargez-la et scannez le nouveau code.");
                }

                if (codes.StepOf(secret, code) is not { } step)
                {
                    return new Refusal(
                        "WrongCode",
                        "Ce code n’est pas le bon. Vérifiez l’heure de votre téléphone, puis saisissez le code affiché maintenant.",
                        "Code"
                    );
                }

                (user.TotpSecret, user.TwoFactorEnabled) = (codes.Seal(secret), true);
                // The code that proves it opens no sign-in as well.
                await codes.SpendAsync(user.Id, step);
                var fresh = await recovery.RenewAsync(user.Id);
                await users.UpdateSecurityStampAsync(user);
                await notices.WriteAsync(user, "security.codes-added", "une application de codes a été ajoutée à votre connexion.");
                return Outcome<IReadOnlyList<string>>.Of(fresh);
            },
            isStrong: true
        );

    public Task<Outcome<IReadOnlyList<string>>> RenewRecoveryCodesAsync(ClaimsPrincipal principal, string password) =>
        ChangeAsync<IReadOnlyList<string>>(
            principal,
            password,
            async user =>
            {
                if (user.TotpSecret is null)
                {
                    return Refusal.NotFound;
                }

                var fresh = await recovery.RenewAsync(user.Id);
                await users.UpdateSecurityStampAsync(user);
                await notices.WriteAsync(user, "security.recovery-renewed", "de nouveaux codes de secours remplacent les anciens.");
                return Outcome<IReadOnlyList<string>>.Of(fresh);
            }
        );

    public Task<Outcome<Done>> StopCodesAsync(ClaimsPrincipal principal, string password) =>
        ChangeAsync<Done>(
            principal,
            password,
            async user =>
            {
                (user.TotpSecret, user.TwoFactorEnabled) = (null, false);
                await recovery.EndAsync(user.Id);
                await users.UpdateSecurityStampAsync(user);
                await notices.WriteAsync(user, "security.codes-removed", "l’application de codes a été retirée de votre connexion.");
                return Done.It;
            }
        );

    public Task<Outcome<Done>> ChangePasswordAsync(ClaimsPrincipal principal, string password, string chosen) =>
        ChangeAsync<Done>(
            principal,
            password,
            async user =>
            {
                // The rules judge the chosen one.
                user.HasShortPassword = false;
                var changed = await users.ChangePasswordAsync(user, password, chosen);
                if (!changed.Succeeded)
                {
                    return Outcome<Done>.Refuse([.. changed.Errors.Select(error => new Refusal(error.Code, error.Description, "Password"))]);
                }

                await notices.WriteAsync(user, "security.password-changed", "votre mot de passe a été changé.");
                return Done.It;
            },
            evenWithoutFactor: true
        );

    public async Task<IReadOnlyList<SessionLine>> SessionsAsync(ClaimsPrincipal principal) =>
        await users.GetUserAsync(principal) is { } user ? await sessions.ListAsync(principal, user.Id) : [];

    /// <summary>Ends the sessions elsewhere, as after a telephone was lost.</summary>
    public Task<Outcome<Done>> EndOthersAsync(ClaimsPrincipal principal, string password) =>
        ChangeAsync<Done>(
            principal,
            password,
            async user =>
            {
                await users.UpdateSecurityStampAsync(user);
                await notices.WriteAsync(user, "security.sessions-ended", "vos connexions sur d’autres appareils ont pris fin, à votre demande.");
                return Done.It;
            },
            evenWithoutFactor: true
        );

    /// <summary>Confirms the password, makes the change in one transaction, and keeps this browser signed in while all other sessions end at once.</summary>
    /// <param name="principal">Whose.</param>
    /// <param name="password">As it is now.</param>
    /// <param name="change">What is to be done to the login.</param>
    /// <param name="isStrong">True when the change itself proved a second factor.</param>
    /// <param name="evenWithoutFactor">True for what does not touch the factors.</param>
    internal async Task<Outcome<T>> ChangeAsync<T>(
        ClaimsPrincipal principal,
        string password,
        Func<PortalUser, Task<Outcome<T>>> change,
        bool isStrong = false,
        bool evenWithoutFactor = false
    )
    {
        if (await users.GetUserAsync(principal) is not { IsDisabled: false } owner)
        {
            return Refusal.NotFound;
        }

        var check = await signIn.CheckPasswordSignInAsync(owner, password, lockoutOnFailure: true);
        if (!check.Succeeded)
        {
            return check.IsLockedOut
                ? new Refusal("LockedOut", "Trop d’essais : cette connexion est bloquée pendant quelques minutes.", "Current")
                : new Refusal("WrongPassword", "Ce n’est pas votre mot de passe actuel.", "Current");
        }

        // A passkey alone leaves the password as a way in, and a stolen password must not add a factor of the thief's own.
        if (!evenWithoutFactor && !principal.HasClaim(PortalClaims.Method, PortalClaims.SecondFactor) && await HasFactorAsync(owner))
        {
            return new Refusal(
                "FactorNeeded",
                "Votre connexion est protégée par une clé d’accès : déconnectez-vous, puis reconnectez-vous avec elle pour changer ceci. Si elle est "
                    + "perdue, l’administrateur peut la retirer."
            );
        }

        var outcome =
            await transactions.RunAsync(
                async cancellationToken =>
                {
                    var done = await change((await users.FindByIdAsync(owner.Id.ToString()))!);
                    if (!done.IsRefused)
                    {
                        await sessions.EndAllAsync(owner.Id, cancellationToken);
                    }

                    return done;
                },
                CancellationToken.None
            ) ?? Refusal.Busy;
        if (!outcome.IsRefused && await users.FindByIdAsync(owner.Id.ToString()) is { } user)
        {
            await ContinueAsync(user, isStrong || principal.HasClaim(PortalClaims.Method, PortalClaims.SecondFactor));
        }

        return outcome;
    }

    // Who took the last factor away has no strong session any more.
    private async Task ContinueAsync(PortalUser user, bool wasStrong)
    {
        if (wasStrong && await HasFactorAsync(user))
        {
            await signIn.SignInStronglyAsync(user);
        }
        else
        {
            await signIn.SignInAsync(user, isPersistent: false);
        }
    }

    private async Task<bool> HasFactorAsync(PortalUser user) => user.TotpSecret is not null || (await users.GetPasskeysAsync(user)).Count > 0;

    private string? Open(ClaimsPrincipal principal, string? sealedOffer)
    {
        try
        {
            return
                sealedOffer is { Length: > 0 }
                && protection.CreateProtector(Purpose).ToTimeLimitedDataProtector().Unprotect(sealedOffer).Split('|') is [var id, var secret]
                && id == users.GetUserId(principal)
                ? secret
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
