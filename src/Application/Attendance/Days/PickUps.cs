using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>Somebody who may take the child home.</summary>
/// <param name="Key">Such as <c>guardian:12</c>.</param>
/// <param name="Label">As the record names the person.</param>
public sealed record PickUp(string Key, string Label);

/// <summary>Who may take the children of a family home, as its record stands.</summary>
internal static class PickUps
{
    public static async Task<ILookup<int, PickUp>> OfAsync(IAttendanceDb db, IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken)
    {
        var guardians = await db
            .Guardians.Where(guardian => familyIds.Contains(guardian.FamilyId))
            .OrderByDescending(guardian => guardian.IsReferent)
            .ThenBy(guardian => guardian.Id)
            .Select(guardian => new
            {
                guardian.FamilyId,
                guardian.Id,
                guardian.FirstName,
                guardian.LastName,
            })
            .ToListAsync(cancellationToken);
        var contacts = await db
            .Contacts.Where(contact => familyIds.Contains(contact.FamilyId) && contact.MayPickUp)
            .OrderBy(contact => contact.Id)
            .Select(contact => new
            {
                contact.FamilyId,
                contact.Id,
                contact.FirstName,
                contact.LastName,
                contact.Relation,
            })
            .ToListAsync(cancellationToken);
        return guardians
            .Select(guardian => (guardian.FamilyId, Person: new PickUp($"guardian:{guardian.Id}", $"{guardian.FirstName} {guardian.LastName}".Trim())))
            .Concat(
                contacts.Select(contact =>
                    (
                        contact.FamilyId,
                        Person: new PickUp(
                            $"contact:{contact.Id}",
                            $"{contact.FirstName} {contact.LastName}".Trim() + (contact.Relation.Length == 0 ? "" : $" ({contact.Relation})")
                        )
                    )
                )
            )
            .ToLookup(line => line.FamilyId, line => line.Person);
    }
}
