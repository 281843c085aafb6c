using ClsPortal.Domain.Access;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Access;

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations");
        builder.Property(invitation => invitation.Id).ValueGeneratedNever();
        builder.Property(invitation => invitation.Email).HasMaxLength(Invitation.EmailMaxLength);
        builder.Property(invitation => invitation.EmailKey).HasMaxLength(Invitation.EmailMaxLength);
        builder.Property(invitation => invitation.DisplayName).HasMaxLength(Invitation.NameMaxLength);
        builder.Property(invitation => invitation.Roles).HasMaxLength(100);
        builder.Property(invitation => invitation.CodeDigest).HasMaxLength(64);
        builder.HasIndex(invitation => invitation.CodeDigest).IsUnique();
        builder
            .HasIndex(invitation => invitation.EmailKey, "ix_invitations_one_open")
            .HasDatabaseName("ix_invitations_one_open")
            .IsUnique()
            .HasFilter("accepted_at IS NULL AND withdrawn_at IS NULL");
        builder.HasOne<Guardian>().WithMany().HasForeignKey(invitation => invitation.GuardianId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Family>().WithMany().HasForeignKey(invitation => invitation.FamilyId).OnDelete(DeleteBehavior.Cascade);
    }
}
