using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class InvoiceConfiguration : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        // Stands behind "issued = paid + credited + due": neither count passes the total, and only invoices are counted on.
        builder.ToTable(
            "invoices",
            table =>
                table.HasCheckConstraint(
                    "ck_invoices_counts",
                    "(kind = 'Invoice' AND corrects_invoice_id IS NULL AND paid_cents >= 0 AND paid_cents <= total_cents AND credited_cents >= 0 AND "
                        + "credited_cents <= total_cents)"
                        + " OR (kind = 'CreditNote' AND corrects_invoice_id IS NOT NULL AND total_cents <= 0 AND paid_cents = 0 AND credited_cents = 0)"
                )
        );
        builder.Property(invoice => invoice.Number).HasMaxLength(InvoiceNumber.MaxLength);
        builder.Property(invoice => invoice.Kind).HasConversion<string>().HasMaxLength(12);
        builder.Property(invoice => invoice.Addressee).HasMaxLength(Invoice.AddresseeMaxLength);
        builder.Property(invoice => invoice.Reason).HasMaxLength(Invoice.ReasonMaxLength);
        builder.ComplexProperty(
            invoice => invoice.Debtor,
            debtor =>
            {
                debtor.Property(person => person.Civility).HasMaxLength(Debtor.CivilityMaxLength);
                debtor.Property(person => person.LastName).HasMaxLength(Debtor.NameMaxLength);
                debtor.Property(person => person.FirstName).HasMaxLength(Debtor.NameMaxLength);
                debtor.ComplexProperty(
                    person => person.Address,
                    address =>
                    {
                        address.Property(part => part.Complement).HasMaxLength(PostalAddress.LineMaxLength);
                        address.Property(part => part.Street).HasMaxLength(PostalAddress.LineMaxLength);
                        address.Property(part => part.Locality).HasMaxLength(PostalAddress.LineMaxLength);
                        address.Property(part => part.PostCode).HasMaxLength(PostalAddress.PostCodeMaxLength);
                        address.Property(part => part.Town).HasMaxLength(PostalAddress.LineMaxLength);
                    }
                );
            }
        );
        builder.Property(invoice => invoice.IssuedByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.Ignore(invoice => invoice.DueCents);
        builder.HasOne<Family>().WithMany().HasForeignKey(invoice => invoice.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(invoice => invoice.CorrectsInvoiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(invoice => invoice.Lines).WithOne().HasForeignKey(line => line.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(invoice => invoice.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasOne<InvoiceRun>().WithMany().HasForeignKey(invoice => invoice.RunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(invoice => new { invoice.RunId, invoice.FamilyId }).IsUnique().HasFilter("run_id IS NOT NULL");
        builder.HasIndex(invoice => invoice.Number).IsUnique();
        builder.HasIndex(invoice => new { invoice.FamilyId, invoice.IssuedOn });
        builder.HasIndex(invoice => invoice.IssuedOn);
        builder
            .HasIndex(invoice => invoice.DueOn, "ix_invoices_unpaid")
            .HasDatabaseName("ix_invoices_unpaid")
            .HasFilter("kind = 'Invoice' AND paid_cents + credited_cents < total_cents");
    }
}

internal sealed class InvoiceLineConfiguration : IEntityTypeConfiguration<InvoiceLine>
{
    public void Configure(EntityTypeBuilder<InvoiceLine> builder)
    {
        builder.ToTable("invoice_lines", table => table.HasCheckConstraint("ck_invoice_lines_parts", "total_cents = care_cents + meal_cents"));
        builder.Property(line => line.ChildName).HasMaxLength(2 * Family.NameMaxLength);
        builder.Property(line => line.Label).HasMaxLength(InvoiceLine.LabelMaxLength);
        builder.Property(line => line.Explanation).HasMaxLength(InvoiceLine.ExplanationMaxLength);
        builder.Property(line => line.Quantity).HasPrecision(10, 2);
        builder.Property(line => line.UnitCents).HasPrecision(14, 4);
        builder.HasOne<Child>().WithMany().HasForeignKey(line => line.ChildId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<EnrolmentRequest>().WithMany().HasForeignKey(line => line.BookingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InvoiceLine>().WithMany().HasForeignKey(line => line.CorrectsLineId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(line => new { line.InvoiceId, line.Position }).IsUnique();

        // A booking is invoiced at most once.
        builder
            .HasIndex(line => line.BookingId, "ix_invoice_lines_one_per_booking")
            .HasDatabaseName("ix_invoice_lines_one_per_booking")
            .IsUnique()
            .HasFilter("booking_id IS NOT NULL AND NOT is_to_invoice_again");
        builder.HasIndex(line => line.CorrectsLineId).HasFilter("corrects_line_id IS NOT NULL");
    }
}

internal sealed class InvoiceSequenceConfiguration : IEntityTypeConfiguration<InvoiceSequence>
{
    public void Configure(EntityTypeBuilder<InvoiceSequence> builder)
    {
        builder.ToTable("invoice_sequences");
        builder.HasKey(sequence => new { sequence.Series, sequence.Year });
        builder.Property(sequence => sequence.Series).HasMaxLength(InvoiceSequence.SeriesLength);
    }
}

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments", table => table.HasCheckConstraint("ck_payments_something", "amount_cents <> 0 OR excess_cents <> 0"));
        builder.Property(payment => payment.Means).HasConversion<string>().HasMaxLength(20);
        builder.Property(payment => payment.Key).HasMaxLength(Payment.KeyMaxLength);
        builder.Property(payment => payment.Reference).HasMaxLength(Payment.ReferenceMaxLength);
        builder.Property(payment => payment.TreasuryToldHow).HasMaxLength(Payment.ToldHowMaxLength);
        builder.Property(payment => payment.TreasuryToldByName).HasMaxLength(2 * Family.NameMaxLength);
        builder
            .HasIndex(payment => payment.ReceivedOn, "ix_payments_to_tell")
            .HasDatabaseName("ix_payments_to_tell")
            .HasFilter("after_hand_over AND treasury_told_at IS NULL");
        builder.Property(payment => payment.RecordedByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(payment => payment.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Payment>().WithMany().HasForeignKey(payment => payment.ReversesPaymentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(payment => payment.Key).IsUnique();
        builder.HasIndex(payment => payment.ReversesPaymentId).IsUnique().HasFilter("reverses_payment_id IS NOT NULL");
        builder.HasIndex(payment => payment.ReceivedOn);
    }
}

internal sealed class InvoicingSettingsConfiguration : IEntityTypeConfiguration<InvoicingSettings>
{
    public void Configure(EntityTypeBuilder<InvoicingSettings> builder)
    {
        builder.ToTable("invoicing_settings");
        builder.Property(settings => settings.Series).HasMaxLength(InvoiceSequence.SeriesLength);
        builder.Property(settings => settings.IssuerName).HasMaxLength(InvoicingSettings.NameMaxLength);
        builder.Property(settings => settings.IssuerAddress).HasMaxLength(InvoicingSettings.TextMaxLength);
        builder.Property(settings => settings.TreasuryName).HasMaxLength(InvoicingSettings.NameMaxLength);
        builder.Property(settings => settings.TreasuryAddress).HasMaxLength(InvoicingSettings.TextMaxLength);
        builder.Property(settings => settings.PayFipNumber).HasMaxLength(6);
        builder.Property(settings => settings.PaymentText).HasMaxLength(InvoicingSettings.TextMaxLength);
        builder.Property(settings => settings.ChangedByName).HasMaxLength(2 * Family.NameMaxLength);
    }
}

internal sealed class InvoiceRunConfiguration : IEntityTypeConfiguration<InvoiceRun>
{
    public void Configure(EntityTypeBuilder<InvoiceRun> builder)
    {
        builder.ToTable("invoice_runs");
        builder.Property(run => run.Activities).HasMaxLength(InvoiceRun.ActivitiesMaxLength);
        // Who changes it says what was read: of two who move it at once, one is told that it moved on.
        builder.Property(run => run.Status).HasConversion<string>().HasMaxLength(12).IsConcurrencyToken();
        builder.Property(run => run.LastFamilyId).IsConcurrencyToken();
        builder.Property(run => run.StartedByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.Ignore(run => run.ActivityIds);
        builder.HasOne<InvoicingSettings>().WithMany().HasForeignKey(run => run.SettingsId).OnDelete(DeleteBehavior.Restrict);

        // Two accountants cannot have a run open side by side.
        builder.HasIndex(run => run.IsOpen, "ix_invoice_runs_one_open").HasDatabaseName("ix_invoice_runs_one_open").IsUnique().HasFilter("is_open");
    }
}

internal sealed class InvoiceRunFamilyConfiguration : IEntityTypeConfiguration<InvoiceRunFamily>
{
    public void Configure(EntityTypeBuilder<InvoiceRunFamily> builder)
    {
        builder.ToTable("invoice_run_families");
        builder.HasKey(row => new { row.RunId, row.FamilyId });
        builder.Property(row => row.Status).HasConversion<string>().HasMaxLength(12).IsConcurrencyToken();
        builder.HasOne<InvoiceRun>().WithMany().HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Family>().WithMany().HasForeignKey(row => row.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new
        {
            row.RunId,
            row.Status,
            row.FamilyId,
        });
    }
}

internal sealed class TariffConfiguration : IEntityTypeConfiguration<Tariff>
{
    public void Configure(EntityTypeBuilder<Tariff> builder)
    {
        builder.ToTable("tariffs");
        builder.Property(tariff => tariff.Kind).HasConversion<string>().HasMaxLength(10);
        builder.Property(tariff => tariff.Unit).HasConversion<string>().HasMaxLength(10);
        builder.Property(tariff => tariff.RatePercent).HasPrecision(9, 4);
        builder.Property(tariff => tariff.SecondChildPercent).HasPrecision(9, 4);
        builder.Property(tariff => tariff.ThirdChildPercent).HasPrecision(9, 4);
        builder.Property(tariff => tariff.OutsidePercent).HasPrecision(9, 4);
        builder.Ignore(tariff => tariff.NeedsQuotient);
        builder.HasOne<Activity>().WithMany().HasForeignKey(tariff => tariff.ActivityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(tariff => tariff.Bands).WithOne().HasForeignKey(band => band.TariffId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(tariff => tariff.Bands).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(tariff => new { tariff.ActivityId, tariff.ValidFrom }).IsUnique();
    }
}

internal sealed class TariffBandConfiguration : IEntityTypeConfiguration<TariffBand>
{
    public void Configure(EntityTypeBuilder<TariffBand> builder) => builder.ToTable("tariff_bands");
}

internal sealed class FamilyQuotientConfiguration : IEntityTypeConfiguration<FamilyQuotient>
{
    public void Configure(EntityTypeBuilder<FamilyQuotient> builder)
    {
        builder.ToTable("family_quotients");
        builder.Property(row => row.EnteredByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.HasOne<Family>().WithMany().HasForeignKey(row => row.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.FamilyId, row.ValidFrom });
    }
}

internal sealed class AttendanceConfiguration : IEntityTypeConfiguration<AttendanceEntry>
{
    public void Configure(EntityTypeBuilder<AttendanceEntry> builder)
    {
        builder.ToTable("attendances");
        builder.HasKey(attendance => attendance.BookingId);
        builder.Property(attendance => attendance.BookingId).ValueGeneratedNever();
        builder.Property(attendance => attendance.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(attendance => attendance.LeftWith).IsSealedText();
        builder.HasOne<EnrolmentRequest>().WithOne().HasForeignKey<AttendanceEntry>(attendance => attendance.BookingId).OnDelete(DeleteBehavior.Restrict);
    }
}
