using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class AttendanceMarkConfiguration : IEntityTypeConfiguration<AttendanceMark>
{
    public void Configure(EntityTypeBuilder<AttendanceMark> builder)
    {
        builder.ToTable("attendance_marks");
        builder.Property(mark => mark.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(mark => mark.LeftWith).IsSealedText();
        builder.Property(mark => mark.ByName).HasMaxLength(2 * Family.NameMaxLength);
        builder.HasOne<EnrolmentRequest>().WithMany().HasForeignKey(mark => mark.BookingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(mark => mark.OperationId).IsUnique();

        // Of two tablets that saw the same newest mark, one gets the next number and the other looks again.
        builder.HasIndex(mark => new { mark.BookingId, mark.Position }).IsUnique();
    }
}
