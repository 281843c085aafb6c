using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>« Mes informations »: the persons of the family, what waits, and how the last changes ended.</summary>
public sealed record GetMyRecord : IQuery<MyRecord>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="CentrePhone">Whom to call.</param>
/// <param name="Persons">Guardians, the référent first, then children.</param>
/// <param name="Contacts">Persons to warn or allowed to pick up, whoever named them.</param>
/// <param name="UnansweredConsents">Authorisations that want an answer.</param>
/// <param name="Pending">Changes that wait.</param>
/// <param name="Decided">The last ones that were treated.</param>
/// <param name="Sharing">What becomes of the own coordinates.</param>
/// <param name="ToAnswer">Changes of référent that wait for a yes of whoever asks.</param>
public sealed record MyRecord(
    string CentrePhone,
    IReadOnlyList<RecordPerson> Persons,
    IReadOnlyList<RecordPerson> Contacts,
    int UnansweredConsents,
    IReadOnlyList<ChangeLine> Pending,
    IReadOnlyList<ChangeLine> Decided,
    CoordinatesSharing Sharing,
    IReadOnlyList<Guid> ToAnswer
);

/// <param name="Subject">What Modifier opens.</param>
/// <param name="Role">Référent, Adulte, Enfant; of a contact what it is to the children.</param>
/// <param name="Name">Nom prénom.</param>
/// <param name="BirthDate">Of children.</param>
/// <param name="Waits">True while a change of this person waits, as far as whoever asks may know.</param>
/// <param name="IsOpen">True when whoever asks may read and change more than the name.</param>
/// <param name="IsMe">True for the guardian who asks.</param>
/// <param name="Tasks">Of a contact: what the person may do, in words.</param>
public sealed record RecordPerson(
    RecordSubject Subject,
    string Role,
    string Name,
    DateOnly? BirthDate,
    bool Waits,
    bool IsOpen = true,
    bool IsMe = false,
    string Tasks = ""
);

/// <summary>How the guardian who asks shares the own coordinates.</summary>
/// <param name="Others">The other guardians by name; none: there is nobody to share with.</param>
/// <param name="Shares">True when they see them.</param>
/// <param name="IsConfidential">True when the centre keeps them confidential.</param>
/// <param name="IsTold">False until the guardian has chosen once.</param>
public sealed record CoordinatesSharing(IReadOnlyList<string> Others, bool Shares, bool IsConfidential, bool IsTold);

internal sealed class GetMyRecordHandler(IFamiliesDb db, RecordEdits edits, RecordSight sight, ChangeLines lines, ICurrentUser user)
    : IQueryHandler<GetMyRecord, MyRecord>
{
    private const int DecidedShown = 20;

    public async Task<Outcome<MyRecord>> Handle(GetMyRecord request, CancellationToken cancellationToken)
    {
        var guardians = await db
            .Guardians.AsNoTracking()
            .Where(guardian => guardian.FamilyId == user.FamilyId)
            .OrderByDescending(guardian => guardian.IsReferent)
            .ThenBy(guardian => guardian.Id)
            .ToListAsync(cancellationToken);
        var children = await db
            .Children.AsNoTracking()
            .WherePresent()
            .Where(child => child.FamilyId == user.FamilyId)
            .OrderBy(child => child.BirthDate)
            .ThenBy(child => child.Id)
            .ToListAsync(cancellationToken);
        var eyes = await sight.OfParentAsync(cancellationToken);
        var seen = await sight.OfGuardiansAsync(eyes, guardians, cancellationToken);
        var contacts = (
            await db.Contacts.AsNoTracking().Where(contact => contact.FamilyId == user.FamilyId).OrderBy(contact => contact.Id).ToListAsync(cancellationToken)
        ).FindAll(contact => contact.NamedById is not { } owner || !eyes.Hidden.Contains(owner));
        var phone = await db.Centres.Select(centre => centre.Phone).SingleAsync(cancellationToken);
        var pending = await edits.PendingAsync(user.FamilyId, eyes, cancellationToken);
        var decided = await db
            .ChangeRequests.AsNoTracking()
            .WhereSeenBy(eyes)
            .Where(change => change.FamilyId == user.FamilyId && change.Status != ChangeStatus.Pending)
            .OrderByDescending(change => change.DecidedAt)
            .ThenBy(change => change.Id)
            .Take(DecidedShown)
            .ToListAsync(cancellationToken);
        var shown = await lines.OfAsync([.. pending, .. decided], eyes, cancellationToken);
        var open = children.ConvertAll(child => child.Id).FindAll(id => !eyes.HiddenChildren.Contains(id));
        var me = guardians.Find(guardian => guardian.Id == user.GuardianId);
        var referent = guardians.Find(guardian => guardian.IsReferent)?.Id ?? 0;
        return new MyRecord(
            phone,
            [
                .. guardians.Select(guardian =>
                    Person(
                        RecordSubject.Guardian(guardian.Id),
                        guardian.IsReferent ? "Référent" : "Adulte",
                        guardian.FirstName,
                        guardian.LastName,
                        null,
                        seen[guardian.Id] != GuardianSight.NameOnly
                    ) with
                    {
                        IsMe = guardian.Id == me?.Id,
                    }
                ),
                .. children.Select(child =>
                    Person(RecordSubject.Child(child.Id), "Enfant", child.FirstName, child.LastName, child.BirthDate, open.Contains(child.Id))
                ),
            ],
            [
                .. contacts
                    .OrderBy(contact => NameOrder.KeyOf(contact.LastName, contact.FirstName), StringComparer.Ordinal)
                    .Select(contact =>
                        Person(RecordSubject.Contact(contact.Id), contact.Relation, contact.FirstName, contact.LastName, null, eyes.Owns(contact)) with
                        {
                            Tasks = TasksOf(contact),
                        }
                    ),
            ],
            await UnansweredConsents.OfFamilyAsync(db, user.FamilyId, open, cancellationToken),
            [.. shown.Take(pending.Count)],
            [.. shown.Skip(pending.Count)],
            new CoordinatesSharing(
                [.. guardians.Where(guardian => me is not null && guardian.Id != me.Id).Select(guardian => $"{guardian.FirstName} {guardian.LastName}".Trim())],
                me?.SharesCoordinates == true,
                me?.IsConfidential == true,
                me?.ToldOfPrivacyAt is not null
            ),
            [
                .. pending
                    .Where(change =>
                        me is not null
                        && change is { Field: nameof(Guardian.IsReferent), AgreedById: null }
                        && change.FiledByGuardianId != me.Id
                        && ChangeRequest.WhoseYes(change.FiledByGuardianId ?? 0, referent, change.SubjectId) == me.Id
                    )
                    .Select(change => change.Id),
            ]
        );

        RecordPerson Person(RecordSubject subject, string role, string firstName, string lastName, DateOnly? birthDate, bool isOpen) =>
            new(
                subject,
                role,
                $"{firstName} {lastName}".Trim(),
                birthDate,
                pending.Exists(change => change.Subject == subject || (subject.Part == RecordPart.Child && change.ChildId == subject.ChildId)),
                isOpen
            );
    }

    private static string TasksOf(Contact contact) =>
        (contact.MayBeCalled, contact.MayPickUp) switch
        {
            (true, true) => "à prévenir, habilitée",
            (true, false) => "à prévenir",
            (false, true) => "habilitée",
            _ => "",
        };
}
