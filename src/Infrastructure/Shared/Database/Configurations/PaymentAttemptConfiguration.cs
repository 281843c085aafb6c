using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class PaymentAttemptConfiguration : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> builder)
    {
        builder.ToTable("payment_attempts");
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Reference).HasMaxLength(30);
        builder.Property(attempt => attempt.IdOp).HasMaxLength(PaymentAttempt.IdOpMaxLength);
        builder.Property(attempt => attempt.State).HasConversion<string>().HasMaxLength(12);
        builder.Property(attempt => attempt.Note).HasMaxLength(PaymentAttempt.NoteMaxLength);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(attempt => attempt.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Family>().WithMany().HasForeignKey(attempt => attempt.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(attempt => attempt.IdOp).IsUnique().HasFilter("id_op IS NOT NULL");
        builder.HasIndex(attempt => attempt.NextPollAt).HasFilter("next_poll_at IS NOT NULL");
        builder
            .HasIndex(attempt => attempt.CreatedAt, "ix_payment_attempts_to_settle")
            .HasDatabaseName("ix_payment_attempts_to_settle")
            .HasFilter("state IN ('ToReview', 'ToReconcile')");
    }
}
