using ClsPortal.Application.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Length decides (CNIL 2022: 12 characters with lock-out; 16 for staff), and what everybody tries first is refused.</summary>
internal sealed class PasswordRules : IPasswordValidator<PortalUser>
{
    /// <summary>A parent who also works for the centre opens the centre's files too: the longer rule.</summary>
    public static async Task<int> ShortestForAsync(UserManager<PortalUser> users, PortalUser user) =>
        user.FamilyId is null || (await users.GetRolesAsync(user)).Count > 0 ? PasswordLengths.ForStaff : PasswordLengths.ForParents;

    public async Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password)
    {
        var shortest = await ShortestForAsync(manager, user);
        if (password is null || password.Length < shortest)
        {
            return IdentityResult.Failed(manager.ErrorDescriber.PasswordTooShort(shortest));
        }

        return CommonPasswords.IsAmongThem(password, user.Email ?? "", user.DisplayName)
            ? IdentityResult.Failed(FrenchIdentityErrors.PasswordTooCommon())
            : IdentityResult.Success;
    }
}
