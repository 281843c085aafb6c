using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff add a person to warn or allowed to pick up.</summary>
/// <param name="FamilyId">The family.</param>
/// <param name="Values">What was typed.</param>
/// <param name="NamedById">
/// The guardian who named the person, and will see the telephones; null for the référent, but where somebody’s coordinates are confidential.
/// </param>
public sealed record AddContact(int FamilyId, IReadOnlyDictionary<string, string> Values, int? NamedById = null) : ICommand<Done>, IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class AddContactHandler(IFamiliesDb db, RecordDesk desk, StaffChanges changes, CentreClock clock) : ICommandHandler<AddContact, Done>
{
    public async Task<Outcome<Done>> Handle(AddContact request, CancellationToken cancellationToken)
    {
        if (!await desk.LockAsync(request.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        var contact = ContactForm.Check(request.Values, clock.Today);
        if (contact.IsRefused)
        {
            return Outcome<Done>.Refuse(contact.Refusals);
        }

        if (
            await db
                .Guardians.Where(guardian =>
                    guardian.FamilyId == request.FamilyId && (request.NamedById == null ? guardian.IsReferent : guardian.Id == request.NamedById)
                )
                .Select(guardian => (int?)guardian.Id)
                .SingleOrDefaultAsync(cancellationToken)
            is not { } namedById
        )
        {
            return Refusal.NotFound;
        }

        // Where somebody is hidden, whom staff speak with is not to be guessed: the référent would read what the hidden person named.
        if (request.NamedById is null && (await ContactForm.HiddenFromAsync(db, request.FamilyId, namedById, cancellationToken)).Count > 0)
        {
            return new Refusal(
                ContactForm.Hidden,
                "Indiquez qui a nommé cette personne : des coordonnées de cette famille sont confidentielles.",
                nameof(AddContact.NamedById)
            );
        }

        if (await ContactForm.HowManyAsync(db, request.FamilyId, cancellationToken) >= ContactForm.Most)
        {
            return ContactForm.TooMany;
        }

        await changes.BeginAsync(request.FamilyId, cancellationToken);
        var name = $"{contact.Value[nameof(Contact.FirstName)]} {contact.Value[nameof(Contact.LastName)]}".Trim();
        changes.Record(
            RecordSubject.Contact(0),
            new(ChangeKind.Addition, "", "", ChangeValues.OfPerson(contact.Value)),
            name,
            "Personne à ajouter",
            ofGuardian: namedById
        );
        db.Contacts.Add(Contact.Create(request.FamilyId, namedById, contact.Value));
        await changes.EndAsync(cancellationToken);
        return Done.It;
    }
}
