using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Privacy;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class CentreProfileConfiguration : IEntityTypeConfiguration<CentreProfile>
{
    public void Configure(EntityTypeBuilder<CentreProfile> builder)
    {
        builder.ToTable("centres", table => table.HasCheckConstraint("ck_centres_only_one", "id = 1"));
        builder.Property(centre => centre.Id).ValueGeneratedNever();
        builder.Property(centre => centre.SchoolZone).HasMaxLength(1);
        builder.Property(centre => centre.Name).HasMaxLength(CentreProfile.NameMaxLength);
        builder.Property(centre => centre.Phone).HasMaxLength(CentreProfile.PhoneMaxLength);
        builder.Property(centre => centre.Email).HasMaxLength(CentreProfile.EmailMaxLength);
        builder.Property(centre => centre.Announcement).HasMaxLength(CentreProfile.AnnouncementMaxLength);
        builder.Property(centre => centre.UrgentDays).HasDefaultValue(CentreProfile.DefaultUrgentDays);
    }
}

internal sealed class OfficeConfiguration : IEntityTypeConfiguration<Office>
{
    public void Configure(EntityTypeBuilder<Office> builder)
    {
        builder.ToTable("offices");
        builder.Property(office => office.Name).HasMaxLength(Office.NameMaxLength);
        builder.Property(office => office.Address).HasMaxLength(Office.AddressMaxLength);
        builder.Property(office => office.Phone).HasMaxLength(CentreProfile.PhoneMaxLength);
        builder.Property(office => office.Email).HasMaxLength(CentreProfile.EmailMaxLength);
    }
}

internal sealed class CentreLookConfiguration : IEntityTypeConfiguration<CentreLook>
{
    public void Configure(EntityTypeBuilder<CentreLook> builder)
    {
        // Its pictures lie open: the portal shows them to whoever comes.
        builder.ToTable("centre_looks", table => table.HasCheckConstraint("ck_centre_looks_only_one", "id = 1"));
        builder.Property(look => look.Id).ValueGeneratedNever();
        builder.Property(look => look.Accent).HasMaxLength(Colour.Length);
    }
}

internal sealed class HolidayPeriodConfiguration : IEntityTypeConfiguration<HolidayPeriod>
{
    public void Configure(EntityTypeBuilder<HolidayPeriod> builder)
    {
        builder.ToTable("holiday_periods");
        builder.Property(period => period.Name).HasMaxLength(HolidayPeriod.NameMaxLength);
        builder.Property(period => period.Zone).HasMaxLength(1);
        builder.HasIndex(period => new { period.Zone, period.FirstDay }).IsUnique();
    }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages");
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.Recipients).HasMaxLength(2000);
        builder.Property(mail => mail.Template).HasMaxLength(50);
        builder.Property(mail => mail.Subject).HasMaxLength(200);
        // Invitations and new passwords go by links that are in it.
        builder.Property(mail => mail.Model).IsSealedText();
        builder.Property(mail => mail.Status).HasConversion<string>().HasMaxLength(12);
        builder.Property(mail => mail.LastError).HasMaxLength(500);
        builder
            .HasIndex(mail => mail.NextAttemptAt, "ix_outbox_messages_waiting")
            .HasDatabaseName("ix_outbox_messages_waiting")
            .HasFilter("status = 'Waiting'");
        builder.HasIndex(mail => mail.CreatedAt, "ix_outbox_messages_not_sent").HasDatabaseName("ix_outbox_messages_not_sent").HasFilter("status <> 'Sent'");
        builder.HasIndex(mail => mail.TreatmentId).HasFilter("treatment_id IS NOT NULL");
    }
}

internal sealed class MailTextConfiguration : IEntityTypeConfiguration<MailText>
{
    public void Configure(EntityTypeBuilder<MailText> builder)
    {
        builder.ToTable("mail_texts");
        builder.HasKey(text => text.Template);
        builder.Property(text => text.Template).HasMaxLength(50);
        builder.Property(text => text.Subject).HasMaxLength(MailText.SubjectMaxLength);
        builder.Property(text => text.Introduction).HasMaxLength(MailText.ParagraphMaxLength);
        builder.Property(text => text.Closing).HasMaxLength(MailText.ParagraphMaxLength);
    }
}

internal sealed class RetentionDelayConfiguration : IEntityTypeConfiguration<RetentionDelay>
{
    public void Configure(EntityTypeBuilder<RetentionDelay> builder)
    {
        builder.ToTable("retention_delays");
        builder.HasKey(delay => delay.Data);
        builder.Property(delay => delay.Data).HasConversion<string>().HasMaxLength(20);
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.Property(entry => entry.UserName).HasMaxLength(200);
        builder.Property(entry => entry.Act).HasMaxLength(50);
        builder.Property(entry => entry.Subject).HasMaxLength(100);
        builder.Property(entry => entry.Details).IsSealedText();
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => entry.FamilyId);
        // Who decided is told by the name that the acts of the login carry, the latest first.
        builder.HasIndex(entry => new { entry.UserId, entry.Id });
    }
}
