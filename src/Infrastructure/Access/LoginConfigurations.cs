using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Access;

/// <summary>As Identity's own schema 3 has it, which the tools that make migrations would not be told to use.</summary>
internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("user_passkeys");
        builder.HasKey(passkey => passkey.CredentialId);
        builder.Property(passkey => passkey.CredentialId).HasMaxLength(1024);
        builder.OwnsOne(passkey => passkey.Data).ToJson();
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(passkey => passkey.UserId).IsRequired();
    }
}

internal sealed class SignInSessionConfiguration : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("sign_in_sessions");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignInAttemptConfiguration : IEntityTypeConfiguration<SignInAttempt>
{
    public void Configure(EntityTypeBuilder<SignInAttempt> builder)
    {
        builder.ToTable("sign_in_attempts");
        builder.HasKey(attempt => attempt.Key);
        builder.Property(attempt => attempt.Key).HasMaxLength(SignInAttempt.KeyLength);
        builder.HasIndex(attempt => attempt.LastAt);
    }
}

internal sealed class TotpUseConfiguration : IEntityTypeConfiguration<TotpUse>
{
    public void Configure(EntityTypeBuilder<TotpUse> builder)
    {
        builder.ToTable("totp_uses");
        builder.HasKey(use => use.UserId);
        builder.HasOne<PortalUser>().WithOne().HasForeignKey<TotpUse>(use => use.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("recovery_codes");
        builder.HasKey(code => new { code.UserId, code.Digest });
        builder.Property(code => code.Digest).HasMaxLength(44);
        builder.Property(code => code.Salt).HasMaxLength(24);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(code => code.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PortalUserConfiguration : IEntityTypeConfiguration<PortalUser>
{
    public void Configure(EntityTypeBuilder<PortalUser> builder)
    {
        builder.Property(user => user.DisplayName).HasMaxLength(2 * Family.NameMaxLength);
        builder.Property(user => user.SortKey).HasMaxLength(NameOrder.KeyMaxLength);
        builder.Property(user => user.TotpSecret).HasMaxLength(500);
        builder.HasOne<Guardian>().WithMany().HasForeignKey(user => user.GuardianId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Family>().WithMany().HasForeignKey(user => user.FamilyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(user => user.GuardianId).IsUnique();
    }
}
