using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class TreasuryBordereauConfiguration : IEntityTypeConfiguration<TreasuryBordereau>
{
    public void Configure(EntityTypeBuilder<TreasuryBordereau> builder)
    {
        builder.ToTable("treasury_bordereaux");
        builder.Property(bordereau => bordereau.CreatedByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.Property(bordereau => bordereau.CancelReason).HasMaxLength(TreasuryBordereau.ReasonMaxLength);
        builder.HasOne<TreasuryCodes>().WithMany().HasForeignKey(bordereau => bordereau.CodesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(bordereau => bordereau.Titles).WithOne().HasForeignKey(title => title.BordereauId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(bordereau => bordereau.Titles).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder
            .HasIndex(bordereau => new
            {
                bordereau.Year,
                bordereau.IsReduction,
                bordereau.Number,
            })
            .IsUnique();
    }
}

internal sealed class TreasuryTitleConfiguration : IEntityTypeConfiguration<TreasuryTitle>
{
    public void Configure(EntityTypeBuilder<TreasuryTitle> builder)
    {
        builder.ToTable("treasury_titles");
        builder.HasKey(title => new { title.BordereauId, title.Position });
        builder.Property(title => title.LastName).HasMaxLength(TreasuryDebtor.PartMaxLength);
        builder.Property(title => title.FirstName).HasMaxLength(TreasuryDebtor.PartMaxLength);
        builder.Property(title => title.Civility).HasMaxLength(Debtor.CivilityMaxLength);
        builder.Property(title => title.Complement).HasMaxLength(TreasuryDebtor.PartMaxLength);
        builder.Property(title => title.Locality).HasMaxLength(TreasuryDebtor.PartMaxLength);
        builder.Property(title => title.Street).HasMaxLength(TreasuryDebtor.PartMaxLength);
        builder.Property(title => title.PostCode).HasMaxLength(5);
        builder.Property(title => title.City).HasMaxLength(TreasuryDebtor.PartMaxLength);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(title => title.InvoiceId).OnDelete(DeleteBehavior.Restrict);

        // An invoice is handed over once, unless its bordereau was given up on purpose.
        builder
            .HasIndex(title => title.InvoiceId, "ix_treasury_titles_once")
            .HasDatabaseName("ix_treasury_titles_once")
            .IsUnique()
            .HasFilter("NOT is_cancelled");
        builder.HasIndex(title => title.InvoiceId);
    }
}

internal sealed class TreasuryCodesConfiguration : IEntityTypeConfiguration<TreasuryCodes>
{
    public void Configure(EntityTypeBuilder<TreasuryCodes> builder)
    {
        builder.ToTable("treasury_codes");
        builder.ComplexProperty(
            codes => codes.Terms,
            terms =>
            {
                terms.Property(codes => codes.PostCode).HasMaxLength(7);
                terms.Property(codes => codes.Siret).HasMaxLength(14);
                terms.Property(codes => codes.CollectivityCode).HasMaxLength(3);
                terms.Property(codes => codes.BudgetCode).HasMaxLength(2);
                terms.Property(codes => codes.Label).HasMaxLength(100);
                terms.Property(codes => codes.ProductCode).HasMaxLength(4);
                terms.Property(codes => codes.AccountCode).HasMaxLength(12);
                terms.Property(codes => codes.ReductionPieceType).HasMaxLength(2);
                terms.Property(codes => codes.ReductionFileType).HasMaxLength(20);
                terms.Property(codes => codes.Period).HasMaxLength(1);
                terms.Property(codes => codes.KeyCode).HasMaxLength(4);
                terms.Property(codes => codes.CivilityOfMen).HasMaxLength(10);
                terms.Property(codes => codes.CivilityOfWomen).HasMaxLength(10);
            }
        );
        builder.Property(codes => codes.ChangedByName).HasMaxLength(2 * Family.NameMaxLength);
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
