using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

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
        builder
            .HasIndex(guardian => guardian.FamilyId, "ix_guardians_one_referent")
            .HasDatabaseName("ix_guardians_one_referent")
            .IsUnique()
            .HasFilter("is_referent");
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
