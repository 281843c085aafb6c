using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>
/// The same for a guardian who asks on paper, also one who left: what that guardian's own copy would hold, for a copy of the whole family would
/// tell each of the other. Without health: an administrator reads no health records; guardians take theirs along themselves, or the direction prints them.
/// </summary>
public sealed record ExportFamily(int FamilyId, int GuardianId) : ICommand<FamilyDossier>, IConcernsFamily
{
    // Data protection is the administrator's.
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class ExportFamilyHandler(DossierDesk desk) : ICommandHandler<ExportFamily, FamilyDossier>
{
    public Task<Outcome<FamilyDossier>> Handle(ExportFamily request, CancellationToken cancellationToken) =>
        desk.ExportAsync(request.FamilyId, request.GuardianId, withHealth: false, cancellationToken);
}

/// <summary>Gathers a family's data and records that it left.</summary>
internal sealed class DossierDesk(
    IPrivacyDb db,
    RecordSight sight,
    RecordDossier record,
    ActivityDossier activity,
    AccountsDossier accounts,
    ICurrentUser user,
    CentreClock clock
)
{
    public async Task<Outcome<FamilyDossier>> ExportAsync(int familyId, int guardianId, bool withHealth, CancellationToken cancellationToken)
    {
        if (withHealth && !user.HasSecondFactor)
        {
            return Refusal.SecondFactorNeeded;
        }

        if (
            await db.Families.Where(row => row.Id == familyId).Select(row => new { row.Number, row.Name }).SingleOrDefaultAsync(cancellationToken)
                is not { } family
            || await sight.OfAsync(familyId, guardianId, cancellationToken) is not { } eyes
        )
        {
            return Refusal.NotFound;
        }

        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "rights.exported",
                $"Family:{familyId}",
                familyId,
                withHealth ? "avec les fiches sanitaires" : "sans les fiches sanitaires"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        var (files, papers) = await record.FilesAsync(familyId, withHealth, eyes, cancellationToken);
        return new FamilyDossier(
            family.Number,
            family.Name,
            (await db.CentreAsync(cancellationToken)).Name,
            clock.ToWallClock(clock.Now),
            withHealth,
            [
                .. await record.SectionsAsync(familyId, withHealth, eyes, cancellationToken),
                papers,
                .. await activity.SectionsAsync(familyId, eyes, cancellationToken),
                .. await accounts.SectionsAsync(familyId, eyes, cancellationToken),
            ],
            files
        );
    }
}
