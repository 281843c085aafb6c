using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using FluentValidation;

namespace ClsPortal.Application.Access;

/// <summary>
/// Seals one batch of what an older key sealed with the current one. Sent again until it is complete; interrupted, the next one
/// goes on, for what is done no longer answers to the older key.
/// </summary>
[HarmlessForOwnFamily("touches no value")]
public sealed record RotateKeys(int BatchSize = 100) : ICommand<KeyRotation>
{
    // Keys are a matter of whoever runs the portal: SPEC, "Who may do what", settings.
    public static Permission Access => Permission.Of(Roles.Administrator);
}

/// <param name="Resealed">Rows of this batch.</param>
/// <param name="IsComplete">True when nothing is left that an older key sealed.</param>
public sealed record KeyRotation(int Resealed, bool IsComplete);

/// <summary>All sealed columns of the database, whichever tables they are in.</summary>
public interface ISealedColumns
{
    /// <returns>How many rows were sealed again, at most <paramref name="most"/>.</returns>
    Task<int> ResealAsync(int most, CancellationToken cancellationToken);

    /// <summary>True while older keys may still be needed.</summary>
    Task<bool> HasOlderKeysAsync(CancellationToken cancellationToken);

    /// <summary>True while there are texts that an earlier version of the portal left in clear, or an older key sealed.</summary>
    Task<bool> HasClearTextAsync(CancellationToken cancellationToken);

    /// <summary>True when the current key seals everything; older keys are then forgotten and may leave the settings.</summary>
    Task<bool> ForgetOlderKeysAsync(CancellationToken cancellationToken);
}

internal sealed class RotateKeysValidator : AbstractValidator<RotateKeys>
{
    public RotateKeysValidator() => RuleFor(rotate => rotate.BatchSize).InclusiveBetween(1, 1000).WithMessage("Choisissez un lot de 1 à 1000 lignes.");
}

internal sealed class RotateKeysHandler(ISealedColumns columns, IAccessDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<RotateKeys, KeyRotation>
{
    public async Task<Outcome<KeyRotation>> Handle(RotateKeys request, CancellationToken cancellationToken)
    {
        var act = await columns.HasOlderKeysAsync(cancellationToken) ? "keys.rotated" : "keys.sealed";
        var resealed = await columns.ResealAsync(request.BatchSize, cancellationToken);
        if (resealed > 0)
        {
            db.AuditEntries.Add(
                AuditEntry.Record(
                    clock.Now,
                    user.UserId,
                    user.DisplayName,
                    act,
                    "Encryption",
                    details: string.Create(CultureInfo.InvariantCulture, $"{resealed} lignes")
                )
            );
            await db.SaveChangesAsync(cancellationToken);
        }

        return new KeyRotation(resealed, resealed < request.BatchSize && await columns.ForgetOlderKeysAsync(cancellationToken));
    }
}
