namespace ClsPortal.Domain.Families;

/// <summary>What one guardian of a family may know of another one’s coordinates.</summary>
public enum GuardianSight
{
    /// <summary>The name, and nothing that would tell that there is more.</summary>
    NameOnly,

    /// <summary>What the référent entered for somebody who has no login yet; nothing that was entered since by anybody else.</summary>
    AsEntered,

    /// <summary>All of it, for the person shares it.</summary>
    Shared,

    /// <summary>The own ones.</summary>
    Own,
}

/// <summary>
/// Two guardians of a family are two persons. Each one’s coordinates are that person’s and the centre’s; a hidden address may protect a life
/// (Code civil, art. 515-11).
/// </summary>
public static class GuardianPrivacy
{
    /// <summary>What <paramref name="viewerId"/> may know of <paramref name="guardian"/>. A viewer of key 0 is nobody of the family.</summary>
    /// <param name="guardian">Whose coordinates.</param>
    /// <param name="viewerId">The guardian who looks.</param>
    /// <param name="viewerIsReferent">True for the family’s référent.</param>
    /// <param name="hasLogin">True when the person has a login, open or closed: from then on the coordinates are that person’s alone.</param>
    public static GuardianSight Of(Guardian guardian, int viewerId, bool viewerIsReferent, bool hasLogin) =>
        guardian.Id == viewerId ? GuardianSight.Own
        : viewerId == 0 || guardian.IsConfidential ? GuardianSight.NameOnly
        : guardian.SharesCoordinates ? GuardianSight.Shared
        : viewerIsReferent && !hasLogin ? GuardianSight.AsEntered
        : GuardianSight.NameOnly;
}
