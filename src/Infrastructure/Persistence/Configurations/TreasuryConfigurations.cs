using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Persistence.Configurations;

internal sealed class TreasuryBordereauConfiguration : IEntityTypeConfiguration<TreasuryBordereau>
{
    public void Configure(EntityTypeBuilder<TreasuryBordereau> builder)
    {
        builder.ToTable("treasury_bordereaux");
        builder.Property(bordereau => bordereau.CreatedByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.Property(bordereau => bordereau.CancelReason).HasMaxLength(TreasuryBordereau.ReasonMaxLength);
        builder.HasMany(bordereau => bordereau.Titles).WithOne().HasForeignKey(title => title.BordereauId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(bordereau => bordereau.Titles).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(bordereau => new { bordereau.Year, bordereau.IsReduction, bordereau.Number }).IsUnique();
    }
}

internal sealed class TreasuryTitleConfiguration : IEntityTypeConfiguration<TreasuryTitle>
{
    public void Configure(EntityTypeBuilder<TreasuryTitle> builder)
    {
        builder.ToTable("treasury_titles");
        builder.HasKey(title => new { title.BordereauId, title.Position });
        builder.Property(title => title.LastName).HasMaxLength(Debtor.PartMaxLength);
        builder.Property(title => title.FirstName).HasMaxLength(Debtor.PartMaxLength);
        builder.Property(title => title.Street).HasMaxLength(Debtor.PartMaxLength);
        builder.Property(title => title.PostCode).HasMaxLength(5);
        builder.Property(title => title.City).HasMaxLength(Debtor.PartMaxLength);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(title => title.InvoiceId).OnDelete(DeleteBehavior.Restrict);

        // An invoice is handed over once, unless its bordereau was given up on purpose.
        builder.HasIndex(title => title.InvoiceId, "ix_treasury_titles_once").HasDatabaseName("ix_treasury_titles_once").IsUnique().HasFilter("NOT is_cancelled");
        builder.HasIndex(title => title.InvoiceId);
    }
}

internal sealed class PaymentReminderConfiguration : IEntityTypeConfiguration<PaymentReminder>
{
    public void Configure(EntityTypeBuilder<PaymentReminder> builder)
    {
        builder.ToTable("payment_reminders");
        builder.Property(reminder => reminder.Invoices).HasMaxLength(PaymentReminder.InvoicesMaxLength);
        builder.Property(reminder => reminder.SentByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.HasOne<Family>().WithMany().HasForeignKey(reminder => reminder.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(reminder => new { reminder.FamilyId, reminder.SentAt });
    }
}
