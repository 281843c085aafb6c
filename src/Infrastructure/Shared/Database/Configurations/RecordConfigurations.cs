using ClsPortal.Application.Families;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("contacts");
        builder.Property(contact => contact.FirstName).HasMaxLength(Family.NameMaxLength);
        builder.Property(contact => contact.LastName).HasMaxLength(Family.NameMaxLength);
        builder.Property(contact => contact.Relation).HasMaxLength(Family.NameMaxLength);
        builder.Property(contact => contact.Phone).HasMaxLength(30);
        builder.Property(contact => contact.OtherPhone).HasMaxLength(30);
        builder.HasOne<Guardian>().WithMany().HasForeignKey(contact => contact.NamedById).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class ConsentKindConfiguration : IEntityTypeConfiguration<ConsentKind>
{
    public void Configure(EntityTypeBuilder<ConsentKind> builder)
    {
        builder.ToTable("consent_kinds");
        builder.Property(kind => kind.Text).HasMaxLength(ConsentKind.TextMaxLength);
    }
}

internal sealed class ConsentConfiguration : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("consents");
        builder.Property(consent => consent.AnsweredBy).HasMaxLength(2 * Family.NameMaxLength);
        builder.HasOne<Family>().WithMany().HasForeignKey(consent => consent.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ConsentKind>().WithMany().HasForeignKey(consent => consent.ConsentKindId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Child>().WithMany().HasForeignKey(consent => consent.ChildId).OnDelete(DeleteBehavior.Restrict);

        // One answer per child, and one per family to what is asked of the family.
        builder
            .HasIndex(consent => new { consent.ConsentKindId, consent.ChildId }, "ix_consents_one_per_child")
            .HasDatabaseName("ix_consents_one_per_child")
            .IsUnique()
            .HasFilter("child_id IS NOT NULL");
        builder
            .HasIndex(consent => new { consent.ConsentKindId, consent.FamilyId }, "ix_consents_one_per_family")
            .HasDatabaseName("ix_consents_one_per_family")
            .IsUnique()
            .HasFilter("child_id IS NULL");
        builder.HasIndex(consent => consent.FamilyId);
    }
}

internal sealed class VaccineConfiguration : IEntityTypeConfiguration<Vaccine>
{
    public void Configure(EntityTypeBuilder<Vaccine> builder)
    {
        builder.ToTable("vaccines");
        builder.Property(vaccine => vaccine.Name).HasMaxLength(Vaccine.NameMaxLength);
    }
}

internal sealed class HealthRecordConfiguration : IEntityTypeConfiguration<HealthRecord>
{
    public void Configure(EntityTypeBuilder<HealthRecord> builder)
    {
        builder.ToTable("health_records");
        builder.HasKey(record => record.ChildId);
        builder.Property(record => record.ChildId).ValueGeneratedNever();
        builder.Property(record => record.Content).IsSealed(HealthSecrets.Content);
        builder.Property(record => record.SignedBy).HasMaxLength(2 * Family.NameMaxLength);
        builder.HasOne<Child>().WithMany().HasForeignKey(record => record.ChildId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangeRequestConfiguration : IEntityTypeConfiguration<ChangeRequest>
{
    public void Configure(EntityTypeBuilder<ChangeRequest> builder)
    {
        builder.ToTable(
            "change_requests",
            table =>
                table.HasCheckConstraint(
                    "ck_change_requests_health_is_sealed",
                    "part <> 'Health' OR (old_value IS NULL AND new_value IS NULL AND reason IS NULL)"
                )
        );
        builder.Property(change => change.Id).ValueGeneratedNever();
        builder.Property(change => change.Part).HasConversion<string>().HasMaxLength(12);
        builder.Property(change => change.Kind).HasConversion<string>().HasMaxLength(12);
        builder.Property(change => change.Status).HasConversion<string>().HasMaxLength(12);
        builder.Property(change => change.Field).HasMaxLength(60);
        builder.Property(change => change.FiledByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.Property(change => change.DecidedByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.Property(change => change.OldValue).IsSealedText();
        builder.Property(change => change.NewValue).IsSealedText();
        builder.Property(change => change.Reason).IsSealedText();
        builder.Property(change => change.SealedOld).IsSealedOrNull(HealthSecrets.OldValue);
        builder.Property(change => change.SealedNew).IsSealedOrNull(HealthSecrets.NewValue);
        builder.Property(change => change.SealedReason).IsSealedOrNull(HealthSecrets.Reason);
        builder.Ignore(change => change.Subject);
        builder.HasOne<Family>().WithMany().HasForeignKey(change => change.FamilyId).OnDelete(DeleteBehavior.Restrict);

        // Stands behind "one change that waits per field", for each of those who file: of what one guardian may not know, another may ask too.
        builder
            .HasIndex(
                change => new
                {
                    change.FamilyId,
                    change.Part,
                    change.SubjectId,
                    change.ChildId,
                    change.Field,
                    change.FiledBy,
                },
                "ix_change_requests_one_pending"
            )
            .HasDatabaseName("ix_change_requests_one_pending")
            .IsUnique()
            .HasFilter("status = 'Pending'");
        builder.HasIndex(change => new { change.FamilyId, change.DecidedAt });
        builder.HasIndex(change => change.FiledAt, "ix_change_requests_waiting").HasDatabaseName("ix_change_requests_waiting").HasFilter("status = 'Pending'");
    }
}
