using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>Sign-in by address and password that tells neither by words nor by time which of both was wrong.</summary>
public sealed class PortalSignIn(
    UserManager<PortalUser> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<PortalUser> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<PortalUser> confirmation, IPasswordHasher<PortalUser> hasher)
    : SignInManager<PortalUser>(users, context, principals, options, logger, schemes, confirmation)
{
    // Of no login; verifying against it costs what verifying against a real one costs.
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<PortalUser>().HashPassword(new PortalUser(), Guid.NewGuid().ToString()));

    /// <summary>Signs the person in, or says that the pair was wrong, or that the login is locked for a while.</summary>
    public async Task<SignInResult> SignInByEmailAsync(string email, string password)
    {
        if (await UserManager.FindByEmailAsync(email) is not { } user)
        {
            hasher.VerifyHashedPassword(new PortalUser(), NobodysHash.Value, password);
            return SignInResult.Failed;
        }

        return await PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
    }

    public override async Task<bool> CanSignInAsync(PortalUser user) => !user.IsDisabled && await base.CanSignInAsync(user);

    // A disabled login also loses the sessions it has.
    public override async Task<PortalUser?> ValidateSecurityStampAsync(System.Security.Claims.ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { IsDisabled: false } user ? user : null;
}
