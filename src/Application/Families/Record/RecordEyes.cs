using System.Linq.Expressions;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>
/// Through whose eyes a family's record is read: one guardian's. Two guardians of a family are two persons (<see cref="GuardianPrivacy"/>).
/// </summary>
/// <param name="GuardianId">Who looks; 0 for a login without a person, which sees names only.</param>
/// <param name="IsReferent">True for the family's référent.</param>
/// <param name="Hidden">The other guardians whose coordinates are confidential: nothing that comes from them is shown.</param>
/// <param name="HiddenChildren">Children whose places are withheld from this guardian.</param>
internal sealed record RecordEyes(int GuardianId, bool IsReferent, IReadOnlyList<int> Hidden, IReadOnlyList<int> HiddenChildren)
{
    private Func<ChangeRequest, bool>? _sees;

    /// <summary>
    /// The changes that this guardian may know of: in full those filed by the own hand or on the own coordinates, those on what concerns a
    /// child by whomever; of another's coordinates and contacts none. A change of référent concerns all.
    /// </summary>
    public Expression<Func<ChangeRequest, bool>> SeesChange
    {
        get
        {
            var (me, hidden, children) = (GuardianId, Hidden, HiddenChildren);
            // A row filed by a person who is unknown is nobody's but the centre's, unless it concerns a child.
            return change =>
                (me != 0 && change.FiledByGuardianId == me)
                || (me != 0 && change.Part == RecordPart.Guardian && change.SubjectId == me && change.Kind == ChangeKind.Change)
                || (change.Part == RecordPart.Guardian && change.Field == nameof(Guardian.IsReferent))
                || (
                    (change.Part == RecordPart.Child || change.Part == RecordPart.Health || change.Part == RecordPart.Consent)
                    && !children.Contains(change.ChildId)
                    && (change.FiledByGuardianId == null || !hidden.Contains(change.FiledByGuardianId.Value))
                );
        }
    }

    /// <summary>The same of a change at hand.</summary>
    public bool Sees(ChangeRequest change) => (_sees ??= SeesChange.Compile())(change);

    /// <summary>True when another guardian of the family is not to be known of: then what others handed in or wrote is not shown.</summary>
    public bool HidesSomebody => Hidden.Count > 0;

    /// <summary>True where the line of a child may be told to this guardian; what concerns no child may.</summary>
    public bool MayKnowOf(int? childId) => childId is not { } id || !HiddenChildren.Contains(id);

    /// <summary>
    /// True for a paper that this guardian may know of, as <see cref="OpenPlaces"/> has it. <paramref name="filedBy"/> is the guardian who handed it in.
    /// </summary>
    public bool SeesPaper(int? childId, int? filedBy) => MayKnowOf(childId) && (!HidesSomebody || filedBy == GuardianId);

    /// <summary>True for a contact whom this guardian named.</summary>
    public bool Owns(Contact contact) => GuardianId != 0 && contact.NamedById == GuardianId;
}

/// <summary>Finds out through whose eyes a family's record is read.</summary>
internal sealed class RecordSight(IFamiliesDb db, ILogins logins, ICurrentUser user)
{
    /// <summary>Those of the parent who sends the message: one statement.</summary>
    public async Task<RecordEyes> OfParentAsync(CancellationToken cancellationToken) => (await OfAsync(user.FamilyId, user.GuardianId, cancellationToken))!;

    /// <summary>
    /// Those of one guardian of a family, also of one who left and sees what is his or her own; null when there is no such guardian. 0 is a login without a
    /// person.
    /// </summary>
    public async Task<RecordEyes?> OfAsync(int familyId, int guardianId, CancellationToken cancellationToken)
    {
        var present = await OfFamiliesAsync([familyId], cancellationToken);
        if (present.Find(eyes => eyes.GuardianId == guardianId) is { } found)
        {
            return found;
        }

        if (guardianId != 0)
        {
            return await db.Guardians.IgnoreQueryFilters().AnyAsync(guardian => guardian.Id == guardianId && guardian.FamilyId == familyId, cancellationToken)
                ? new RecordEyes(
                    guardianId,
                    IsReferent: false,
                    [.. present.Select(eyes => eyes.GuardianId)],
                    await db.Children.Where(child => child.FamilyId == familyId).Select(child => child.Id).ToListAsync(cancellationToken)
                )
                : null;
        }

        return new RecordEyes(
            0,
            IsReferent: false,
            [.. present.SelectMany(eyes => eyes.Hidden).Distinct()],
            await db.Children.Where(child => child.FamilyId == familyId && child.ProtectedById != null).Select(child => child.Id).ToListAsync(cancellationToken)
        );
    }

    /// <summary>
    /// Through whose eyes whoever works for the centre reads the own families there: those of the guardian that the person is. No statement for
    /// whoever has none, two at most for whoever is a guardian in each.
    /// </summary>
    public async Task<IReadOnlyDictionary<int, RecordEyes>> OfOwnFamiliesAsync(CancellationToken cancellationToken)
    {
        var own = user.OwnFamilies;
        if (own.Count == 0)
        {
            return new Dictionary<int, RecordEyes>();
        }

        var joined = own.All(familyId => familyId == user.FamilyId)
            ? []
            : await db
                .JoinedGuardians.Where(row => row.UserId == user.UserId && row.GuardianId != null)
                .ToDictionaryAsync(row => row.FamilyId, row => row.GuardianId!.Value, cancellationToken);
        var present = await OfFamiliesAsync(own, cancellationToken);
        var eyes = new Dictionary<int, RecordEyes>();
        foreach (var familyId in own)
        {
            var guardianId = familyId == user.FamilyId ? user.GuardianId : joined.GetValueOrDefault(familyId);
            // Whoever left, or is nobody there, is asked for alone.
            eyes[familyId] =
                present.Find(one => guardianId != 0 && one.GuardianId == guardianId)
                ?? await OfAsync(familyId, guardianId, cancellationToken)
                ?? (await OfAsync(familyId, 0, cancellationToken))!;
        }

        return eyes;
    }

    /// <summary>Those of each guardian of the families: one statement, whatever their number.</summary>
    public Task<List<RecordEyes>> OfFamiliesAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken) =>
        db.EyesAsync(familyIds, cancellationToken);

    /// <summary>What the eyes may know of each guardian. The logins are asked for only where they decide.</summary>
    public async Task<IReadOnlyDictionary<int, GuardianSight>> OfGuardiansAsync(
        RecordEyes eyes,
        IReadOnlyCollection<Guardian> guardians,
        CancellationToken cancellationToken
    )
    {
        var undecided = guardians
            .Where(guardian => GuardianPrivacy.Of(guardian, eyes.GuardianId, eyes.IsReferent, hasLogin: false) == GuardianSight.AsEntered)
            .Select(guardian => guardian.Id)
            .ToList();
        IReadOnlySet<int> withLogin = undecided.Count == 0 ? new HashSet<int>() : await logins.WithLoginAsync(undecided, cancellationToken);
        return guardians.ToDictionary(
            guardian => guardian.Id,
            guardian => GuardianPrivacy.Of(guardian, eyes.GuardianId, eyes.IsReferent, withLogin.Contains(guardian.Id))
        );
    }

    /// <summary>The login of the guardian whose eyes they are, asked for only where it decides; none for whoever has none.</summary>
    public async Task<Guid> LoginOfAsync(RecordEyes eyes, CancellationToken cancellationToken) =>
        eyes.GuardianId == user.GuardianId && user.GuardianId != 0 ? user.UserId
        : eyes is { HidesSomebody: true, GuardianId: not 0 } && await logins.OfGuardianAsync(eyes.GuardianId, cancellationToken) is { } login ? login.Id
        : Guid.Empty;
}

/// <summary>Children as one guardian of the family may deal with them.</summary>
internal static class OpenChildren
{
    /// <summary>The eyes of each guardian of the families: one statement, whatever their number.</summary>
    public static async Task<List<RecordEyes>> EyesAsync(this IFamiliesDb db, IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken)
    {
        // Whoever left looks at nothing, and goes on being hidden.
        var guardians = await db
            .Guardians.IgnoreQueryFilters()
            .Where(guardian => familyIds.Contains(guardian.FamilyId))
            .OrderBy(guardian => guardian.Id)
            .Select(guardian => new
            {
                guardian.Id,
                guardian.FamilyId,
                guardian.IsReferent,
                guardian.IsConfidential,
                HasLeft = guardian.LeftAt != null,
                Protected = db
                    .Children.Where(child => child.ProtectedById == guardian.Id && child.FamilyId == guardian.FamilyId)
                    .Select(child => child.Id)
                    .ToList(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. from guardian in guardians
            where !guardian.HasLeft
            let others = guardians.FindAll(other => other.FamilyId == guardian.FamilyId && other.Id != guardian.Id)
            select new RecordEyes(
                guardian.Id,
                guardian.IsReferent,
                [.. others.Where(other => other.IsConfidential).Select(other => other.Id)],
                [.. others.SelectMany(other => other.Protected)]
            ),
        ];
    }

    /// <summary>The family's children whose places are not withheld from whoever asks; children who left are among them.</summary>
    public static IQueryable<Child> WhereOpenTo(this IQueryable<Child> children, ICurrentUser user)
    {
        var (familyId, guardianId) = (user.FamilyId, user.GuardianId);
        return children.Where(child => child.FamilyId == familyId && (child.ProtectedById == null || child.ProtectedById == guardianId));
    }
}
