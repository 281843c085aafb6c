using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A parent proposes a person to warn or allowed to pick up.</summary>
public sealed record ProposeContact(IReadOnlyDictionary<string, string> Values) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ProposeContactHandler(
    IFamiliesDb db,
    RecordDesk desk,
    ChangeValues values,
    RecordAuthor author,
    ICurrentUser user,
    CentreClock clock,
    Teller<RecordAct> teller
) : ICommandHandler<ProposeContact, Done>
{
    public async Task<Outcome<Done>> Handle(ProposeContact request, CancellationToken cancellationToken)
    {
        var contact = ContactForm.Check(request.Values, clock.Today);
        if (contact.IsRefused)
        {
            return Outcome<Done>.Refuse(contact.Refusals);
        }

        if (!await desk.LockAsync(user.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        var proposed = ChangeValues.OfPerson(contact.Value);
        if (await ContactForm.HowManyAsync(db, user.FamilyId, cancellationToken, user.GuardianId) >= ContactForm.Most)
        {
            return ContactForm.TooMany;
        }

        // The same person sent twice: values are sealed, so they are compared here. What the other parent proposes is not told.
        var waiting = await db
            .ChangeRequests.WherePending()
            .Where(change => change.FamilyId == user.FamilyId && change.FiledBy == user.UserId && change.Kind == ChangeKind.Addition)
            .ToListAsync(cancellationToken);
        if (waiting.Exists(change => values.New(change) == proposed))
        {
            return new Refusal(RecordEdits.AlreadyPending, "Cette personne est déjà proposée : la demande attend la réponse du centre.");
        }

        var change = ChangeRequest.File(
            user.FamilyId,
            RecordSubject.Contact(0),
            ChangeKind.Addition,
            "",
            new(clock.Now, user.UserId, await author.NameAsync(cancellationToken)),
            user.GuardianId
        );
        values.Keep(change, "", proposed);
        db.ChangeRequests.Add(change);
        await teller.TellAsync(new RecordAct([user.FamilyId]), cancellationToken);
        return Done.It;
    }
}
