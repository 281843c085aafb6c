using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>
/// Makes families nameless: what is only theirs goes, what the accounts and the counts of children need stays without a name. The same
/// for a delay that is over and for a family that asks.
/// </summary>
internal sealed class FamilyEraser(IPrivacyDb db, ILogins logins, DepositRemover deposits, Duplicates registrations, CentreClock clock)
{
    public const string Nobody = "Personne anonymisée";

    /// <summary>
    /// Locks registrations, the families' records and their children, in the order of all locks: nobody adds to a record or books for a child
    /// meanwhile, and who waited finds it without names.
    /// </summary>
    public async Task LockAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken)
    {
        await registrations.LockAsync(cancellationToken);
        await db
            .Families.Where(family => familyIds.Contains(family.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(family => family.RecordTurn, family => family.RecordTurn + 1), cancellationToken);
        await db
            .Children.Where(child => familyIds.Contains(child.FamilyId))
            .ExecuteUpdateAsync(set => set.SetProperty(child => child.EnrolmentTurn, child => child.EnrolmentTurn + 1), cancellationToken);
    }

    public async Task EraseAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken)
    {
        await deposits.RemoveAsync(db.DepositedFiles.Where(row => familyIds.Contains(row.FamilyId)), cancellationToken);
        var conversations = db.Conversations.Where(row => familyIds.Contains(row.FamilyId));
        await db
            .ConversationMessages.Where(row => conversations.Any(conversation => conversation.Id == row.ConversationId))
            .ExecuteDeleteAsync(cancellationToken);
        await conversations.ExecuteDeleteAsync(cancellationToken);
        await db.OutboxMessages.Where(row => row.FamilyId != null && familyIds.Contains(row.FamilyId.Value)).ExecuteDeleteAsync(cancellationToken);
        await db.Invitations.Where(row => row.FamilyId != null && familyIds.Contains(row.FamilyId.Value)).ExecuteDeleteAsync(cancellationToken);
        await db.JoinedGuardians.Where(row => familyIds.Contains(row.FamilyId)).ExecuteDeleteAsync(cancellationToken);
        await db.ChangeRequests.Where(row => familyIds.Contains(row.FamilyId)).ExecuteDeleteAsync(cancellationToken);
        await db.Consents.Where(row => familyIds.Contains(row.FamilyId)).ExecuteDeleteAsync(cancellationToken);
        await db.Contacts.Where(row => familyIds.Contains(row.FamilyId)).ExecuteDeleteAsync(cancellationToken);
        await db
            .HealthRecords.Where(row => db.Children.Any(child => child.Id == row.ChildId && familyIds.Contains(child.FamilyId)))
            .ExecuteDeleteAsync(cancellationToken);
        await ForgetWordsAsync(familyIds, cancellationToken);
        await ForgetInJournalAsync(familyIds, await logins.RemoveOfFamiliesAsync(familyIds, cancellationToken), cancellationToken);
        foreach (
            var family in await db
                .Families.IgnoreQueryFilters()
                .Include(family => family.Guardians)
                .Include(family => family.Children)
                .Where(family => familyIds.Contains(family.Id))
                .ToListAsync(cancellationToken)
        )
        {
            family.Anonymise(clock.Now);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Takes the names of guardians and children away who left a family that stays.</summary>
    public async Task<int> EraseMembersAsync(IQueryable<Guardian> guardians, IQueryable<Child> children, CancellationToken cancellationToken)
    {
        var (left, gone) = (await guardians.ToListAsync(cancellationToken), await children.ToListAsync(cancellationToken));
        var ids = left.ConvertAll(guardian => guardian.Id);
        await db.Invitations.Where(row => row.GuardianId != null && ids.Contains(row.GuardianId.Value)).ExecuteDeleteAsync(cancellationToken);
        await logins.RemoveOfGuardiansAsync(ids, cancellationToken);
        await db
            .ConversationMessages.Where(row => row.GuardianId != null && ids.Contains(row.GuardianId.Value))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AuthorName, Nobody), cancellationToken);
        left.ForEach(guardian => guardian.Anonymise());
        gone.ForEach(child => child.Anonymise());
        await db.SaveChangesAsync(cancellationToken);
        var familyIds = left.Select(guardian => guardian.FamilyId).Concat(gone.Select(child => child.FamilyId)).Distinct().ToList();
        foreach (
            var family in await db
                .Families.Include(row => row.Guardians)
                .Include(row => row.Children)
                .Where(row => familyIds.Contains(row.Id) && row.AnonymisedAt == null)
                .ToListAsync(cancellationToken)
        )
        {
            family.RefreshSearchText();
        }

        await db.SaveChangesAsync(cancellationToken);
        return left.Count + gone.Count;
    }

    /// <summary>Removes the shells that nothing refers to any more.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken)
    {
        await db.Children.Where(row => familyIds.Contains(row.FamilyId)).ExecuteDeleteAsync(cancellationToken);
        await db.Guardians.IgnoreQueryFilters().Where(row => familyIds.Contains(row.FamilyId)).ExecuteDeleteAsync(cancellationToken);
        await db.Families.Where(row => familyIds.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    // Enrolments stay for the counts, until their own delay; what somebody wrote on them does not.
    private async Task ForgetWordsAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken)
    {
        var bookings = db.EnrolmentRequests.Where(row => familyIds.Contains(row.FamilyId));
        await db
            .AttendanceMarks.Where(mark => mark.LeftWith != null && bookings.Any(row => row.Id == mark.BookingId))
            .ExecuteUpdateAsync(set => set.SetProperty(mark => mark.LeftWith, (string?)null), cancellationToken);
        await db
            .Attendances.Where(attendance => attendance.LeftWith != null && bookings.Any(row => row.Id == attendance.BookingId))
            .ExecuteUpdateAsync(set => set.SetProperty(attendance => attendance.LeftWith, (string?)null), cancellationToken);
        await bookings.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Note, (string?)null).SetProperty(row => row.Reason, (string?)null),
            cancellationToken
        );
    }

    // That somebody acted is the centre's to prove for as long as the journal is kept; on whom by name is not.
    private async Task ForgetInJournalAsync(IReadOnlyCollection<int> familyIds, IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken)
    {
        await db
            .AuditEntries.Where(entry => entry.FamilyId != null && familyIds.Contains(entry.FamilyId.Value) && entry.Details != null)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Details, (string?)null), cancellationToken);
        await db
            .AuditEntries.Where(entry => userIds.Contains(entry.UserId))
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.UserName, Nobody), cancellationToken);
    }
}
