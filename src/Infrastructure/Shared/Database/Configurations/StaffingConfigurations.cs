using ClsPortal.Domain.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

internal sealed class StaffRuleConfiguration : IEntityTypeConfiguration<StaffRule>
{
    public void Configure(EntityTypeBuilder<StaffRule> builder)
    {
        builder.ToTable("staff_rules", table => table.HasCheckConstraint("ck_staff_rules_rates", "under_six > 0 AND from_six > 0"));
        builder.HasKey(rule => rule.Kind);
        builder.Property(rule => rule.Kind).HasConversion<string>().HasMaxLength(20);
    }
}

internal sealed class StaffPlanConfiguration : IEntityTypeConfiguration<StaffPlan>
{
    public void Configure(EntityTypeBuilder<StaffPlan> builder)
    {
        builder.ToTable("staff_plans");
        builder.HasKey(plan => plan.SessionId);
        builder.Property(plan => plan.SessionId).ValueGeneratedNever();
        builder.HasOne<Session>().WithOne().HasForeignKey<StaffPlan>(plan => plan.SessionId);
    }
}
