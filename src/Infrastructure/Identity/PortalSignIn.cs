using System.Diagnostics;
using System.Security.Claims;
using ClsPortal.Application.Common;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>What a sign-in came to.</summary>
/// <param name="IsSignedIn">True when the pair was right.</param>
/// <param name="IsParent">Whose home to go to; only when signed in.</param>
/// <param name="LockedFor">How long to wait before the next attempt, when there were too many.</param>
public sealed record SignInAnswer(bool IsSignedIn, bool IsParent = false, TimeSpan? LockedFor = null);

/// <summary>Sign-in by address and password that tells neither by words nor by time whether an address has a login.</summary>
public sealed class PortalSignIn(
    UserManager<PortalUser> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<PortalUser> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<PortalUser> confirmation, StrangersLockout strangers)
    : SignInManager<PortalUser>(users, context, principals, options, logger, schemes, confirmation)
{
    /// <summary>Signs the person in, or says that the pair was wrong, or that there were too many attempts.</summary>
    public async Task<SignInAnswer> SignInByEmailAsync(string email, string password)
    {
        var started = Stopwatch.GetTimestamp();
        var user = await UserManager.FindByEmailAsync(email);
        // A closed login answers as one that never was.
        var answer = user is { IsDisabled: false } ? await TryAsync(user, password) : new SignInAnswer(false, LockedFor: strangers.Fail(UserManager.NormalizeEmail(email)!));
        if (!answer.IsSignedIn)
        {
            await SteadyTime.FillAsync(started);
        }

        return answer;
    }

    private async Task<SignInAnswer> TryAsync(PortalUser user, string password)
    {
        var result = await PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => new SignInAnswer(true, user.FamilyId is not null),
            // Identity's lock-out runs on the system's clock, whatever the demonstration's shows.
            { IsLockedOut: true } => new SignInAnswer(false, LockedFor: user.LockoutEnd - TimeProvider.System.GetUtcNow()),
            _ => new SignInAnswer(false),
        };
    }

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
