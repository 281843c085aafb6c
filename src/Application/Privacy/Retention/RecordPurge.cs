using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>Delays of what families tell the centre: health first, papers, changes, and the record itself.</summary>
internal sealed class RecordPurge(IPrivacyDb db, LivingFamilies living, DepositRemover deposits, FamilyEraser eraser, CarriedSums sums)
{
    // A family is many statements: fewer at once than rows.
    private const int FamiliesAtOnce = 20;

    public IEnumerable<PurgeRule> Rules =>
        [
            new(
                "health-records",
                RetainedData.HealthRecords,
                "fiches sanitaires",
                (limit, cancel) => Health(limit).CountAsync(cancel),
                async (limit, most, cancel) =>
                {
                    var ids = await Health(limit).OrderBy(record => record.ChildId).Take(most).Select(record => record.ChildId).ToListAsync(cancel);
                    return await db.HealthRecords.Where(record => ids.Contains(record.ChildId)).ExecuteDeleteAsync(cancel);
                }
            ),
            new(
                "health-changes",
                RetainedData.HealthRecords,
                "demandes de modification de fiches sanitaires",
                (limit, cancel) => HealthChanges(limit).CountAsync(cancel),
                (limit, most, cancel) => RemoveAsync(HealthChanges(limit), most, cancel)
            ),
            new(
                "health-files",
                RetainedData.HealthRecords,
                "pièces de santé déposées",
                (limit, cancel) => Files(limit, isHealth: true).CountAsync(cancel),
                (limit, most, cancel) => deposits.RemoveAsync(Files(limit, isHealth: true).OrderBy(row => row.Id).Take(most), cancel)
            ),
            new(
                "files",
                RetainedData.DepositedFiles,
                "autres pièces déposées",
                (limit, cancel) => Files(limit, isHealth: false).CountAsync(cancel),
                (limit, most, cancel) => deposits.RemoveAsync(Files(limit, isHealth: false).OrderBy(row => row.Id).Take(most), cancel)
            ),
            new(
                "refused-files",
                RetainedData.RefusedFiles,
                "pièces refusées ou périmées",
                (limit, cancel) => Refused(limit).CountAsync(cancel),
                (limit, most, cancel) => deposits.RemoveAsync(Refused(limit).OrderBy(row => row.Id).Take(most), cancel)
            ),
            new(
                "record-changes",
                RetainedData.RecordChanges,
                "demandes de modification traitées",
                (limit, cancel) => Treated(limit).CountAsync(cancel),
                (limit, most, cancel) => RemoveAsync(Treated(limit), most, cancel)
            ),
            new(
                "families",
                RetainedData.FamilyRecords,
                "dossiers de familles parties, rendus anonymes",
                (limit, cancel) => living.ToAnonymise(limit).CountAsync(cancel),
                async (limit, most, cancel) =>
                {
                    var ids = await living.ToAnonymise(limit).OrderBy(family => family.Id).Take(most).Select(family => family.Id).ToListAsync(cancel);
                    await eraser.LockAsync(ids, cancel);
                    // One that came back in this very instant stays.
                    ids = await living.ToAnonymise(limit).Where(family => ids.Contains(family.Id)).Select(family => family.Id).ToListAsync(cancel);
                    await eraser.EraseAsync(ids, cancel);
                    return ids.Count;
                }
            )
            {
                AtOnce = FamiliesAtOnce,
                LostAsync = (limit, most, cancel) =>
                {
                    var families = living.ToAnonymise(limit).OrderBy(family => family.Id).Take(most).Select(family => family.Id);
                    return sums.AmongAsync(db.EnrolmentRequests.Where(row => families.Contains(row.FamilyId)), cancel);
                },
            },
            new(
                "left-members",
                RetainedData.FamilyRecords,
                "responsables et enfants retirés de leur famille, rendus anonymes",
                async (limit, cancel) => await GuardiansLeft(limit).CountAsync(cancel) + await ChildrenLeft(limit).CountAsync(cancel),
                (limit, most, cancel) =>
                    eraser.EraseMembersAsync(
                        GuardiansLeft(limit).OrderBy(guardian => guardian.Id).Take(most),
                        ChildrenLeft(limit).OrderBy(child => child.Id).Take(most),
                        cancel
                    )
            ),
        ];

    /// <summary>Comes after all rules of a passage: only then nothing depends on these families any more.</summary>
    public PurgeRule LastRule =>
        new(
            "empty-families",
            RetainedData.FamilyRecords,
            "dossiers anonymes dont plus rien ne dépend",
            (_, cancel) => living.Empty().CountAsync(cancel),
            async (_, most, cancel) =>
            {
                var ids = await living.Empty().OrderBy(family => family.Id).Take(most).Select(family => family.Id).ToListAsync(cancel);
                await eraser.RemoveAsync(ids, cancel);
                return ids.Count;
            }
        );

    private IQueryable<Guardian> GuardiansLeft(PurgeLimit limit) =>
        db.Guardians.IgnoreQueryFilters().Where(guardian => guardian.LeftAt < limit.Before && guardian.LastName != Family.NamelessMember);

    private IQueryable<Child> ChildrenLeft(PurgeLimit limit)
    {
        var owing = living.Owing();
        return living
            .ChildrenGone(limit)
            .Where(child => child.LeftAt < limit.Before && child.LastName != Family.NamelessMember && !owing.Contains(child.FamilyId));
    }

    // Whoever signed it later than the child's last day wants it kept. One that nobody signed counts from a day the child came, if it ever did.
    private IQueryable<HealthRecord> Health(PurgeLimit limit)
    {
        var (gone, days) = (living.ChildrenGone(limit), living.Days);
        return db.HealthRecords.Where(record =>
            gone.Any(child => child.Id == record.ChildId)
            && (record.SignedAt != null ? record.SignedAt < limit.Before : days.Any(day => day.ChildId == record.ChildId))
        );
    }

    private IQueryable<ChangeRequest> HealthChanges(PurgeLimit limit)
    {
        var gone = living.ChildrenGone(limit);
        return db.ChangeRequests.Where(change =>
            change.Part == RecordPart.Health && change.FiledAt < limit.Before && gone.Any(child => child.Id == change.ChildId)
        );
    }

    private IQueryable<ChangeRequest> Treated(PurgeLimit limit) =>
        db.ChangeRequests.Where(change => change.Status != ChangeStatus.Pending && change.DecidedAt < limit.Before);

    private IQueryable<DepositedFile> Files(PurgeLimit limit, bool isHealth)
    {
        var (children, families) = (living.ChildrenGone(limit), living.WithoutDays(limit));
        return db.DepositedFiles.Where(row =>
            row.DepositedAt < limit.Before
            && db.RequiredPieces.Any(piece => piece.Id == row.PieceId && piece.IsHealth == isHealth)
            && (row.ChildId != null ? children.Any(child => child.Id == row.ChildId) : families.Any(family => family.Id == row.FamilyId))
        );
    }

    private IQueryable<DepositedFile> Refused(PurgeLimit limit) =>
        db.DepositedFiles.Where(row =>
            (row.Status == DepositStatus.Refused && row.DecidedAt < limit.Before) || (row.Status == DepositStatus.Accepted && row.ValidUntil <= limit.LastDay)
        );

    private async Task<int> RemoveAsync(IQueryable<ChangeRequest> changes, int most, CancellationToken cancellationToken)
    {
        var ids = await changes.OrderBy(change => change.Id).Take(most).Select(change => change.Id).ToListAsync(cancellationToken);
        return await db.ChangeRequests.Where(change => ids.Contains(change.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
