using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Access;

/// <summary>What Identity refuses, in the words of the person who caused it.</summary>
internal sealed class FrenchIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) =>
        Error(nameof(PasswordTooShort), $"Le mot de passe doit compter au moins {length} caractères.");

    public static IdentityError PasswordTooCommon() =>
        Error(
            nameof(PasswordTooCommon),
            "Ce mot de passe est trop courant ou trop proche de votre nom ou de votre adresse : choisissez-en un autre, par exemple trois mots sans rapport."
        );

    public override IdentityError InvalidToken() => Error(nameof(InvalidToken), "Ce lien n’est plus valable : demandez-en un nouveau.");

    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), "Cette adresse est déjà utilisée par une autre connexion.");

    // The address is the user name: one sentence for both, said once.
    public override IdentityError DuplicateUserName(string userName) => DuplicateEmail(userName);

    public override IdentityError InvalidUserName(string? userName) => InvalidEmail(userName);

    public override IdentityError InvalidEmail(string? email) =>
        Error(nameof(InvalidEmail), "Cette adresse n’est pas valable, par exemple prenom.nom@exemple.fr.");

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), "Cette connexion a été modifiée entre-temps : recommencez.");

    public override IdentityError DefaultError() => Error(nameof(DefaultError), "La modification n’a pas pu être enregistrée : recommencez.");

    private static IdentityError Error(string code, string sentence) => new() { Code = code, Description = sentence };
}
