using ClsPortal.Application.Shared;
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

    /// <summary>The login of the other guardian of a family whose parents are separated.</summary>
    public static Person Father(this Household family) =>
        new(Guid.Parse($"00000000-0000-0000-0000-{family.Family.Id:000000000000}"), "Père", Roles.Parent, family.Family.Id, family.Family.Guardians[1].Id);

    public static Task<Guardian> GuardianOf(this Portal portal, Household family) =>
        portal.Find(db => db.Guardians.AsNoTracking().FirstAsync(guardian => guardian.FamilyId == family.Family.Id));

    public static Task<List<ChangeRequest>> ChangesOf(this Portal portal, Household family) =>
        portal.Find(db =>
            db.ChangeRequests.AsNoTracking()
                .Where(change => change.FamilyId == family.Family.Id && !change.IsByCentre)
                .OrderBy(change => change.FiledAt)
                .ThenBy(change => change.Id)
                .ToListAsync()
        );

    public static IReadOnlyDictionary<string, string> Guardian(string firstName, string lastName, string email) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [nameof(Domain.Families.Guardian.FirstName)] = firstName,
            [nameof(Domain.Families.Guardian.LastName)] = lastName,
            [nameof(Domain.Families.Guardian.Email)] = email,
            [nameof(Domain.Families.Guardian.Town)] = "Beine",
            [nameof(Domain.Families.Guardian.MobilePhone)] = "0612345678",
        };

    public static IReadOnlyDictionary<string, string> Child(string firstName, string lastName, string birthDate) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [nameof(Domain.Families.Child.FirstName)] = firstName,
            [nameof(Domain.Families.Child.LastName)] = lastName,
            [nameof(Domain.Families.Child.BirthDate)] = birthDate,
        };

    public static async Task<ConsentKind> GivenConsentKind(this Portal portal, string text = "Photographie", bool isPerChild = true)
    {
        var kind = ConsentKind.Create(1, text, isRequired: true, isPerChild);
        await portal.SaveAsync(kind);
        return kind;
    }
}
