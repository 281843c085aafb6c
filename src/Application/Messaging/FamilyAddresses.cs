using ClsPortal.Application.Common;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Where a family is written to.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">As mails greet it.</param>
/// <param name="Number">As staff know it.</param>
/// <param name="Addresses">Of its adults, the referent's first; none when nobody gave one.</param>
internal sealed record FamilyAddresses(int Id, string Name, string Number, IReadOnlyList<GuardianAddress> Addresses)
{
    /// <summary>One mail for each address: two who read the same one get it once.</summary>
    public IEnumerable<MailTo> Mails => Addresses.EachOnce().Select(address => address.Mail);

    /// <summary>The same, and a row for a family without address: staff see that it was not told.</summary>
    public IEnumerable<MailTo> MailsOrNone => Mails.DefaultIfEmpty(MailTo.Unreachable(Id));
}

/// <summary>Where one adult is written to.</summary>
internal sealed record GuardianAddress(int FamilyId, int GuardianId, string Address)
{
    public MailTo Mail => MailTo.Guardian(FamilyId, GuardianId, Address);
}

/// <summary>Whoever writes to families asks here whom: an adult each, so that a mail is always one person's.</summary>
internal static class FamilyAddressQueries
{
    public static async Task<List<FamilyAddresses>> FamilyAddressesAsync(this IPortalDb db, IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken)
    {
        var addresses = await db.AddressesAsync(familyIds, cancellationToken);
        var families = await db.Families.Where(family => familyIds.Contains(family.Id)).OrderBy(family => family.Id)
            .Select(family => new { family.Id, family.Name, family.Number }).ToListAsync(cancellationToken);
        return families.ConvertAll(family => new FamilyAddresses(family.Id, family.Name, family.Number, [.. addresses[family.Id]]));
    }

    /// <summary>The adults with an address, by family, the referent first.</summary>
    public static async Task<ILookup<int, GuardianAddress>> AddressesAsync(this IPortalDb db, IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken) =>
        (await db.Guardians.Where(guardian => familyIds.Contains(guardian.FamilyId) && guardian.Email != null)
            .OrderByDescending(guardian => guardian.IsReferent).ThenBy(guardian => guardian.Id)
            .Select(guardian => new GuardianAddress(guardian.FamilyId, guardian.Id, guardian.Email!)).ToListAsync(cancellationToken)).ToLookup(address => address.FamilyId);

    public static IEnumerable<GuardianAddress> EachOnce(this IEnumerable<GuardianAddress> addresses) =>
        addresses.DistinctBy(address => address.Address, StringComparer.OrdinalIgnoreCase);

    /// <summary>The numbers of families that have no address to write to.</summary>
    public static IReadOnlyList<string> WithoutAddress(this IEnumerable<FamilyAddresses> families) =>
        [.. families.Where(family => family.Addresses.Count == 0).Select(family => family.Number)];
}
