using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff read a child's health record, and that they did is written down: a command, for nothing is shown when the audit cannot be written.</summary>
[HarmlessForOwnFamily("reads, and the journal holds what is read")]
public sealed record ReadHealthRecord(int ChildId) : ICommand<StaffHealthRecord>
{
    public static Permission Access => RecordAccess.Health;
}

/// <param name="FamilyId">Whose child.</param>
/// <param name="FamilyName">Its name.</param>
/// <param name="BirthDate">Of the child.</param>
/// <param name="Record">The record.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record StaffHealthRecord(int FamilyId, string FamilyName, DateOnly BirthDate, RecordGroup Record, string? Confidential = null);

internal sealed class ReadHealthRecordHandler(IFamiliesDb db, RecordForms forms, RecordSight sight, ICurrentUser user, CentreClock clock)
    : ICommandHandler<ReadHealthRecord, StaffHealthRecord>
{
    public async Task<Outcome<StaffHealthRecord>> Handle(ReadHealthRecord request, CancellationToken cancellationToken)
    {
        var child = await (
            from row in db.Children
            join family in db.Families on row.FamilyId equals family.Id
            where row.Id == request.ChildId
            select new
            {
                row.FamilyId,
                row.FirstName,
                row.LastName,
                row.BirthDate,
                family.Name,
            }
        ).SingleOrDefaultAsync(cancellationToken);
        if (child is null)
        {
            return Refusal.NotFound;
        }

        // A doctor and a school say where a child lives: of the own family staff read what the parent may.
        var eyes = user.IsOwn(child.FamilyId) ? (await sight.OfOwnFamiliesAsync(cancellationToken))[child.FamilyId] : null;
        if (eyes?.MayKnowOf(request.ChildId) == false)
        {
            return OwnFamily.Refusal;
        }

        if (await forms.OpenAsync(child.FamilyId, RecordPart.Health, request.ChildId, eyes, cancellationToken) is not { } form)
        {
            return Refusal.NotFound;
        }

        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "health.read",
                $"Child:{request.ChildId}",
                child.FamilyId,
                $"{child.FirstName} {child.LastName}".Trim()
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return new StaffHealthRecord(
            child.FamilyId,
            child.Name,
            child.BirthDate,
            form.Groups[0],
            (await ConfidentialNotices.OfAsync(db, [child.FamilyId], cancellationToken)).Line(child.FamilyId, request.ChildId)
        );
    }
}
