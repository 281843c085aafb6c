using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A parent asks to add a child: a change that staff accept or refuse; until then the child is nowhere.</summary>
public sealed record ProposeChild(IReadOnlyDictionary<string, string> Values) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ProposeChildHandler(
    IFamiliesDb db,
    RecordDesk desk,
    RecordSight sight,
    ChangeValues values,
    RecordAuthor author,
    ICurrentUser user,
    CentreClock clock,
    Teller<RecordAct> teller
) : ICommandHandler<ProposeChild, Done>
{
    public async Task<Outcome<Done>> Handle(ProposeChild request, CancellationToken cancellationToken)
    {
        var child = TypedPerson.Check(RecordSubject.Child(0), request.Values, clock.Today);
        if (child.IsRefused)
        {
            return Outcome<Done>.Refuse(child.Refusals);
        }

        if (!await desk.LockAsync(user.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        if (await HindersAsync(PersonKey.OfChild(child.Value), cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var change = ChangeRequest.File(
            user.FamilyId,
            RecordSubject.Child(0),
            ChangeKind.Addition,
            "",
            new(clock.Now, user.UserId, await author.NameAsync(cancellationToken)),
            user.GuardianId
        );
        values.Keep(change, "", ChangeValues.OfPerson(child.Value));
        db.ChangeRequests.Add(change);
        await teller.TellAsync(new RecordAct([user.FamilyId]), cancellationToken);
        return Done.It;
    }

    private async Task<Refusal?> HindersAsync(PersonKey asked, CancellationToken cancellationToken)
    {
        var known = await db
            .Children.Where(row => row.FamilyId == user.FamilyId)
            .Select(row => new
            {
                row.FirstName,
                row.LastName,
                row.BirthDate,
                row.LeftAt,
            })
            .ToListAsync(cancellationToken);
        if (known.Find(row => PersonKey.Of(row.FirstName, row.LastName, row.BirthDate) == asked) is { } same)
        {
            return new Refusal(
                FamilyMembers.AlreadyInFamily,
                same.LeftAt is null
                    ? "Cet enfant est déjà dans votre dossier."
                    : "Cet enfant a déjà été dans votre dossier : contactez le Centre de Loisirs, qui peut le reprendre."
            );
        }

        var waiting = await db
            .ChangeRequests.WherePending()
            .WhereSeenBy(await sight.OfParentAsync(cancellationToken))
            .Where(change => change.FamilyId == user.FamilyId && change.Part == RecordPart.Child && change.Kind == ChangeKind.Addition)
            .ToListAsync(cancellationToken);
        // The same child sent twice, by a second click or by the other parent.
        return waiting.Exists(change => PersonKey.OfChild(ChangeValues.PersonOf(values.New(change))) == asked)
                ? new Refusal(RecordEdits.AlreadyPending, "Cet enfant est déjà proposé : la demande attend la réponse du centre.")
            : known.Count + waiting.Count >= FamilyMembers.MostChildren
                ? new Refusal("TooMany", $"{FamilyMembers.MostChildren} enfants au plus : contactez le Centre de Loisirs.")
            : null;
    }
}
