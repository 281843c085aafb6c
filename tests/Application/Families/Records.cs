using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>What the tests of families' records say again and again.</summary>
internal static class Records
{
    /// <summary>The référent's login and what it may change of herself.</summary>
    public static (Person Person, RecordSubject Subject) Mother(this Household family) =>
        (family.Parent with { GuardianId = family.Family.Guardians[0].Id }, RecordSubject.Guardian(family.Family.Guardians[0].Id));

    public static Task<Guardian> GuardianOf(this Portal portal, Household family) =>
        portal.Find(db => db.Guardians.AsNoTracking().FirstAsync(guardian => guardian.FamilyId == family.Family.Id));

    public static Task<List<ChangeRequest>> ChangesOf(this Portal portal, Household family) =>
        portal.Find(db => db.ChangeRequests.AsNoTracking().Where(change => change.FamilyId == family.Family.Id && !change.IsByCentre).OrderBy(change => change.FiledAt).ThenBy(change => change.Id).ToListAsync());

    public static async Task<ConsentKind> GivenConsentKind(this Portal portal, string text = "Photographie", bool isPerChild = true)
    {
        var kind = ConsentKind.Create(1, text, isRequired: true, isPerChild);
        await portal.SaveAsync(kind);
        return kind;
    }
}
