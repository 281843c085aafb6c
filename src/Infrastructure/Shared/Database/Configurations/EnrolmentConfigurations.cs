using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class ActivityCategoryConfiguration : IEntityTypeConfiguration<ActivityCategory>
{
    public void Configure(EntityTypeBuilder<ActivityCategory> builder)
    {
        builder.ToTable("activity_categories");
        builder.Property(category => category.Name).HasMaxLength(Activity.NameMaxLength);
    }
}

internal sealed class ActivityConfiguration : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activities");
        builder.Property(activity => activity.Name).HasMaxLength(Activity.NameMaxLength);
        builder.Property(activity => activity.SortKey).HasMaxLength(NameOrder.KeyMaxLength);
        builder.Property(activity => activity.Site).HasMaxLength(Activity.NameMaxLength);
        builder.Property(activity => activity.Season).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<ActivityCategory>().WithMany().HasForeignKey(activity => activity.CategoryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(activity => activity.Windows).WithOne().HasForeignKey(window => window.ActivityId);
        builder.HasMany(activity => activity.BusStops).WithOne().HasForeignKey(stop => stop.ActivityId);
        builder.Navigation(activity => activity.Windows).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(activity => activity.BusStops).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.ComplexProperty(activity => activity.Cutoff, cutoff => cutoff.Property(value => value.Kind).HasConversion<string>().HasMaxLength(20));
    }
}

internal sealed class ActivityRevisionConfiguration : IEntityTypeConfiguration<ActivityRevision>
{
    public void Configure(EntityTypeBuilder<ActivityRevision> builder)
    {
        builder.ToTable("activity_revisions");
        builder.HasOne<Activity>().WithMany().HasForeignKey(revision => revision.ActivityId);
        builder.HasIndex(revision => new { revision.ActivityId, revision.Id });
        builder.Property(revision => revision.ChangedByName).HasMaxLength(200);
        builder.Property(revision => revision.AfterStamp).HasMaxLength(16);
    }
}

internal sealed class BookingWindowConfiguration : IEntityTypeConfiguration<BookingWindow>
{
    public void Configure(EntityTypeBuilder<BookingWindow> builder)
    {
        builder.ToTable("booking_windows");
        builder.Property(window => window.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(window => window.ClosingDay).HasConversion<string>().HasMaxLength(10);
        builder.HasOne<HolidayPeriod>().WithMany().HasForeignKey(window => window.HolidayPeriodId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BusStopConfiguration : IEntityTypeConfiguration<BusStop>
{
    public void Configure(EntityTypeBuilder<BusStop> builder)
    {
        builder.ToTable("bus_stops");
        builder.Property(stop => stop.Name).HasMaxLength(Activity.NameMaxLength);
        builder.Property(stop => stop.Line).HasMaxLength(Activity.NameMaxLength);
    }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        // Stands behind every check of capacity (SPEC rule 3).
        builder.ToTable("sessions", table => table.HasCheckConstraint("ck_sessions_places", "places_taken >= 0 AND places_taken <= capacity"));
        builder.Property(session => session.ClosedReason).HasMaxLength(Session.ClosedReasonMaxLength);
        builder.HasOne<Activity>().WithMany().HasForeignKey(session => session.ActivityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(session => new { session.ActivityId, session.Date }).IsUnique();
        builder.HasIndex(session => session.Date);
        builder.Ignore(session => session.PlacesLeft);
    }
}

internal sealed class ClosureConfiguration : IEntityTypeConfiguration<Closure>
{
    public void Configure(EntityTypeBuilder<Closure> builder)
    {
        builder.ToTable("closures");
        builder.Property(closure => closure.Reason).HasMaxLength(Session.ClosedReasonMaxLength);
        builder.HasOne<Activity>().WithMany().HasForeignKey(closure => closure.ActivityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(closure => closure.To);
    }
}

internal sealed class EnrolmentRequestConfiguration : IEntityTypeConfiguration<EnrolmentRequest>
{
    public void Configure(EntityTypeBuilder<EnrolmentRequest> builder)
    {
        builder.ToTable("enrolment_requests");
        builder.Ignore(request => request.IsByCentre);
        builder.Ignore(request => request.IsHoldingAPlace);
        builder.Ignore(request => request.NeedsAPlaceToWaitAgain);
        builder.Ignore(request => request.Events);
        builder.Property(request => request.Kind).HasConversion<string>().HasMaxLength(12);
        builder.Property(request => request.Status).HasConversion<string>().HasMaxLength(12);
        builder.Property(request => request.Note).IsSealedText();
        builder.Property(request => request.Reason).IsSealedText();
        builder.HasOne<Family>().WithMany().HasForeignKey(request => request.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Child>().WithMany().HasForeignKey(request => request.ChildId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Session>().WithMany().HasForeignKey(request => request.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BusStop>().WithMany().HasForeignKey(request => request.OutboundStopId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BusStop>().WithMany().HasForeignKey(request => request.ReturnStopId).OnDelete(DeleteBehavior.Restrict);

        // Stand behind "one live request or booking per child and session" (SPEC rule 4), and one cancellation that waits.
        builder
            .HasIndex(request => new { request.ChildId, request.SessionId }, "ix_enrolment_requests_one_live")
            .HasDatabaseName("ix_enrolment_requests_one_live")
            .IsUnique()
            .HasFilter("kind = 'Enrolment' AND status IN ('Pending', 'Accepted')");
        builder
            .HasIndex(request => new { request.ChildId, request.SessionId }, "ix_enrolment_requests_one_cancellation")
            .HasDatabaseName("ix_enrolment_requests_one_cancellation")
            .IsUnique()
            .HasFilter("kind = 'Cancellation' AND status = 'Pending'");
        // The centre's lists and counts of what waits are answered from it alone.
        builder
            .HasIndex(
                request => new
                {
                    request.SessionId,
                    request.Kind,
                    request.AnswerDueOn,
                },
                "ix_enrolment_requests_waiting"
            )
            .HasDatabaseName("ix_enrolment_requests_waiting")
            .HasFilter("status = 'Pending'");
        builder.HasIndex(request => new { request.FamilyId, request.Status });
        builder.HasIndex(request => request.SessionId);
        builder.HasIndex(request => request.TreatmentId);
        builder
            .HasIndex(request => request.DecidedAt, "ix_enrolment_requests_treated")
            .HasDatabaseName("ix_enrolment_requests_treated")
            .HasFilter("treatment_id IS NOT NULL");

        // Most requests take no bus: their rows stay out of these indexes, which keeps the hot insert short.
        builder.HasIndex(request => request.OutboundStopId).HasFilter("outbound_stop_id IS NOT NULL");
        builder.HasIndex(request => request.ReturnStopId).HasFilter("return_stop_id IS NOT NULL");
    }
}
