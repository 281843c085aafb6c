using ClsPortal.Application.Common;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>How many authorisations want an answer that was neither given nor sent.</summary>
internal static class UnansweredConsents
{
    public static async Task<int> OfFamilyAsync(IPortalDb db, int familyId, int children, CancellationToken cancellationToken)
    {
        var kinds = await db.ConsentKinds.AsNoTracking().Where(kind => !kind.IsArchived && kind.IsRequired)
            .Select(kind => new
            {
                kind.IsPerChild,
                // Answers of children who left are none of those that are wanted.
                Answers = db.Consents.Count(consent => consent.FamilyId == familyId && consent.ConsentKindId == kind.Id
                    && (consent.ChildId == null || db.Children.Any(child => child.Id == consent.ChildId && child.LeftAt == null))),
                Waiting = db.ChangeRequests.Count(change => change.FamilyId == familyId && change.Part == RecordPart.Consent && change.SubjectId == kind.Id
                    && change.Status == ChangeStatus.Pending && change.OldValue == ""),
            }).ToListAsync(cancellationToken);
        return kinds.Sum(kind => Math.Max(0, (kind.IsPerChild ? children : 1) - kind.Answers - kind.Waiting));
    }
}
