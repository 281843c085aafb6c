using ClsPortal.Domain.Access;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Access;

internal sealed class JoinedGuardianConfiguration : IEntityTypeConfiguration<JoinedGuardian>
{
    public void Configure(EntityTypeBuilder<JoinedGuardian> builder)
    {
        builder.ToTable("joined_guardians");
        builder.HasKey(joined => new { joined.UserId, joined.FamilyId });
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(joined => joined.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Family>().WithMany().HasForeignKey(joined => joined.FamilyId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Guardian>().WithMany().HasForeignKey(joined => joined.GuardianId).OnDelete(DeleteBehavior.SetNull);
    }
}
