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

/// <summary>Who may sign in, beside the logins themselves.</summary>
public interface IAccessTables
{
    DbSet<Invitation> Invitations { get; }

    DbSet<JoinedGuardian> JoinedGuardians { get; }
}

/// <summary>Activities, their sessions, days closed, the school calendar and staffing.</summary>
public interface IActivitiesTables
{
    DbSet<HolidayPeriod> HolidayPeriods { get; }

    DbSet<ActivityCategory> ActivityCategories { get; }

    DbSet<Activity> Activities { get; }

    DbSet<BusStop> BusStops { get; }

    DbSet<ActivityRevision> ActivityRevisions { get; }

    DbSet<Session> Sessions { get; }

    DbSet<Closure> Closures { get; }

    DbSet<StaffRule> StaffRules { get; }

    DbSet<StaffPlan> StaffPlans { get; }

    /// <summary>
    /// Takes one place in each session that is open and has one left, in the order of their keys, in one statement of the
    /// running transaction. The answer holds the sessions in which a place was taken; the others are full or closed.
    /// </summary>
    Task<IReadOnlySet<int>> TakePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken);

    /// <summary>Locks the sessions' rows until the transaction ends, in the order of their keys, so that no place is taken meanwhile.</summary>
    Task LockSessionsAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken);

    /// <summary>Gives places back, as many per session as its key occurs, in the order of their keys.</summary>
    Task ReleasePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken);
}

/// <summary>Who was there.</summary>
public interface IAttendanceTables
{
    DbSet<AttendanceEntry> Attendances { get; }

    DbSet<AttendanceMark> AttendanceMarks { get; }
}

/// <summary>The centre itself.</summary>
public interface ICentreTables
{
    DbSet<CentreProfile> Centres { get; }

    DbSet<Office> Offices { get; }

    /// <summary>Logo, picture and colour of the organisation.</summary>
    DbSet<CentreLook> CentreLooks { get; }
}

/// <summary>Requests and bookings.</summary>
public interface IEnrolmentTables
{
    DbSet<EnrolmentRequest> EnrolmentRequests { get; }

    /// <summary>Reads requests and locks their rows until the transaction ends, in the order of their keys.</summary>
    IQueryable<EnrolmentRequest> LockedRequests(IReadOnlyCollection<long> requestIds);

    /// <summary>The child, or none, kept from other enrolments until the transaction ends.</summary>
    IQueryable<Child> LockedChild(int childId);
}

/// <summary>Families, their records, and what they hand in.</summary>
public interface IFamiliesTables
{
    DbSet<Family> Families { get; }

    DbSet<Guardian> Guardians { get; }

    DbSet<Child> Children { get; }

    DbSet<RequiredPiece> RequiredPieces { get; }

    DbSet<DepositedFile> DepositedFiles { get; }

    DbSet<Contact> Contacts { get; }

    DbSet<ConsentKind> ConsentKinds { get; }

    DbSet<Consent> Consents { get; }

    DbSet<Vaccine> Vaccines { get; }

    DbSet<HealthRecord> HealthRecords { get; }

    DbSet<ChangeRequest> ChangeRequests { get; }
}

/// <summary>Tariffs, invoices, payments and what the Trésorerie gets.</summary>
public interface IInvoicingTables
{
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
}

/// <summary>Conversations, broadcasts, documents, reminders and the texts of mails.</summary>
public interface IMessagingTables
{
    DbSet<ReminderSetting> ReminderSettings { get; }

    DbSet<ReminderRun> ReminderRuns { get; }

    DbSet<PieceReminder> PieceReminders { get; }

    DbSet<CentreDocument> CentreDocuments { get; }

    DbSet<Conversation> Conversations { get; }

    DbSet<ConversationMessage> ConversationMessages { get; }

    /// <summary>How far each guardian has read.</summary>
    DbSet<ConversationReader> ConversationReaders { get; }

    /// <summary>What went to many families at once.</summary>
    DbSet<Broadcast> Broadcasts { get; }

    DbSet<MailText> MailTexts { get; }
}

/// <summary>How long what is kept.</summary>
public interface IPrivacyTables
{
    DbSet<RetentionDelay> RetentionDelays { get; }

    /// <summary>Passages of the delays.</summary>
    DbSet<RetentionRun> RetentionRuns { get; }
}

/// <summary>What every capability writes: the journal, mails that wait, files.</summary>
public interface ISharedTables : ISaves
{
    DbSet<StoredFile> StoredFiles { get; }

    DbSet<FileChunk> FileChunks { get; }

    DbSet<OutboxMessage> OutboxMessages { get; }

    DbSet<AuditEntry> AuditEntries { get; }
}

/// <summary>Writes what was changed.</summary>
public interface ISaves
{
    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
