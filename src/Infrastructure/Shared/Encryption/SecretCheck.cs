using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>A known text, sealed by each key that seals something: tells at start whether the keys are those of this database.</summary>
public sealed class SecretCheck
{
    /// <summary>The key's name.</summary>
    public string KeyName { get; set; } = "";

    public byte[] Sample { get; set; } = [];
}

internal sealed class SecretCheckConfiguration : IEntityTypeConfiguration<SecretCheck>
{
    public void Configure(EntityTypeBuilder<SecretCheck> builder)
    {
        builder.ToTable("secret_checks");
        builder.HasKey(check => check.KeyName);
        builder.Property(check => check.KeyName).HasMaxLength(32);
    }
}
