namespace ClsPortal.Domain.Families;

/// <summary>A child's fiche sanitaire. What it says is sealed; who signed it and when is not.</summary>
public sealed class HealthRecord
{
    private HealthRecord() { }

    /// <summary>The child, and the key.</summary>
    public int ChildId { get; private set; }

    /// <summary>The sealed values.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>The guardian who last declared it exact; null while nobody did.</summary>
    public string? SignedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime? SignedAt { get; private set; }

    /// <summary>Creates an empty record; its content follows.</summary>
    public static HealthRecord Create(int childId) => new() { ChildId = childId };

    /// <summary>Replaces the sealed values.</summary>
    public void Keep(byte[] content) => Content = content;

    /// <summary>Signs, unless somebody signed later.</summary>
    public void Sign(string by, DateTime at)
    {
        if (SignedAt is null || at >= SignedAt)
        {
            (SignedBy, SignedAt) = (by, at);
        }
    }
}
