using ClsPortal.Application.Shared;
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
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The one model. Its two editions hold their migrations and the statements that the databases word differently.</summary>
public abstract class PortalDbContext(DbContextOptions options)
    : IdentityDbContext<PortalUser, IdentityRole<Guid>, Guid>(options),
        IPortalDb,
        IDataProtectionKeyContext
{
    private readonly ISecretBox? _box = ServiceOf<ISecretBox>(options);
    private readonly KeyHolder? _keys = ServiceOf<KeyHolder>(options);

    public DbSet<CentreProfile> Centres => Set<CentreProfile>();

    public DbSet<Office> Offices => Set<Office>();

    public DbSet<CentreLook> CentreLooks => Set<CentreLook>();

    public DbSet<HolidayPeriod> HolidayPeriods => Set<HolidayPeriod>();

    public DbSet<ActivityCategory> ActivityCategories => Set<ActivityCategory>();

    public DbSet<Activity> Activities => Set<Activity>();

    public DbSet<BusStop> BusStops => Set<BusStop>();

    public DbSet<ActivityRevision> ActivityRevisions => Set<ActivityRevision>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<Closure> Closures => Set<Closure>();

    public DbSet<EnrolmentRequest> EnrolmentRequests => Set<EnrolmentRequest>();

    public DbSet<AttendanceEntry> Attendances => Set<AttendanceEntry>();

    public DbSet<AttendanceMark> AttendanceMarks => Set<AttendanceMark>();

    public DbSet<StaffRule> StaffRules => Set<StaffRule>();

    public DbSet<ReminderSetting> ReminderSettings => Set<ReminderSetting>();

    public DbSet<ReminderRun> ReminderRuns => Set<ReminderRun>();

    public DbSet<PieceReminder> PieceReminders => Set<PieceReminder>();

    public DbSet<StaffPlan> StaffPlans => Set<StaffPlan>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<InvoiceLine> InvoiceLines => Set<InvoiceLine>();

    public DbSet<InvoiceSequence> InvoiceSequences => Set<InvoiceSequence>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<PaymentAttempt> PaymentAttempts => Set<PaymentAttempt>();

    public DbSet<TreasuryBordereau> TreasuryBordereaux => Set<TreasuryBordereau>();

    public DbSet<TreasuryTitle> TreasuryTitles => Set<TreasuryTitle>();

    public DbSet<TreasuryCodes> TreasuryCodes => Set<TreasuryCodes>();

    public DbSet<PaymentReminder> PaymentReminders => Set<PaymentReminder>();

    public DbSet<Tariff> Tariffs => Set<Tariff>();

    public DbSet<FamilyQuotient> FamilyQuotients => Set<FamilyQuotient>();

    public DbSet<InvoicingSettings> InvoicingSettings => Set<InvoicingSettings>();

    public DbSet<InvoiceRun> InvoiceRuns => Set<InvoiceRun>();

    public DbSet<InvoiceRunFamily> InvoiceRunFamilies => Set<InvoiceRunFamily>();

    public DbSet<Family> Families => Set<Family>();

    public DbSet<Guardian> Guardians => Set<Guardian>();

    public DbSet<Child> Children => Set<Child>();

    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();

    public DbSet<FileChunk> FileChunks => Set<FileChunk>();

    public DbSet<RequiredPiece> RequiredPieces => Set<RequiredPiece>();

    public DbSet<DepositedFile> DepositedFiles => Set<DepositedFile>();

    public DbSet<CentreDocument> CentreDocuments => Set<CentreDocument>();

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<ConversationMessage> ConversationMessages => Set<ConversationMessage>();

    public DbSet<ConversationReader> ConversationReaders => Set<ConversationReader>();

    public DbSet<Broadcast> Broadcasts => Set<Broadcast>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<ConsentKind> ConsentKinds => Set<ConsentKind>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<Vaccine> Vaccines => Set<Vaccine>();

    public DbSet<HealthRecord> HealthRecords => Set<HealthRecord>();

    public DbSet<ChangeRequest> ChangeRequests => Set<ChangeRequest>();

    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    public DbSet<MailText> MailTexts => Set<MailText>();

    public DbSet<RetentionDelay> RetentionDelays => Set<RetentionDelay>();

    public DbSet<RetentionRun> RetentionRuns => Set<RetentionRun>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<JoinedGuardian> JoinedGuardians => Set<JoinedGuardian>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal WriteTurn Turn { get; } = new();

    /// <summary>Says with which keys the model's sealed texts are read; null without any, as for migrations.</summary>
    internal object? SealedWith => _keys?.Fingerprint;

    public abstract Task<IReadOnlySet<int>> TakePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken);

    public abstract Task ReleasePlacesAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken);

    public abstract Task LockSessionsAsync(IReadOnlyCollection<int> sessionIds, CancellationToken cancellationToken);

    public abstract IQueryable<EnrolmentRequest> LockedRequests(IReadOnlyCollection<long> requestIds);

    public abstract IQueryable<Child> LockedChild(int childId);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<PortalUser>().ToTable("users");
        builder.Entity<IdentityRole<Guid>>().ToTable("roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("user_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims");
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
        if (_box is not null)
        {
            SealedText.Apply(builder, _box);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

    private static T? ServiceOf<T>(DbContextOptions options) =>
        options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider is { } services ? services.GetService<T>() : default;
}
