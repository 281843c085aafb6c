using ClsPortal.Domain.Access;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Privacy;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Shared;

/// <summary>The portal's database, in its two editions (SQLite and PostgreSQL).</summary>
public interface IPortalDb
{
    DbSet<CentreProfile> Centres { get; }

    DbSet<Office> Offices { get; }

    DbSet<HolidayPeriod> HolidayPeriods { get; }

    DbSet<ActivityCategory> ActivityCategories { get; }

    DbSet<Activity> Activities { get; }

    DbSet<BusStop> BusStops { get; }

    DbSet<ActivityRevision> ActivityRevisions { get; }

    DbSet<Session> Sessions { get; }

    DbSet<Closure> Closures { get; }

    DbSet<EnrolmentRequest> EnrolmentRequests { get; }

    DbSet<AttendanceEntry> Attendances { get; }

    DbSet<AttendanceMark> AttendanceMarks { get; }

    DbSet<StaffRule> StaffRules { get; }

    DbSet<ReminderSetting> ReminderSettings { get; }

    DbSet<ReminderRun> ReminderRuns { get; }

    DbSet<PieceReminder> PieceReminders { get; }

    DbSet<StaffPlan> StaffPlans { get; }

    DbSet<Invoice> Invoices { get; }

    DbSet<InvoiceLine> InvoiceLines { get; }

    DbSet<InvoiceSequence> InvoiceSequences { get; }

    DbSet<Payment> Payments { get; }

    DbSet<PaymentAttempt> PaymentAttempts { get; }

    DbSet<TreasuryBordereau> TreasuryBordereaux { get; }

    DbSet<TreasuryTitle> TreasuryTitles { get; }

    DbSet<TreasuryCodes> TreasuryCodes { get; }

    DbSet<PaymentReminder> PaymentReminders { get; }

    DbSet<Tariff> Tariffs { get; }

    DbSet<FamilyQuotient> FamilyQuotients { get; }

    DbSet<InvoicingSettings> InvoicingSettings { get; }

    DbSet<InvoiceRun> InvoiceRuns { get; }

    DbSet<InvoiceRunFamily> InvoiceRunFamilies { get; }

    DbSet<Family> Families { get; }

    DbSet<Guardian> Guardians { get; }

    DbSet<Child> Children { get; }

    DbSet<StoredFile> StoredFiles { get; }

    DbSet<FileChunk> FileChunks { get; }

    DbSet<RequiredPiece> RequiredPieces { get; }

    DbSet<DepositedFile> DepositedFiles { get; }

    DbSet<CentreDocument> CentreDocuments { get; }

    DbSet<Conversation> Conversations { get; }

    DbSet<ConversationMessage> ConversationMessages { get; }

    /// <summary>How far each guardian has read.</summary>
    DbSet<ConversationReader> ConversationReaders { get; }

    /// <summary>What went to many families at once.</summary>
    DbSet<Broadcast> Broadcasts { get; }

    DbSet<Contact> Contacts { get; }

    DbSet<ConsentKind> ConsentKinds { get; }

    DbSet<Consent> Consents { get; }

    DbSet<Vaccine> Vaccines { get; }

    DbSet<HealthRecord> HealthRecords { get; }

    DbSet<ChangeRequest> ChangeRequests { get; }

    DbSet<OutboxMessage> OutboxMessages { get; }

    DbSet<MailText> MailTexts { get; }

    DbSet<RetentionDelay> RetentionDelays { get; }

    /// <summary>Passages of the delays.</summary>
    DbSet<RetentionRun> RetentionRuns { get; }

    DbSet<AuditEntry> AuditEntries { get; }

    DbSet<Invitation> Invitations { get; }

    DbSet<JoinedGuardian> JoinedGuardians { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes one place in each session that is open and has one left, in the order of their keys, in one statement of the
    /// running transaction. The answer holds the sessions in which a place was taken; the others are full or closed.
    /// </summary>
    Task<IReadOnlySet<int>> TakePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken);

    /// <summary>Locks the sessions' rows until the transaction ends, in the order of their keys, so that no place is taken meanwhile.</summary>
    Task LockSessionsAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken);

    /// <summary>Reads requests and locks their rows until the transaction ends, in the order of their keys.</summary>
    IQueryable<EnrolmentRequest> LockedRequests(IReadOnlyCollection<long> requestIds);

    /// <summary>Gives places back, as many per session as its key occurs, in the order of their keys.</summary>
    Task ReleasePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken);
}

/// <summary>Runs a command in one transaction: waits its turn, commits unless it was refused, retries what is transient.</summary>
public interface ITransactions
{
    /// <returns>The answer of <paramref name="work"/>, or null when the database stayed too busy.</returns>
    Task<TOutcome?> RunAsync<TOutcome>(Func<CancellationToken, Task<TOutcome>> work, CancellationToken cancellationToken)
        where TOutcome : class, IOutcome<TOutcome>;

    /// <summary>Runs after the commit, and never when there is none.</summary>
    void AfterCommit(Action action);
}
