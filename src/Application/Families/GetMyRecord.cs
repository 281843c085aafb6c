using ClsPortal.Application.Common;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>« Mes informations »: the persons of the family, what waits, and how the last changes ended.</summary>
public sealed record GetMyRecord : IQuery<MyRecord>
{
    public static Access Access => Access.Parent;
}

public sealed record MyRecord(
    string CentrePhone, IReadOnlyList<RecordPerson> Persons, IReadOnlyList<RecordPerson> Contacts, int UnansweredConsents, IReadOnlyList<ChangeLine> Pending, IReadOnlyList<ChangeLine> Decided);

/// <param name="Subject">What Modifier opens.</param>
/// <param name="Role">Référent, Adulte, Enfant.</param>
/// <param name="Name">Nom prénom.</param>
/// <param name="BirthDate">Of children.</param>
/// <param name="Waits">True while a change of this person waits.</param>
public sealed record RecordPerson(RecordSubject Subject, string Role, string Name, DateOnly? BirthDate, bool Waits);

internal sealed class GetMyRecordHandler(IPortalDb db, RecordEdits edits, ChangeLines lines, ICurrentUser user) : IQueryHandler<GetMyRecord, MyRecord>
{
    private const int DecidedShown = 20;

    public async Task<Outcome<MyRecord>> Handle(GetMyRecord request, CancellationToken cancellationToken)
    {
        var guardians = await db.Guardians.AsNoTracking().Where(guardian => guardian.FamilyId == user.FamilyId).OrderByDescending(guardian => guardian.IsReferent).ThenBy(guardian => guardian.Id)
            .ToListAsync(cancellationToken);
        var children = await db.Children.AsNoTracking().WherePresent().Where(child => child.FamilyId == user.FamilyId).OrderBy(child => child.BirthDate).ThenBy(child => child.Id).ToListAsync(cancellationToken);
        var contacts = await db.Contacts.AsNoTracking().Where(contact => contact.FamilyId == user.FamilyId).OrderBy(contact => contact.Id).ToListAsync(cancellationToken);
        var phone = await db.Centres.Select(centre => centre.Phone).SingleAsync(cancellationToken);
        var pending = await edits.PendingAsync(user.FamilyId, cancellationToken);
        var decided = await db.ChangeRequests.AsNoTracking().Where(change => change.FamilyId == user.FamilyId && change.Status != ChangeStatus.Pending)
            .OrderByDescending(change => change.DecidedAt).ThenBy(change => change.Id).Take(DecidedShown).ToListAsync(cancellationToken);
        var shown = await lines.OfAsync([.. pending, .. decided], cancellationToken);
        return new MyRecord(
            phone,
            [
                .. guardians.Select(guardian =>
                    Person(RecordSubject.Guardian(guardian.Id), guardian.IsReferent ? "Référent" : "Adulte", guardian.FirstName, guardian.LastName, null)),
                .. children.Select(child =>
                    Person(RecordSubject.Child(child.Id), "Enfant", child.FirstName, child.LastName, child.BirthDate)),
            ],
            [.. contacts.OrderBy(contact => NameOrder.KeyOf(contact.LastName, contact.FirstName), StringComparer.Ordinal).Select(contact =>
                Person(RecordSubject.Contact(contact.Id), contact.Relation, contact.FirstName, contact.LastName, null))],
            await UnansweredConsents.OfFamilyAsync(db, user.FamilyId, children.Count, cancellationToken), [.. shown.Take(pending.Count)], [.. shown.Skip(pending.Count)]);

        RecordPerson Person(RecordSubject subject, string role, string firstName, string lastName, DateOnly? birthDate) => new(
            subject, role, $"{firstName} {lastName}".Trim(), birthDate,
            pending.Exists(change => change.Subject == subject || (subject.Part == RecordPart.Child && change.ChildId == subject.ChildId)));
    }
}
