using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Persistence;

internal sealed class FamilyConfiguration : IEntityTypeConfiguration<Family>
{
    public void Configure(EntityTypeBuilder<Family> builder)
    {
        builder.ToTable("families");
        builder.Property(family => family.Number).HasMaxLength(Family.NumberMaxLength);
        builder.Property(family => family.Name).HasMaxLength(Family.NameMaxLength);
        builder.HasIndex(family => family.Number).IsUnique();
        builder.Property(family => family.SortKey).HasMaxLength(NameOrder.KeyMaxLength);
        builder.HasIndex(family => new { family.SortKey, family.Id });
        builder.HasMany(family => family.Guardians).WithOne().HasForeignKey(guardian => guardian.FamilyId);
        builder.HasMany(family => family.Children).WithOne().HasForeignKey(child => child.FamilyId);
        builder.Navigation(family => family.Guardians).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(family => family.Children).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(family => family.Contacts).WithOne().HasForeignKey(contact => contact.FamilyId);
        builder.Navigation(family => family.Contacts).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class GuardianConfiguration : IEntityTypeConfiguration<Guardian>
{
    public void Configure(EntityTypeBuilder<Guardian> builder)
    {
        builder.ToTable("guardians");
        builder.Property(guardian => guardian.FirstName).HasMaxLength(Family.NameMaxLength);
        builder.Property(guardian => guardian.LastName).HasMaxLength(Family.NameMaxLength);
        builder.Property(guardian => guardian.Email).HasMaxLength(Guardian.EmailMaxLength);
        builder.Property(guardian => guardian.Civility).HasMaxLength(5);
        builder.Property(guardian => guardian.Address).HasMaxLength(Guardian.AddressMaxLength);
        builder.Property(guardian => guardian.PostalCode).HasMaxLength(10);
        builder.Property(guardian => guardian.Town).HasMaxLength(Family.NameMaxLength);
        builder.Property(guardian => guardian.MobilePhone).HasMaxLength(30);
        builder.Property(guardian => guardian.HomePhone).HasMaxLength(30);
        builder.Property(guardian => guardian.WorkPhone).HasMaxLength(30);
        builder.Property(guardian => guardian.Profession).HasMaxLength(Family.NameMaxLength);
        builder.Property(guardian => guardian.EnteredByReferent).HasMaxLength(2000);
        // Whoever left a family gets no mail of it and stands on none of its lists, whatever query is written next year.
        builder.HasQueryFilter(guardian => guardian.LeftAt == null);
        builder.ToTable(table => table.HasCheckConstraint("ck_guardians_referent_is_there", "NOT is_referent OR left_at IS NULL"));
        builder.HasIndex(guardian => guardian.FamilyId, "ix_guardians_one_referent").HasDatabaseName("ix_guardians_one_referent").IsUnique().HasFilter("is_referent");
    }
}

internal sealed class ChildConfiguration : IEntityTypeConfiguration<Child>
{
    public void Configure(EntityTypeBuilder<Child> builder)
    {
        builder.ToTable("children");
        builder.Property(child => child.FirstName).HasMaxLength(Family.NameMaxLength);
        builder.Property(child => child.LastName).HasMaxLength(Family.NameMaxLength);
        builder.Property(child => child.Sex).HasMaxLength(5);
        builder.Property(child => child.School).HasMaxLength(Family.NameMaxLength);
        builder.Property(child => child.SchoolClass).HasMaxLength(Family.NameMaxLength);
        builder.Property(child => child.SortKey).HasMaxLength(NameOrder.KeyMaxLength);
        builder.HasIndex(child => new { child.SortKey, child.Id });
        builder.HasIndex(child => child.BirthDate);
        builder.HasOne<Guardian>().WithMany().HasForeignKey(child => child.ProtectedById).OnDelete(DeleteBehavior.SetNull);
    }
}

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
