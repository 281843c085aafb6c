using System.Diagnostics;
using System.Security.Claims;
using ClsPortal.Application.Common;
using ClsPortal.Infrastructure.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>What a sign-in came to.</summary>
/// <param name="IsSignedIn">True when the pair was right.</param>
/// <param name="IsParent">Whose home to go to; only when signed in.</param>
/// <param name="LockedFor">How long to wait before the next attempt, when there were too many.</param>
/// <param name="NeedsCode">True when the pair was right and a code is asked for besides.</param>
public sealed record SignInAnswer(bool IsSignedIn, bool IsParent = false, TimeSpan? LockedFor = null, bool NeedsCode = false);

/// <summary>Sign-in by address and password that tells neither by words nor by time whether an address has a login.</summary>
public sealed class PortalSignIn(
    UserManager<PortalUser> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<PortalUser> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<PortalUser> confirmation, StrangersLockout strangers,
    PortalDbContext db, CentreClock clock, RecoveryCodes recovery, SecurityNotices notices)
    : SignInManager<PortalUser>(users, context, principals, options, logger, schemes, confirmation)
{
    /// <summary>Signs the person in, or says that the pair was wrong, or that there were too many attempts.</summary>
    public async Task<SignInAnswer> SignInByEmailAsync(string email, string password)
    {
        var started = Stopwatch.GetTimestamp();
        var user = await UserManager.FindByEmailAsync(email);
        // A closed login answers as one that never was.
        var answer = user is { IsDisabled: false } ? await TryAsync(user, password) : new SignInAnswer(false, LockedFor: strangers.Fail(UserManager.NormalizeEmail(email)!));
        if (!answer.IsSignedIn && !answer.NeedsCode)
        {
            await SteadyTime.FillAsync(started);
        }

        return answer;
    }

    /// <summary>True between the password and the code: five minutes, in a cookie of its own.</summary>
    public async Task<bool> IsCodeAwaitedAsync() => await GetTwoFactorAuthenticationUserAsync() is not null;

    /// <summary>The second step, with a code of the application or one of the recovery codes. Failures count as wrong passwords do.</summary>
    public async Task<SignInAnswer> SignInByCodeAsync(string code)
    {
        if (await GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return new SignInAnswer(false);
        }

        return RecoveryCodes.Looks(code) ? await TryRecoveryAsync(user, code) : Answer(await TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false), user);
    }

    /// <summary>Signs in with what the browser's passkey said. The device asked who holds it, so this is a strong sign-in.</summary>
    public async Task<SignInAnswer> SignInByPasskeyAsync(string credentialJson)
    {
        // Without the cookie that holds the challenge there is nothing to compare with.
        if (!(await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded
            || await PerformPasskeyAssertionAsync(credentialJson) is not { Succeeded: true } assertion)
        {
            return new SignInAnswer(false);
        }

        if (await PreSignInCheck(assertion.User) is { } refused)
        {
            return Answer(refused, assertion.User);
        }

        // Keeps the counter that gives a copied passkey away.
        await UserManager.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        return await SignInStronglyAsync(assertion.User);
    }

    /// <summary>A session that counts as confirmed by a second factor.</summary>
    public async Task<SignInAnswer> SignInStronglyAsync(PortalUser user)
    {
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await SignInWithClaimsAsync(user, isPersistent: false, [new Claim(PortalClaims.Method, PortalClaims.SecondFactor)]);
        return new SignInAnswer(true, user.FamilyId is not null);
    }

    public override async Task SignInWithClaimsAsync(PortalUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        await db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSignInAt, clock.Now));
    }

    private async Task<SignInAnswer> TryRecoveryAsync(PortalUser user, string code)
    {
        if (await PreSignInCheck(user) is { } refused)
        {
            return Answer(refused, user);
        }

        if (!await recovery.SpendAsync(user, code))
        {
            await UserManager.AccessFailedAsync(user);
            return Answer(await UserManager.IsLockedOutAsync(user) ? SignInResult.LockedOut : SignInResult.Failed, user);
        }

        await ResetLockout(user);
        await notices.WriteAsync(user, "security.recovery-used", "un code de secours a servi à vous connecter.");
        return await SignInStronglyAsync(user);
    }

    private async Task<SignInAnswer> TryAsync(PortalUser user, string password) =>
        Answer(await PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true), user);

    private static SignInAnswer Answer(SignInResult result, PortalUser user) => result switch
    {
        { Succeeded: true } => new SignInAnswer(true, user.FamilyId is not null),
        { RequiresTwoFactor: true } => new SignInAnswer(false, user.FamilyId is not null, NeedsCode: true),
        // Identity's lock-out runs on the system's clock, whatever the demonstration's shows.
        { IsLockedOut: true } => new SignInAnswer(false, LockedFor: user.LockoutEnd - TimeProvider.System.GetUtcNow()),
        _ => new SignInAnswer(false),
    };

    public override async Task<bool> CanSignInAsync(PortalUser user) => !user.IsDisabled && await base.CanSignInAsync(user);

    /// <summary>A disabled login also loses the sessions it has.</summary>
    public override async Task<PortalUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { IsDisabled: false } user ? user : null;

    /// <summary>True while the login stands and still may what it might when the principal was made.</summary>
    public async Task<bool> IsUnchangedAsync(ClaimsPrincipal principal)
    {
        if (await ValidateSecurityStampAsync(principal) is not { } user)
        {
            return false;
        }

        var roles = await UserManager.GetRolesAsync(user);
        return principal.FindAll(ClaimTypes.Role).Select(claim => claim.Value).Where(role => role != nameof(Roles.Parent)).ToHashSet(StringComparer.Ordinal).SetEquals(roles);
    }
}
