using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff remove one.</summary>
public sealed record RemoveContact(int FamilyId, int ContactId) : ICommand<Done>, IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class RemoveContactHandler(IFamiliesDb db, RecordDesk desk, StaffChanges changes) : ICommandHandler<RemoveContact, Done>
{
    public async Task<Outcome<Done>> Handle(RemoveContact request, CancellationToken cancellationToken)
    {
        var key = new SheetKey(request.FamilyId, RecordSubject.Contact(request.ContactId));
        if (
            !await desk.LockAsync(request.FamilyId, cancellationToken)
            || !(await desk.OpenAsync([key], eyes: null, cancellationToken)).TryGetValue(key, out var sheet)
        )
        {
            return ContactForm.Gone;
        }

        if (await ContactForm.IsAskedForAsync(db, request.FamilyId, request.ContactId, cancellationToken))
        {
            return ContactForm.AskedFor;
        }

        var contact = await db.Contacts.SingleAsync(row => row.Id == request.ContactId, cancellationToken);
        await changes.BeginAsync(request.FamilyId, cancellationToken);
        changes.Record(
            sheet.Subject,
            new(ChangeKind.Removal, "", ChangeValues.OfPerson(ContactForm.ValuesOf(sheet)), ""),
            sheet.Name,
            "Personne à retirer",
            ofGuardian: contact.NamedById
        );
        db.Contacts.Remove(contact);
        await changes.EndAsync(cancellationToken);
        return Done.It;
    }
}
