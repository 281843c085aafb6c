using System.Diagnostics;
using System.Security.Claims;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Sign-in by address and password that tells neither by words nor by time whether an address has a login.</summary>
public sealed partial class PortalSignIn(
    UserManager<PortalUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<PortalUser> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<PortalUser> confirmation,
    SignInAttempts attempts,
    PortalDbContext db,
    CentreClock clock,
    TotpCodes codes,
    RecoveryCodes recovery,
    SecurityNotices notices,
    SignInSessions sessions
) : SignInManager<PortalUser>(users, context, principals, options, logger, schemes, confirmation), ISignIn
{
    public async Task<SignInAnswer> SignInByEmailAsync(string email, string password)
    {
        var started = Stopwatch.GetTimestamp();
        var user = await UserManager.FindByEmailAsync(email);
        // A closed login answers as one that never was.
        var answer = user is { IsDisabled: false } ? await TryAsync(user, password) : await RefuseStrangerAsync(email);
        if (!answer.IsSignedIn && !answer.NeedsCode)
        {
            await SteadyTime.FillAsync(started);
        }

        return answer;
    }

    public async Task<bool> IsCodeAwaitedAsync() => await GetTwoFactorAuthenticationUserAsync() is not null;

    public async Task<SignInAnswer> SignInByCodeAsync(string code)
    {
        if (await GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return new SignInAnswer(false);
        }

        var isRecovery = RecoveryCodes.Looks(code);
        var check = await TryAsync(
            user,
            () => isRecovery ? recovery.SpendAsync(user.Id, code) : codes.ValidateAsync(Options.Tokens.AuthenticatorTokenProvider, code, UserManager, user)
        );
        if (!check.Succeeded)
        {
            return await AnswerAsync(check, user, isRecovery ? "recovery code" : "code");
        }

        await attempts.ForgetAsync(user.Email!);
        if (isRecovery)
        {
            await notices.WriteAsync(user, "security.recovery-used", "un code de secours a servi à vous connecter.");
        }

        return await SignInStronglyAsync(user);
    }

    /// <summary>Signs in with what the browser's passkey said. The device asked who holds it, so this is a strong sign-in.</summary>
    public async Task<SignInAnswer> SignInByPasskeyAsync(string credentialJson)
    {
        // Without the cookie that holds the challenge there is nothing to compare with.
        if (
            !(await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded
            || await PerformPasskeyAssertionAsync(credentialJson) is not { Succeeded: true } assertion
        )
        {
            StrangerRefused(Logger, "passkey");
            return new SignInAnswer(false);
        }

        if (await PreSignInCheck(assertion.User) is { } refused)
        {
            return await AnswerAsync(refused, assertion.User, "passkey");
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
        var claims = additionalClaims.ToList();
        var isStrong = claims.Exists(claim => claim.Type == PortalClaims.Method && claim.Value == PortalClaims.SecondFactor);
        // Whoever was signed in with this browser before is not any more.
        await EndSessionAsync();
        claims.Add(await sessions.BeginAsync(user.Id, isStrong));
        await base.SignInWithClaimsAsync(user, authenticationProperties, claims);
        await db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSignInAt, clock.Now));
        SignedIn(Logger, user.Id, isStrong ? "second factor" : "password");
    }

    public override async Task SignOutAsync()
    {
        await EndSessionAsync();
        var userId = UserManager.GetUserId(Context.User);
        await base.SignOutAsync();
        if (userId is not null)
        {
            SignedOut(Logger, userId);
        }
    }

    private async Task EndSessionAsync()
    {
        var ended = Context.User;
        if (await sessions.EndAsync(ended))
        {
            // The browser that signs out must read this answer first, and not on its open page that the sign-in has ended.
            Context.Response.OnCompleted(() =>
            {
                sessions.TellOf(ended);
                return Task.CompletedTask;
            });
        }
    }

    /// <summary>Judges a password, and counts it: Identity would count at the login, where what is saved of it at the same moment loses the count.</summary>
    public override async Task<SignInResult> CheckPasswordSignInAsync(PortalUser user, string password, bool lockoutOnFailure)
    {
        var check = await TryAsync(user, () => UserManager.CheckPasswordAsync(user, password));
        if (check.Succeeded)
        {
            // Who knows the password must not begin the count of wrong codes anew.
            await (await IsTwoFactorEnabledAsync(user) ? attempts.GiveBackAsync(user.Email!) : attempts.ForgetAsync(user.Email!));
        }

        return check;
    }

    protected override async Task<bool> IsLockedOut(PortalUser user) => await attempts.LockedForAsync(user.Email!) is not null;

    protected override Task ResetLockout(PortalUser user) => attempts.ForgetAsync(user.Email!);

    private async Task<SignInResult> TryAsync(PortalUser user, Func<Task<bool>> isRight)
    {
        if (!await CanSignInAsync(user))
        {
            return SignInResult.NotAllowed;
        }

        if (!await attempts.TakeAsync(user.Email!))
        {
            return SignInResult.LockedOut;
        }

        if (await isRight())
        {
            return SignInResult.Success;
        }

        await attempts.PurgeAsync();
        return await IsLockedOut(user) ? SignInResult.LockedOut : SignInResult.Failed;
    }

    private async Task<SignInAnswer> TryAsync(PortalUser user, string password)
    {
        var check = await CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (!check.Succeeded)
        {
            return await AnswerAsync(check, user, "password");
        }

        await NoteLengthAsync(user, password);
        return await AnswerAsync(await SignInOrTwoFactorAsync(user, isPersistent: false), user, "password");
    }

    // A parent who came to work for the centre has a password of a parent; only at a sign-in is its length known.
    private async Task NoteLengthAsync(PortalUser user, string password)
    {
        var isShort = password.Length < await PasswordRules.ShortestForAsync(UserManager, user);
        if (user.HasShortPassword != isShort)
        {
            user.HasShortPassword = isShort;
            await UserManager.UpdateAsync(user);
        }
    }

    private async Task<SignInAnswer> RefuseStrangerAsync(string email)
    {
        StrangerRefused(Logger, "password");
        if (await attempts.TakeAsync(email))
        {
            await attempts.PurgeAsync();
        }

        return new SignInAnswer(false, LockedFor: await attempts.LockedForAsync(email));
    }

    private async Task<SignInAnswer> AnswerAsync(SignInResult result, PortalUser user, string step)
    {
        if (!result.Succeeded && !result.RequiresTwoFactor)
        {
            Refused(Logger, user.Id, step, result.IsLockedOut ? "locked out" : "wrong");
        }

        return result switch
        {
            { Succeeded: true } => new SignInAnswer(true, user.FamilyId is not null),
            { RequiresTwoFactor: true } => new SignInAnswer(false, user.FamilyId is not null, NeedsCode: true),
            { IsLockedOut: true } => new SignInAnswer(false, LockedFor: await attempts.LockedForAsync(user.Email!) ?? TimeSpan.Zero),
            _ => new SignInAnswer(false),
        };
    }

    public override async Task<bool> CanSignInAsync(PortalUser user) => !user.IsDisabled && await base.CanSignInAsync(user);

    /// <summary>A disabled login also loses the sessions it has; a session that was ended, or lasted its time, is none.</summary>
    public override async Task<PortalUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { IsDisabled: false } user && await sessions.IsOpenAsync(principal!) ? user : null;

    /// <summary>True while the login stands and still may what it might when the principal was made.</summary>
    public async Task<bool> IsUnchangedAsync(ClaimsPrincipal principal)
    {
        if (await ValidateSecurityStampAsync(principal) is not { } user)
        {
            return false;
        }

        var roles = await UserManager.GetRolesAsync(user);
        return principal
            .FindAll(claim => claim.Type is ClaimTypes.Role or PortalClaims.RoleHeldBack)
            .Select(claim => claim.Value)
            .Where(role => role != nameof(Roles.Parent))
            .ToHashSet(StringComparer.Ordinal)
            .SetEquals(roles);
    }

    // Logins are named by their key: neither an address nor a name belongs into a log.
    [LoggerMessage(Level = LogLevel.Information, Message = "Login {UserId} signed in by {Method}")]
    private static partial void SignedIn(ILogger logger, Guid userId, string method);

    [LoggerMessage(Level = LogLevel.Information, Message = "Login {UserId} signed out")]
    private static partial void SignedOut(ILogger logger, string userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in of login {UserId} refused at its {Step}: {Why}")]
    private static partial void Refused(ILogger logger, Guid userId, string step, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused at its {Step}: no open login answers to it")]
    private static partial void StrangerRefused(ILogger logger, string step);
}
