using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>
/// What a parent's « Modifier » opens: a guardian, a child, a health record, the contacts, or the authorisations. Subject 0 stands for all contacts or answers.
/// </summary>
public sealed record GetMyForm(RecordPart Part, int SubjectId = 0) : IQuery<RecordForm>
{
    public static Permission Access => Permission.Parent;
}

/// <summary>A page of the record: its groups of fields and the changes that wait for them.</summary>
public sealed record RecordForm(IReadOnlyList<RecordGroup> Groups, IReadOnlyList<ChangeLine> Additions);

/// <param name="Subject">What the fields belong to.</param>
/// <param name="Name">« Mère Test ».</param>
/// <param name="Fields">In their order.</param>
/// <param name="Values">The record's own values by field.</param>
/// <param name="Pending">What waits, by field; a removal under its own name.</param>
/// <param name="SignedBy">Who answered or signed.</param>
/// <param name="SignedAt">When, on the centre's clocks.</param>
/// <param name="IsRequired">True for an authorisation that wants an answer.</param>
public sealed record RecordGroup(
    RecordSubject Subject,
    string Name,
    IReadOnlyList<RecordField> Fields,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyDictionary<string, ChangeLine> Pending,
    string? SignedBy = null,
    DateTime? SignedAt = null,
    bool IsRequired = false
);

internal sealed class GetMyFormHandler(RecordForms forms, RecordSight sight, ICurrentUser user) : IQueryHandler<GetMyForm, RecordForm>
{
    public async Task<Outcome<RecordForm>> Handle(GetMyForm request, CancellationToken cancellationToken) =>
        await forms.OpenAsync(user.FamilyId, request.Part, request.SubjectId, await sight.OfParentAsync(cancellationToken), cancellationToken) is { } form
            ? form
            : Refusal.NotFound;
}

/// <summary>Lays out the forms of parents and staff alike.</summary>
internal sealed class RecordForms(IFamiliesDb db, RecordDesk desk, RecordEdits edits, ChangeLines lines, CentreClock clock)
{
    /// <summary>Null when there is nothing of that family.</summary>
    public async Task<RecordForm?> OpenAsync(int familyId, RecordPart part, int subjectId, RecordEyes? eyes, CancellationToken cancellationToken)
    {
        var form = await OpenAsync(familyId, await SubjectsAsync(familyId, part, subjectId, cancellationToken), eyes, cancellationToken);
        return form.Groups.Count == 0 && part is not (RecordPart.Contact or RecordPart.Consent)
            ? null
            : form with
            {
                Additions = [.. form.Additions.Where(addition => addition.Subject.Part == part)],
            };
    }

    /// <summary>What is not of that family is left out.</summary>
    public async Task<RecordForm> OpenAsync(int familyId, IReadOnlyCollection<RecordSubject> subjects, RecordEyes? eyes, CancellationToken cancellationToken)
    {
        var sheets = await desk.OpenAsync([.. subjects.Select(subject => new SheetKey(familyId, subject))], eyes, cancellationToken);
        var pending = await edits.PendingAsync(familyId, eyes, cancellationToken);
        var required = subjects.Any(subject => subject.Part == RecordPart.Consent)
            ? await db.ConsentKinds.Where(kind => kind.IsRequired).Select(kind => kind.Id).ToListAsync(cancellationToken)
            : [];
        return new RecordForm(
            [
                .. subjects
                    .Select(subject => sheets.GetValueOrDefault(new SheetKey(familyId, subject)))
                    .OfType<RecordSheet>()
                    .Where(sheet => !sheet.HasLeft && !sheet.IsHidden)
                    .Select(sheet => new RecordGroup(
                        sheet.Subject,
                        sheet.Name,
                        sheet.Fields,
                        sheet.Fields.ToDictionary(field => field.Key, field => sheet.Read(field.Key)),
                        pending
                            .Where(change => change.Subject == sheet.Subject)
                            .GroupBy(change => change.Field)
                            .ToDictionary(same => same.Key, same => lines.Line(same.Last(), sheet)),
                        sheet.Signed?.By,
                        sheet.Signed is { } signed ? clock.ToWallClock(signed.At) : null,
                        required.Contains(sheet.Subject.Id)
                    )),
            ],
            [.. pending.Where(change => change.Kind == ChangeKind.Addition).Select(change => lines.Line(change, null))]
        );
    }

    private async Task<IReadOnlyList<RecordSubject>> SubjectsAsync(int familyId, RecordPart part, int subjectId, CancellationToken cancellationToken) =>
        part switch
        {
            RecordPart.Guardian => [RecordSubject.Guardian(subjectId)],
            RecordPart.Child => [RecordSubject.Child(subjectId)],
            RecordPart.Health => [RecordSubject.Health(subjectId)],
            RecordPart.Contact => await ContactsAsync(familyId, subjectId, cancellationToken),
            RecordPart.Consent => await ConsentsAsync(familyId, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(part)),
        };

    private async Task<IReadOnlyList<RecordSubject>> ContactsAsync(int familyId, int subjectId, CancellationToken cancellationToken)
    {
        var contacts = await db
            .Contacts.Where(contact => contact.FamilyId == familyId && (subjectId == 0 || contact.Id == subjectId))
            .OrderBy(contact => contact.Id)
            .Select(contact => new
            {
                contact.Id,
                contact.LastName,
                contact.FirstName,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. contacts
                .OrderBy(contact => NameOrder.KeyOf(contact.LastName, contact.FirstName), StringComparer.Ordinal)
                .Select(contact => RecordSubject.Contact(contact.Id)),
        ];
    }

    private async Task<IReadOnlyList<RecordSubject>> ConsentsAsync(int familyId, CancellationToken cancellationToken)
    {
        var kinds = await db
            .ConsentKinds.AsNoTracking()
            .Where(kind => !kind.IsArchived)
            .OrderBy(kind => kind.Position)
            .ThenBy(kind => kind.Id)
            .ToListAsync(cancellationToken);
        var children = await db
            .Children.WherePresent()
            .Where(child => child.FamilyId == familyId)
            .OrderBy(child => child.BirthDate)
            .ThenBy(child => child.Id)
            .Select(child => child.Id)
            .ToListAsync(cancellationToken);
        return
        [
            .. kinds.Where(kind => !kind.IsPerChild).Select(kind => RecordSubject.Consent(kind.Id, 0)),
            .. children.SelectMany(child => kinds.Where(kind => kind.IsPerChild).Select(kind => RecordSubject.Consent(kind.Id, child))),
        ];
    }
}
