namespace ClsPortal.Domain.Access;

/// <summary>Staff said that whoever uses a login of the centre is also this guardian: the family is that person's own, and left to colleagues.</summary>
public sealed class JoinedGuardian
{
    private JoinedGuardian() { }

    /// <summary>The login that works for the centre.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The guardian's family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>The guardian; null once the guardian is no longer kept.</summary>
    public int? GuardianId { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime JoinedAt { get; private set; }

    /// <summary>Joins the two.</summary>
    public static JoinedGuardian Of(Guid userId, int familyId, int guardianId, DateTime now) =>
        new()
        {
            UserId = userId,
            FamilyId = familyId,
            GuardianId = guardianId,
            JoinedAt = now,
        };
}
