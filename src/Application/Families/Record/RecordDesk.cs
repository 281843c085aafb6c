using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Opens parts of families' records, any number of them with one statement per kind of part.</summary>
internal sealed class RecordDesk(IFamiliesDb db, HealthSheets health, RecordSight sight)
{
    public static readonly Refusal Anonymous = new("Anonymous", "Le dossier de cette famille a été rendu anonyme : il ne change plus.");

    /// <summary>
    /// Locks the family's record until the transaction ends. False when there is no such family, or nobody's any more: names that went do not come back.
    /// </summary>
    public async Task<bool> LockAsync(int familyId, CancellationToken cancellationToken) =>
        await db
            .Families.Where(family => family.Id == familyId && family.AnonymisedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(family => family.RecordTurn, family => family.RecordTurn + 1), cancellationToken) == 1;

    /// <summary>What is not there, or not that family's, is not in the answer.</summary>
    /// <param name="keys">What is opened.</param>
    /// <param name="eyes">Through which guardian's eyes: of what is another's, the sheet has a name and no value. Null for the centre.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyDictionary<SheetKey, RecordSheet>> OpenAsync(
        IReadOnlyCollection<SheetKey> keys,
        RecordEyes? eyes,
        CancellationToken cancellationToken
    )
    {
        var sheets = new Dictionary<SheetKey, RecordSheet>();
        await OpenGuardiansAsync(Of(keys, RecordPart.Guardian), eyes, sheets, cancellationToken);
        var children = await ChildrenAsync(keys, cancellationToken);
        foreach (var key in Of(keys, RecordPart.Child).Where(key => children.ContainsKey(key.Subject.Id) && key.Subject.ChildId == key.Subject.Id))
        {
            var child = children[key.Subject.Id];
            Add(
                sheets,
                key,
                child.FamilyId,
                NameOf(child),
                RecordFields.Child,
                child.ValueOf,
                (field, value, _) => child.Change(field, value),
                hasLeft: child.LeftAt is not null
            );
        }

        await OpenContactsAsync(Of(keys, RecordPart.Contact), eyes, sheets, cancellationToken);
        await OpenConsentsAsync(Of(keys, RecordPart.Consent), children, sheets, cancellationToken);
        await OpenHealthAsync(Of(keys, RecordPart.Health), children, sheets, cancellationToken);
        foreach (var key in keys.Where(key => eyes?.HiddenChildren.Contains(key.Subject.ChildId) == true && sheets.ContainsKey(key)))
        {
            sheets[key] = sheets[key].Hide();
        }

        return sheets;
    }

    public static string NameOf(Child child) => $"{child.FirstName} {child.LastName}".Trim();

    private async Task OpenGuardiansAsync(List<SheetKey> keys, RecordEyes? eyes, Dictionary<SheetKey, RecordSheet> sheets, CancellationToken cancellationToken)
    {
        var ids = keys.Select(key => key.Subject.Id).ToList();
        var rows =
            ids.Count == 0
                ? []
                : await db
                    .Guardians.IgnoreQueryFilters()
                    .Where(guardian => ids.Contains(guardian.Id))
                    .ToDictionaryAsync(guardian => guardian.Id, cancellationToken);
        var seen = eyes is null ? null : await sight.OfGuardiansAsync(eyes, rows.Values, cancellationToken);
        foreach (var key in keys.Where(key => rows.ContainsKey(key.Subject.Id)))
        {
            var guardian = rows[key.Subject.Id];
            var view = seen?[guardian.Id] ?? GuardianSight.Own;
            Add(
                sheets,
                key,
                guardian.FamilyId,
                $"{guardian.FirstName} {guardian.LastName}".Trim(),
                RecordFields.Guardian,
                view == GuardianSight.AsEntered ? guardian.ValueForReferent : guardian.ValueOf,
                (field, value, signature) => guardian.Enter(field, value, signature.ByReferent),
                hasLeft: guardian.LeftAt is not null
            );
            if (view == GuardianSight.NameOnly && sheets.TryGetValue(key, out var sheet))
            {
                sheets[key] = sheet.Hide();
            }
        }
    }

    private async Task<Dictionary<int, Child>> ChildrenAsync(IReadOnlyCollection<SheetKey> keys, CancellationToken cancellationToken)
    {
        var ids = keys.Where(key => key.Subject.ChildId != 0).Select(key => key.Subject.ChildId).Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Children.Where(child => ids.Contains(child.Id)).ToDictionaryAsync(child => child.Id, cancellationToken);
    }

    private async Task OpenContactsAsync(List<SheetKey> keys, RecordEyes? eyes, Dictionary<SheetKey, RecordSheet> sheets, CancellationToken cancellationToken)
    {
        var ids = keys.Select(key => key.Subject.Id).ToList();
        var rows =
            ids.Count == 0 ? [] : await db.Contacts.Where(contact => ids.Contains(contact.Id)).ToDictionaryAsync(contact => contact.Id, cancellationToken);
        foreach (var key in keys.Where(key => rows.ContainsKey(key.Subject.Id)))
        {
            var contact = rows[key.Subject.Id];
            Add(
                sheets,
                key,
                contact.FamilyId,
                $"{contact.FirstName} {contact.LastName}".Trim(),
                RecordFields.Contact,
                contact.ValueOf,
                (field, value, _) => contact.Change(field, value)
            );
            if (sheets.TryGetValue(key, out var sheet))
            {
                sheets[key] = (eyes?.Owns(contact) == false ? sheet.Hide() : sheet) with { OfGuardian = contact.NamedById };
            }
        }
    }

    private async Task OpenConsentsAsync(
        List<SheetKey> keys,
        Dictionary<int, Child> children,
        Dictionary<SheetKey, RecordSheet> sheets,
        CancellationToken cancellationToken
    )
    {
        if (keys.Count == 0)
        {
            return;
        }

        var kindIds = keys.Select(key => key.Subject.Id).Distinct().ToList();
        var familyIds = keys.Select(key => key.FamilyId).Distinct().ToList();
        var kinds = await db.ConsentKinds.AsNoTracking().Where(kind => kindIds.Contains(kind.Id)).ToDictionaryAsync(kind => kind.Id, cancellationToken);
        var answers = await db
            .Consents.Where(consent => familyIds.Contains(consent.FamilyId) && kindIds.Contains(consent.ConsentKindId))
            .ToListAsync(cancellationToken);
        foreach (var key in keys)
        {
            var (_, kindId, childId) = key.Subject;
            // An answer per child wants the child, one of the family wants none.
            if (
                !kinds.TryGetValue(kindId, out var kind)
                || kind.IsArchived
                || kind.IsPerChild != (childId != 0)
                || (childId != 0 && children.GetValueOrDefault(childId)?.FamilyId != key.FamilyId)
            )
            {
                continue;
            }

            var answer = answers.Find(consent => consent.FamilyId == key.FamilyId && consent.ConsentKindId == kindId && (consent.ChildId ?? 0) == childId);
            Add(
                sheets,
                key,
                key.FamilyId,
                childId == 0 ? "Toute la famille" : NameOf(children[childId]),
                RecordFields.Consent(kind),
                _ => answer is null ? "" : RecordValue.Of(answer.IsGiven),
                (_, value, signature) => Write(value, signature),
                answer is null ? null : new Signature(answer.AnsweredBy, answer.AnsweredAt),
                childId != 0 && children[childId].LeftAt is not null
            );

            void Write(string value, Signature signature)
            {
                answer ??= db.Consents.Add(Consent.Create(key.FamilyId, kindId, childId == 0 ? null : childId)).Entity;
                answer.Give(value == RecordValue.Yes, signature.By, signature.At);
            }
        }
    }

    private async Task OpenHealthAsync(
        List<SheetKey> keys,
        Dictionary<int, Child> children,
        Dictionary<SheetKey, RecordSheet> sheets,
        CancellationToken cancellationToken
    )
    {
        var mine = keys.Where(key => key.Subject.Id == key.Subject.ChildId && children.GetValueOrDefault(key.Subject.Id)?.FamilyId == key.FamilyId).ToList();
        if (mine.Count == 0)
        {
            return;
        }

        var vaccines = await db.Vaccines.AsNoTracking().ToListAsync(cancellationToken);
        var records = await health.OpenAsync([.. mine.Select(key => key.Subject.Id)], cancellationToken);
        foreach (var key in mine)
        {
            var (child, record) = (children[key.Subject.Id], records[key.Subject.Id]);
            Add(
                sheets,
                key,
                child.FamilyId,
                NameOf(child),
                HealthFields.For(vaccines, child.BirthDate.Year, record.Values),
                record.Read,
                record.Write,
                record.Signed,
                child.LeftAt is not null
            );
        }
    }

    private static List<SheetKey> Of(IReadOnlyCollection<SheetKey> keys, RecordPart part) => [.. keys.Where(key => key.Subject.Part == part).Distinct()];

    private static void Add(
        Dictionary<SheetKey, RecordSheet> sheets,
        SheetKey key,
        int familyId,
        string name,
        IReadOnlyList<RecordField> fields,
        Func<string, string> read,
        Action<string, string, Signature> write,
        Signature? signed = null,
        bool hasLeft = false
    )
    {
        if (familyId == key.FamilyId)
        {
            sheets[key] = new RecordSheet(familyId, key.Subject, name, fields, read, write, signed, hasLeft);
        }
    }
}
