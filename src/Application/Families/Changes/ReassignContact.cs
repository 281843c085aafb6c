using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff say which guardian named a person to warn or allowed to pick up, where nobody is known to have, or somebody else.</summary>
/// <param name="FamilyId">The family.</param>
/// <param name="ContactId">The person.</param>
/// <param name="GuardianId">Who named it: sees the telephones from now on, and alone among the guardians.</param>
/// <param name="SeenGuardianId">Whose it was on the screen, null for nobody’s: a colleague’s word is not overwritten.</param>
/// <param name="Reason">On whose word; kept in the journal.</param>
/// <param name="IsVerified">
/// Of nobody’s, where somebody’s coordinates are confidential: staff made sure that it does not come from that person; the journal says so.
/// </param>
public sealed record ReassignContact(int FamilyId, int ContactId, int GuardianId, int? SeenGuardianId, string Reason, bool IsVerified = false)
    : ICommand<Done>,
        IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class ReassignContactValidator : AbstractValidator<ReassignContact>
{
    public ReassignContactValidator() =>
        RuleFor(reassign => reassign.Reason)
            .NotEmpty()
            .WithMessage("Indiquez le motif : il reste au journal.")
            .MaximumLength(ChangeRequest.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {ChangeRequest.ReasonMaxLength} caractères au plus.");
}

internal sealed class ReassignContactHandler(IFamiliesDb db, RecordDesk desk, StaffChanges changes) : ICommandHandler<ReassignContact, Done>
{
    public async Task<Outcome<Done>> Handle(ReassignContact request, CancellationToken cancellationToken)
    {
        if (!await desk.LockAsync(request.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        if (
            await db.Contacts.SingleOrDefaultAsync(row => row.Id == request.ContactId && row.FamilyId == request.FamilyId, cancellationToken) is not { } contact
        )
        {
            return ContactForm.Gone;
        }

        if (
            await db.Guardians.SingleOrDefaultAsync(row => row.Id == request.GuardianId && row.FamilyId == request.FamilyId, cancellationToken)
            is not { } guardian
        )
        {
            return Refusal.NotFound;
        }

        if (contact.NamedById != request.SeenGuardianId)
        {
            return new Refusal(RecordEdits.ChangedMeanwhile, "Un collègue a dit entre-temps qui a nommé cette personne : relisez le dossier.");
        }

        var (who, owner) = ($"{contact.FirstName} {contact.LastName}".Trim(), $"{guardian.FirstName} {guardian.LastName}".Trim());
        if (contact.NamedById == guardian.Id)
        {
            return new Refusal(RecordEdits.NothingChanged, $"{who} est déjà la personne de {owner}.");
        }

        // What the one asked for would be decided as the other’s.
        if (await ContactForm.IsAskedForAsync(db, request.FamilyId, contact.Id, cancellationToken))
        {
            return ContactForm.AskedFor;
        }

        var hidden = await ContactForm.HiddenFromAsync(db, request.FamilyId, guardian.Id, cancellationToken);
        if (hidden.FirstOrDefault(person => person.Id == contact.NamedById) is { } protectedOwner)
        {
            return new Refusal(
                ContactForm.Hidden,
                $"{protectedOwner.Name} a nommé cette personne, et ses coordonnées sont confidentielles : un autre responsable n’en voit pas les téléphones."
            );
        }

        var mustVerify = contact.NamedById is null && hidden.Count > 0;
        if (mustVerify && !request.IsVerified)
        {
            return new Refusal(
                ContactForm.Hidden,
                $"Cette personne vient peut-être {Wording.Of(hidden[0].Name)}, dont les coordonnées sont confidentielles : vérifiez, et cochez la case.",
                nameof(ReassignContact.IsVerified)
            );
        }

        await changes.BeginAsync(request.FamilyId, cancellationToken);
        changes.HandOver(
            contact,
            guardian.Id,
            who,
            mustVerify ? $"{owner} (vérifié : ne vient pas {Wording.Of(hidden[0].Name)})" : owner,
            request.Reason.Trim()
        );
        await changes.EndAsync(cancellationToken);
        return Done.It;
    }
}
