using ClsPortal.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Lists;

/// <summary>Whom to call about a family's children: names and telephones, the référent first.</summary>
internal static class FamilyPhones
{
    public static async Task<ILookup<int, string>> OfAsync(IPortalDb db, IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken) =>
        (await db.Guardians.Where(guardian => familyIds.Contains(guardian.FamilyId)).OrderByDescending(guardian => guardian.IsReferent).ThenBy(guardian => guardian.Id)
            .Select(guardian => new { guardian.FamilyId, guardian.FirstName, guardian.LastName, guardian.MobilePhone, guardian.HomePhone, guardian.WorkPhone }).ToListAsync(cancellationToken))
        .ToLookup(guardian => guardian.FamilyId, guardian => string.Join(
            ' ', new[] { guardian.FirstName, guardian.LastName, string.Join(" / ", new[] { guardian.MobilePhone, guardian.HomePhone, guardian.WorkPhone }.Where(phone => phone.Length > 0)) }
                .Where(text => text.Length > 0)));
}
