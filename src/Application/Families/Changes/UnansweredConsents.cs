using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>How many authorisations of the family and of these children want an answer that was neither given nor sent.</summary>
internal static class UnansweredConsents
{
    public static async Task<int> OfFamilyAsync(IFamiliesDb db, int familyId, IReadOnlyCollection<int> children, CancellationToken cancellationToken)
    {
        var kinds = await db
            .ConsentKinds.AsNoTracking()
            .Where(kind => !kind.IsArchived && kind.IsRequired)
            .Select(kind => new
            {
                kind.IsPerChild,
                // Answers of other children, who left or are not asked about, are none of those that are wanted.
                Answers = db.Consents.Count(consent =>
                    consent.FamilyId == familyId && consent.ConsentKindId == kind.Id && (consent.ChildId == null || children.Contains(consent.ChildId.Value))
                ),
                Waiting = db.ChangeRequests.Count(change =>
                    change.FamilyId == familyId
                    && change.Part == RecordPart.Consent
                    && change.SubjectId == kind.Id
                    && change.Status == ChangeStatus.Pending
                    && change.OldValue == ""
                    && (change.ChildId == 0 || children.Contains(change.ChildId))
                ),
            })
            .ToListAsync(cancellationToken);
        return kinds.Sum(kind => Math.Max(0, (kind.IsPerChild ? children.Count : 1) - kind.Answers - kind.Waiting));
    }
}
