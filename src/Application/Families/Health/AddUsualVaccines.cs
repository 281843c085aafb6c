using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Fills an empty list with the national vaccines, to be checked by the centre.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record AddUsualVaccines : ICommand<Done>
{
    public static Permission Access => VaccineAccess.Setting;
}

internal sealed class AddUsualVaccinesHandler(IFamiliesDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<AddUsualVaccines, Done>
{
    public async Task<Outcome<Done>> Handle(AddUsualVaccines request, CancellationToken cancellationToken)
    {
        if (await db.Vaccines.AnyAsync(vaccine => !vaccine.IsArchived, cancellationToken))
        {
            return new Refusal("NotEmpty", "La liste n’est pas vide : complétez-la vaccin par vaccin.");
        }

        db.Vaccines.AddRange(UsualVaccines.All());
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "vaccine.usual", "Vaccine:0"));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>
/// The French list: eleven vaccines are compulsory for children born from 2018 on, diphtheria, tetanus and poliomyelitis for those born before.
/// </summary>
public static class UsualVaccines
{
    private const int ElevenFrom = 2018;
    private const int MeningococciFrom = 2025;

    public static IEnumerable<Vaccine> All() =>
        [
            Vaccine.Create(1, "Diphtérie, tétanos, poliomyélite", isCompulsory: true),
            Vaccine.Create(2, "Coqueluche", isCompulsory: true, ElevenFrom),
            Vaccine.Create(3, "Haemophilus influenzae b", isCompulsory: true, ElevenFrom),
            Vaccine.Create(4, "Hépatite B", isCompulsory: true, ElevenFrom),
            Vaccine.Create(5, "Pneumocoque", isCompulsory: true, ElevenFrom),
            Vaccine.Create(6, "Rougeole, oreillons, rubéole", isCompulsory: true, ElevenFrom),
            Vaccine.Create(7, "Méningocoque C", isCompulsory: true, ElevenFrom, MeningococciFrom - 1),
            Vaccine.Create(8, "Méningocoques ACWY", isCompulsory: true, MeningococciFrom),
            Vaccine.Create(9, "Méningocoque B", isCompulsory: true, MeningococciFrom),
        ];
}
