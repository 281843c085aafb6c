using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Writes who is in a family; the family's record is locked by the caller, who saves.</summary>
internal sealed class FamilyMembers(IFamiliesDb db, ChangeValues values)
{
    public const string AlreadyInFamily = nameof(AlreadyInFamily);

    /// <summary>More than any family has: what stands above it is a mistake or an attack.</summary>
    public const int MostGuardians = 8;

    public const int MostChildren = 20;

    /// <param name="familyId">The family.</param>
    /// <param name="part">Guardian, child or contact.</param>
    /// <param name="person">Values that were checked before.</param>
    /// <param name="namedById">Of a contact: the guardian who named the person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task AddAsync(int familyId, RecordPart part, IReadOnlyDictionary<string, string> person, int? namedById, CancellationToken cancellationToken)
    {
        if (part == RecordPart.Contact)
        {
            db.Contacts.Add(Contact.Create(familyId, namedById, person));
            return;
        }

        var family = await db.Families.Include(row => row.Guardians).Include(row => row.Children).SingleAsync(row => row.Id == familyId, cancellationToken);
        if (part == RecordPart.Guardian)
        {
            family.AddGuardian(person).NothingEnteredByReferent();
        }
        else
        {
            family.AddChild(person);
        }
    }

    /// <summary>One statement after the other: at no moment are there two.</summary>
    public async Task MakeReferentAsync(int familyId, int guardianId, CancellationToken cancellationToken)
    {
        // Whoever becomes the référent entered nothing of the others.
        await db
            .Guardians.Where(guardian => guardian.FamilyId == familyId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(guardian => guardian.IsReferent, false).SetProperty(guardian => guardian.EnteredByReferent, Guardian.NothingEntered),
                cancellationToken
            );
        await db
            .Guardians.Where(guardian => guardian.FamilyId == familyId && guardian.Id == guardianId)
            .ExecuteUpdateAsync(set => set.SetProperty(guardian => guardian.IsReferent, true), cancellationToken);
    }

    /// <summary>Children proposed who are in the family already, also among those who left: one statement, whatever their number.</summary>
    public async Task<IReadOnlySet<Guid>> AlreadyThereAsync(IReadOnlyCollection<ChangeRequest> changes, CancellationToken cancellationToken)
    {
        var proposed = changes
            .Where(change => change is { Part: RecordPart.Child, Kind: ChangeKind.Addition, Status: ChangeStatus.Pending })
            .Select(change => (change, Child: ChangeValues.PersonOf(values.New(change))))
            .ToList();
        if (proposed.Count == 0)
        {
            return new HashSet<Guid>();
        }

        var familyIds = proposed.Select(line => line.change.FamilyId).Distinct().ToList();
        var known = (
            await db
                .Children.Where(child => familyIds.Contains(child.FamilyId))
                .Select(child => new
                {
                    child.FamilyId,
                    child.FirstName,
                    child.LastName,
                    child.BirthDate,
                })
                .ToListAsync(cancellationToken)
        ).Select(child => (child.FamilyId, PersonKey.Of(child.FirstName, child.LastName, child.BirthDate))).ToHashSet();
        return proposed.Where(line => known.Contains((line.change.FamilyId, PersonKey.OfChild(line.Child)))).Select(line => line.change.Id).ToHashSet();
    }

    /// <summary>After names changed: what staff find the families by. Whoever left is found still.</summary>
    public async Task RefreshNamesAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken) =>
        (
            await db
                .Families.IgnoreQueryFilters()
                .Include(family => family.Guardians)
                .Include(family => family.Children)
                .Where(family => familyIds.Contains(family.Id))
                .ToListAsync(cancellationToken)
        ).ForEach(family => family.RefreshSearchText());
}
