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
    IPortalDb db, RecordDesk desk, ChangeValues values, RecordAuthor author, ICurrentUser user, CentreClock clock, ITransactions transactions, ChangeFeed feed)
    : ICommandHandler<ProposeContact, Done>
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
        var waiting = await db.ChangeRequests.WherePending().Where(change => change.FamilyId == user.FamilyId && change.FiledBy == user.UserId && change.Kind == ChangeKind.Addition).ToListAsync(cancellationToken);
        if (waiting.Exists(change => values.New(change) == proposed))
        {
            return new Refusal(RecordEdits.AlreadyPending, "Cette personne est déjà proposée : la demande attend la réponse du centre.");
        }

        var change = ChangeRequest.File(user.FamilyId, RecordSubject.Contact(0), ChangeKind.Addition, "", clock.Now, user.UserId, await author.NameAsync(cancellationToken), user.GuardianId);
        values.Keep(change, "", proposed);
        db.ChangeRequests.Add(change);
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(new ChangeNotice([user.FamilyId], [])));
        return Done.It;
    }
}

/// <summary>A parent proposes to remove one.</summary>
public sealed record ProposeContactRemoval(int ContactId) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ProposeContactRemovalHandler(
    IPortalDb db, RecordDesk desk, RecordSight sight, ChangeValues values, RecordAuthor author, ICurrentUser user, CentreClock clock, ITransactions transactions, ChangeFeed feed)
    : ICommandHandler<ProposeContactRemoval, Done>
{
    public async Task<Outcome<Done>> Handle(ProposeContactRemoval request, CancellationToken cancellationToken)
    {
        var key = new SheetKey(user.FamilyId, RecordSubject.Contact(request.ContactId));
        if (!await desk.LockAsync(user.FamilyId, cancellationToken) || !(await desk.OpenAsync([key], await sight.OfParentAsync(cancellationToken), cancellationToken)).TryGetValue(key, out var sheet) || sheet.IsHidden)
        {
            return Refusal.NotFound;
        }

        if (await db.ChangeRequests.WherePending().Where(change => change.FamilyId == user.FamilyId && change.Part == RecordPart.Contact && change.SubjectId == request.ContactId)
            .OrderByDescending(change => change.Kind).FirstOrDefaultAsync(cancellationToken) is { } waiting)
        {
            return new Refusal(RecordEdits.AlreadyPending, $"Une demande {Wording.Of(waiting.FiledByName)} attend déjà pour cette personne. Elle doit d’abord être traitée ou retirée.");
        }

        var change = ChangeRequest.File(user.FamilyId, sheet.Subject, ChangeKind.Removal, "", clock.Now, user.UserId, await author.NameAsync(cancellationToken), user.GuardianId);
        values.Keep(change, ChangeValues.OfPerson(ContactForm.ValuesOf(sheet)), "");
        db.ChangeRequests.Add(change);
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(new ChangeNotice([user.FamilyId], [])));
        return Done.It;
    }
}
