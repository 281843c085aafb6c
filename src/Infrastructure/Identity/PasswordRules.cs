using ClsPortal.Application.Common;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>Length decides (CNIL 2022: 12 characters with lock-out; 16 for staff), and what everybody tries first is refused.</summary>
internal sealed class PasswordRules : IPasswordValidator<PortalUser>
{
    public const int ShortestForParents = 12;
    public const int ShortestForStaff = 16;

    // Stems of the passwords that leak most often, in French and English; twelve characters of any of them repeated are no better.
    private static readonly string[] CommonStems =
        ["motdepasse", "password", "azerty", "qwerty", "123456", "abcdef", "soleil", "bonjour", "iloveyou", "jetaime", "doudou", "loulou", "chouchou", "admin", "welcome", "chablis"];

    public Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password)
    {
        List<IdentityError> errors = [];
        if (user.FamilyId is null && password?.Length < ShortestForStaff)
        {
            errors.Add(manager.ErrorDescriber.PasswordTooShort(ShortestForStaff));
        }

        var rest = (password ?? "").ToLowerInvariant();
        rest = CommonStems.Append(user.Email?.Split('@')[0].ToLowerInvariant() ?? "").Where(stem => stem.Length > 3)
            .Aggregate(rest, (left, stem) => left.Replace(stem, "", StringComparison.Ordinal));
        if (rest.Distinct().Count() < 5)
        {
            errors.Add(new IdentityError { Code = "PasswordTooCommon", Description = "Ce mot de passe est trop courant ou trop proche de votre adresse : choisissez-en un autre, par exemple trois mots sans rapport." });
        }

        return Task.FromResult(errors.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. errors]));
    }
}
