using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Whose coordinates are confidential.</summary>
internal sealed record HiddenGuardian(int Id, string Name);

/// <summary>What parents and staff share when they add a person to warn or allowed to pick up.</summary>
internal static class ContactForm
{
    public const int Most = 20;

    public static readonly Refusal TooMany = new("TooManyContacts", $"{Most} personnes au plus : retirez-en une d’abord.");

    public static readonly Refusal Gone = new("Gone", "Cette personne n’est plus dans la fiche : un collègue l’a retirée entre-temps.");

    public static readonly Refusal AskedFor = new(RecordEdits.AlreadyPending, "Une demande de la famille attend pour cette personne : traitez-la d’abord.");

    /// <summary>Code of what is refused because somebody’s coordinates are confidential.</summary>
    public const string Hidden = "ConfidentialCoordinates";

    /// <summary>Those of the family who are hidden from that guardian, also one who left: what they named must not become the guardian’s.</summary>
    public static Task<List<HiddenGuardian>> HiddenFromAsync(IFamiliesDb db, int familyId, int guardianId, CancellationToken cancellationToken) =>
        db
            .Guardians.IgnoreQueryFilters()
            .Where(guardian => guardian.FamilyId == familyId && guardian.IsConfidential && guardian.Id != guardianId)
            .OrderBy(guardian => guardian.Id)
            .Select(guardian => new HiddenGuardian(guardian.Id, (guardian.FirstName + " " + guardian.LastName).Trim()))
            .ToListAsync(cancellationToken);

    /// <summary>True while a request of the family on this person waits: staff decide that first.</summary>
    public static Task<bool> IsAskedForAsync(IFamiliesDb db, int familyId, int contactId, CancellationToken cancellationToken) =>
        db
            .ChangeRequests.WherePending()
            .AnyAsync(change => change.FamilyId == familyId && change.Part == RecordPart.Contact && change.SubjectId == contactId, cancellationToken);

    public static Outcome<IReadOnlyDictionary<string, string>> Check(IReadOnlyDictionary<string, string> typed, DateOnly today) =>
        TypedPerson.Check(RecordSubject.Contact(0), typed, today);

    /// <summary>Contacts that stand and those that wait to be added: a family's, or only those that one guardian named.</summary>
    public static async Task<int> HowManyAsync(IFamiliesDb db, int familyId, CancellationToken cancellationToken, int? namedById = null) =>
        await db.Contacts.CountAsync(contact => contact.FamilyId == familyId && (namedById == null || contact.NamedById == namedById), cancellationToken)
        + await db
            .ChangeRequests.WherePending()
            .CountAsync(
                change =>
                    change.FamilyId == familyId
                    && (namedById == null || change.FiledByGuardianId == namedById)
                    && change.Part == RecordPart.Contact
                    && change.Kind == ChangeKind.Addition,
                cancellationToken
            );

    public static IReadOnlyDictionary<string, string> ValuesOf(RecordSheet sheet) =>
        RecordFields.Contact.ToDictionary(field => field.Key, field => sheet.Read(field.Key));
}
