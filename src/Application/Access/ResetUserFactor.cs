using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Access;

/// <summary>Takes the second factor of a colleague or parent away who lost it; the password stays.</summary>
public sealed record ResetUserFactor(Guid UserId) : ICommand<Done>, IConcernsLogin
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class ResetUserFactorHandler(ILogins logins, UserDesk desk, ICurrentUser user) : ICommandHandler<ResetUserFactor, Done>
{
    public async Task<Outcome<Done>> Handle(ResetUserFactor request, CancellationToken cancellationToken)
    {
        if (await logins.FindAsync(request.UserId, cancellationToken) is not { } login)
        {
            return Refusal.NotFound;
        }

        // A portal left open must not lose its factor without the password being typed.
        if (request.UserId == user.UserId)
        {
            return new Refusal("OwnFactor", "Votre propre second facteur se retire sous « Sécurité », avec votre mot de passe.");
        }

        if (!login.HasSecondFactor)
        {
            return new Refusal("NoFactor", "Cette connexion n’a plus de second facteur.");
        }

        await logins.ResetFactorsAsync(request.UserId, cancellationToken);
        await desk.TellAsync(
            login,
            "user.factor-reset",
            login.Name,
            "l’administrateur a retiré le second facteur de votre connexion. Connectez-vous avec votre mot de passe, puis ajoutez un nouveau second "
                + "facteur sous « Sécurité ».",
            cancellationToken
        );
        return Done.It;
    }
}
