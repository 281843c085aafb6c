using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>What Identity refuses, in the words of the person who caused it.</summary>
internal sealed class FrenchIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), $"Le mot de passe doit compter au moins {length} caractères.");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Error(nameof(PasswordRequiresUniqueChars), $"Le mot de passe doit compter au moins {uniqueChars} caractères différents.");

    public override IdentityError InvalidToken() => Error(nameof(InvalidToken), "Ce lien n’est plus valable : demandez-en un nouveau.");

    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), "Cette adresse est déjà utilisée par une autre connexion.");

    public override IdentityError InvalidEmail(string? email) => Error(nameof(InvalidEmail), "Cette adresse n’est pas valable, par exemple prenom.nom@exemple.fr.");

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), "Cette connexion a été modifiée entre-temps : recommencez.");

    public override IdentityError DefaultError() => Error(nameof(DefaultError), "La modification n’a pas pu être enregistrée : recommencez.");

    private static IdentityError Error(string code, string sentence) => new() { Code = code, Description = sentence };
}
