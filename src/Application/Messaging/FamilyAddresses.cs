using ClsPortal.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Where a family is written to.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">As mails greet it.</param>
/// <param name="Number">As staff know it.</param>
/// <param name="Emails">Of its adults, the referent's first; none when nobody gave one.</param>
internal sealed record FamilyAddresses(int Id, string Name, string Number, List<string> Emails);

internal static class FamilyAddressQueries
{
    public static Task<List<FamilyAddresses>> FamilyAddressesAsync(this IPortalDb db, IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken) =>
        db.Families.Where(family => familyIds.Contains(family.Id))
            .Select(family => new FamilyAddresses(
                family.Id, family.Name, family.Number,
                family.Guardians.Where(guardian => guardian.Email != null).OrderByDescending(guardian => guardian.IsReferent).Select(guardian => guardian.Email!).ToList()))
            .ToListAsync(cancellationToken);

    /// <summary>The numbers of families that have no address to write to.</summary>
    public static IReadOnlyList<string> WithoutAddress(this IEnumerable<FamilyAddresses> families) =>
        [.. families.Where(family => family.Emails.Count == 0).Select(family => family.Number)];
}
