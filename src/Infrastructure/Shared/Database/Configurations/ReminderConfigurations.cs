using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class ReminderSettingConfiguration : IEntityTypeConfiguration<ReminderSetting>
{
    public void Configure(EntityTypeBuilder<ReminderSetting> builder)
    {
        builder.ToTable("reminder_settings");
        builder.HasKey(setting => setting.Kind);
        builder.Property(setting => setting.Kind).HasConversion<string>().HasMaxLength(30);
    }
}

internal sealed class ReminderRunConfiguration : IEntityTypeConfiguration<ReminderRun>
{
    public void Configure(EntityTypeBuilder<ReminderRun> builder)
    {
        // Of several copies of the portal one inserts the day's row.
        builder.ToTable("reminder_runs");
        builder.HasKey(run => new { run.Kind, run.Day });
        builder.Property(run => run.Kind).HasConversion<string>().HasMaxLength(30);
    }
}

internal sealed class PieceReminderConfiguration : IEntityTypeConfiguration<PieceReminder>
{
    public void Configure(EntityTypeBuilder<PieceReminder> builder)
    {
        // Once for each date until which a piece holds, whoever writes it.
        builder.ToTable("piece_reminders");
        builder.HasKey(reminder => new { reminder.DepositId, reminder.ValidUntil });
        builder.HasOne<DepositedFile>().WithMany().HasForeignKey(reminder => reminder.DepositId);
    }
}
