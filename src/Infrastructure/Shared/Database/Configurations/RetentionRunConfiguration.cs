using ClsPortal.Domain.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class RetentionRunConfiguration : IEntityTypeConfiguration<RetentionRun>
{
    public void Configure(EntityTypeBuilder<RetentionRun> builder)
    {
        builder.ToTable("retention_runs");
        builder.Ignore(run => run.Removed);
        builder.Property(run => run.Counts).HasMaxLength(2000);
        builder.Property(run => run.StartedByName).HasMaxLength(200);

        // Of several copies of the portal one begins the night's passage, and two administrators cannot have one open side by side.
        builder.HasIndex(run => run.IsOpen, "ix_retention_runs_one_open").HasDatabaseName("ix_retention_runs_one_open").IsUnique().HasFilter("is_open");
        builder.HasIndex(run => run.Day, "ix_retention_runs_one_a_night").HasDatabaseName("ix_retention_runs_one_a_night").IsUnique().HasFilter("is_automatic");
    }
}
