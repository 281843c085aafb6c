using System.Security.Cryptography;
using System.Text.Json;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>What all changes of the set-up share: one after the other, told apart from what was shown, and recorded.</summary>
internal sealed class SetupDesk(ICentreDb db, ICurrentUser user, CentreClock clock)
{
    private const int DetailsMaxLength = 1000;

    /// <summary>Another person saved the same thing since the screen was read.</summary>
    public static readonly Refusal ChangedMeanwhile = new(
        "ChangedMeanwhile",
        "Un collègue a changé ces réglages entre-temps : rechargez la page, puis refaites votre modification."
    );

    /// <summary>What would happen is no longer what was shown.</summary>
    public static readonly Refusal EffectChanged = new(
        "EffectChanged",
        "La situation a changé depuis l’aperçu : rien n’a été enregistré. Voici l’aperçu à jour, vérifiez-le puis confirmez."
    );

    public static readonly Refusal NoCentre = new("NoCentre", "Renseignez d’abord le nom du centre et sa zone scolaire, dans Paramètres.");

    /// <summary>Makes other changes of the set-up wait until the transaction ends. Null while there is no centre.</summary>
    public async Task<CentreProfile?> LockAsync(CancellationToken cancellationToken)
    {
        await db.Centres.ExecuteUpdateAsync(set => set.SetProperty(centre => centre.SetupTurn, centre => centre.SetupTurn + 1), cancellationToken);
        return await db.Centres.SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Adds an audit row; the caller saves.</summary>
    public void Record(string act, string subject, string? details = null, int? familyId = null) =>
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                act,
                subject,
                familyId,
                details is { Length: > DetailsMaxLength } ? details[..(DetailsMaxLength - 1)] + "…" : details
            )
        );

    /// <summary>Stands for a state that was shown, so that a later one can be told from it.</summary>
    public static string Stamp<T>(T state) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(state)))[..16];
}
