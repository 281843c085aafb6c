using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A parent proposes to remove one.</summary>
public sealed record ProposeContactRemoval(int ContactId) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ProposeContactRemovalHandler(
    IFamiliesDb db,
    RecordDesk desk,
    RecordSight sight,
    ChangeValues values,
    RecordAuthor author,
    ICurrentUser user,
    CentreClock clock,
    Teller<RecordAct> teller
) : ICommandHandler<ProposeContactRemoval, Done>
{
    public async Task<Outcome<Done>> Handle(ProposeContactRemoval request, CancellationToken cancellationToken)
    {
        var key = new SheetKey(user.FamilyId, RecordSubject.Contact(request.ContactId));
        if (
            !await desk.LockAsync(user.FamilyId, cancellationToken)
            || !(await desk.OpenAsync([key], await sight.OfParentAsync(cancellationToken), cancellationToken)).TryGetValue(key, out var sheet)
            || sheet.IsHidden
        )
        {
            return Refusal.NotFound;
        }

        if (
            await db
                .ChangeRequests.WherePending()
                .Where(change => change.FamilyId == user.FamilyId && change.Part == RecordPart.Contact && change.SubjectId == request.ContactId)
                .OrderByDescending(change => change.Kind)
                .FirstOrDefaultAsync(cancellationToken) is
            { } waiting
        )
        {
            return new Refusal(
                RecordEdits.AlreadyPending,
                $"Une demande {Wording.Of(waiting.FiledByName)} attend déjà pour cette personne. Elle doit d’abord être traitée ou retirée."
            );
        }

        var change = ChangeRequest.File(
            user.FamilyId,
            sheet.Subject,
            ChangeKind.Removal,
            "",
            new(clock.Now, user.UserId, await author.NameAsync(cancellationToken)),
            user.GuardianId
        );
        values.Keep(change, ChangeValues.OfPerson(ContactForm.ValuesOf(sheet)), "");
        db.ChangeRequests.Add(change);
        await teller.TellAsync(new RecordAct([user.FamilyId]), cancellationToken);
        return Done.It;
    }
}
