using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Where a family is written to.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">As mails greet it.</param>
/// <param name="Number">As staff know it.</param>
/// <param name="Addresses">Of its adults, the referent's first; none when nobody gave one.</param>
internal sealed record FamilyAddresses(int Id, string Name, string Number, IReadOnlyList<GuardianAddress> Addresses)
{
    /// <summary>What each adult may know of the lines.</summary>
    public List<(MailTo To, List<T> Lines)> MailsOf<T>(IEnumerable<T> lines, Func<RecordEyes, T, bool> isToldTo) => Addresses.MailsOf(lines, isToldTo);
}

/// <summary>Where one adult is written to, and what that adult may know.</summary>
internal sealed record GuardianAddress(int FamilyId, int GuardianId, string Address, RecordEyes Eyes)
{
    public MailTo Mail => MailTo.Guardian(FamilyId, GuardianId, Address);
}

/// <summary>Whoever writes to families asks here whom: an adult each, so that a mail is always one person's.</summary>
internal static class FamilyAddressQueries
{
    public static async Task<List<FamilyAddresses>> FamilyAddressesAsync(
        this IFamiliesDb db,
        IReadOnlyCollection<int> familyIds,
        CancellationToken cancellationToken
    )
    {
        var addresses = await db.AddressesAsync(familyIds, cancellationToken);
        var families = await db
            .Families.Where(family => familyIds.Contains(family.Id))
            .OrderBy(family => family.Id)
            .Select(family => new
            {
                family.Id,
                family.Name,
                family.Number,
            })
            .ToListAsync(cancellationToken);
        return families.ConvertAll(family => new FamilyAddresses(family.Id, family.Name, family.Number, [.. addresses[family.Id]]));
    }

    /// <summary>The adults with an address, by family, the referent first.</summary>
    public static async Task<ILookup<int, GuardianAddress>> AddressesAsync(
        this IFamiliesDb db,
        IReadOnlyCollection<int> familyIds,
        CancellationToken cancellationToken
    )
    {
        var eyes = (await db.EyesAsync(familyIds, cancellationToken)).ToDictionary(one => one.GuardianId);
        return (
            await db
                .Guardians.Where(guardian => familyIds.Contains(guardian.FamilyId) && guardian.Email != null)
                .OrderByDescending(guardian => guardian.IsReferent)
                .ThenBy(guardian => guardian.Id)
                .Select(guardian => new
                {
                    guardian.FamilyId,
                    guardian.Id,
                    guardian.Email,
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(guardian => guardian.FamilyId, guardian => new GuardianAddress(guardian.FamilyId, guardian.Id, guardian.Email!, eyes[guardian.Id]));
    }

    /// <summary>
    /// What each adult may know of the lines, each address once: nobody gets a mail without a line, and at an address that two use there is what
    /// both may know.
    /// </summary>
    /// <param name="addresses">Of one family.</param>
    /// <param name="lines">All that there is to tell.</param>
    /// <param name="isToldTo">Whether an adult may know of a line.</param>
    public static List<(MailTo To, List<T> Lines)> MailsOf<T>(
        this IEnumerable<GuardianAddress> addresses,
        IEnumerable<T> lines,
        Func<RecordEyes, T, bool> isToldTo
    ) =>
        [
            .. addresses
                .GroupBy(address => address.Address, StringComparer.OrdinalIgnoreCase)
                .Select(same => (same.First().Mail, Lines: lines.Where(line => same.All(reader => isToldTo(reader.Eyes, line))).ToList()))
                .Where(mail => mail.Lines.Count > 0),
        ];
}
