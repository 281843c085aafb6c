using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>
/// Staff take decisions back within a day: the requests wait again, holding the places that their kind holds. A mail that has not
/// left is taken back with them; where it may have left, the family is told.
/// </summary>
public sealed record UndoDecisions(IReadOnlyList<long> RequestIds) : ICommand<UndoneDecisions>, ILeavesOwnFamilyOut
{
    public const int Most = 100;

    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="RequestIds">Those that wait again.</param>
/// <param name="FamiliesTold">How many families get a mail, for the decision's own may have left.</param>
/// <param name="Kept">Decisions that stand, and why.</param>
public sealed record UndoneDecisions(IReadOnlyList<long> RequestIds, int FamiliesTold, IReadOnlyList<KeptDecision> Kept);

public sealed record KeptDecision(string ChildName, string ActivityName, DateOnly Date, string Code, string Sentence);

internal sealed class UndoDecisionsValidator : AbstractValidator<UndoDecisions>
{
    public UndoDecisionsValidator() =>
        RuleFor(undo => undo.RequestIds)
            .NotEmpty()
            .WithMessage("Sélectionnez au moins une décision.")
            .Must(ids => ids.Count <= UndoDecisions.Most)
            .WithMessage($"Revenez sur {UndoDecisions.Most} décisions au plus à la fois.");
}

internal sealed class UndoDecisionsHandler(
    IEnrolmentDb db,
    EnrolmentDesk desk,
    RequestDesk requests,
    UndoDecision undo,
    RequestLifecycle lifecycle,
    ICurrentUser user,
    CentreClock clock
) : ICommandHandler<UndoDecisions, UndoneDecisions>
{
    public async Task<Outcome<UndoneDecisions>> Handle(UndoDecisions request, CancellationToken cancellationToken)
    {
        var asked = db.EnrolmentRequests.Where(row => request.RequestIds.Contains(row.Id));
        foreach (var childId in await asked.Select(row => row.ChildId).Distinct().Order().ToListAsync(cancellationToken))
        {
            await desk.LockChildAsync(childId, Asker.Staff, cancellationToken);
        }

        var hand = await requests.TakeAsync(asked, cancellationToken, withTheirAct: true);
        List<long> undone = [];
        List<KeptDecision> kept = [];
        foreach (var line in hand.Among(request.RequestIds))
        {
            if (await undo.TryAsync(line, hand, cancellationToken) is { } refusal)
            {
                kept.Add(new KeptDecision(line.ChildName, line.ActivityName, line.Date, refusal.Code, refusal.Sentence));
            }
            else
            {
                undone.Add(line.Row.Id);
                // The next one is decided as if this one had always waited.
                await lifecycle.WriteAsync(hand.All, cancellationToken);
            }
        }

        var act = new RequestAct(Treatment.Begin(clock.Now, user.UserId));
        await lifecycle.SettleAsync(act, hand.All, cancellationToken);
        return new UndoneDecisions(undone, act.FamiliesTold, kept);
    }
}

/// <summary>Takes one decision back, or says why it stands. The child's row is locked, so that nothing about the child changes meanwhile.</summary>
internal sealed class UndoDecision(IEnrolmentDb db, EnrolmentDesk desk, ICurrentUser user, CentreClock clock)
{
    /// <returns>Null when the request waits again; its row is not yet written.</returns>
    public async Task<Refusal?> TryAsync(RequestInHand line, RequestsInHand hand, CancellationToken cancellationToken)
    {
        var row = line.Row;
        if (user.IsOwn(row.FamilyId))
        {
            db.AuditEntries.Add(user.Attempt(clock.Now, nameof(UndoDecisions), row.FamilyId));
            return OwnFamily.Refusal;
        }

        var (startsAt, others) = (clock.Zone.ToInstant(line.Date, line.StartsAt), hand.OthersOf(row));
        if (row.CanTakeBack(clock.Now, startsAt, others) is { IsAllowed: false } stands)
        {
            return Say(stands);
        }

        if (line.HasChildLeft)
        {
            return new Refusal("ChildLeft", $"{line.ChildName} n’est plus accueilli au centre : reprenez d’abord l’enfant dans la famille.");
        }

        if (row.NeedsAPlaceToWaitAgain && await TakePlaceAsync(line, cancellationToken) is { } noPlace)
        {
            return noPlace;
        }

        var taken = row.TakeBack(clock.Now, user.UserId, startsAt, others);
        return taken.IsAllowed ? null : throw new InvalidOperationException($"Decision on request {row.Id} could be taken back, then not: {taken.Reason}.");
    }

    private static Refusal Say(Decision stands) =>
        stands.Reason switch
        {
            RefusalReason.NotARequest => new(nameof(RefusalReason.NotARequest), RefusalSentences.ByTheCentre),
            RefusalReason.TooLate => new(nameof(RefusalReason.TooLate), RefusalSentences.TooLateToTakeBack),
            RefusalReason.CancellationAlreadyAsked => new(
                nameof(RefusalReason.CancellationAlreadyAsked),
                "La famille a demandé l’annulation depuis : traitez cette demande."
            ),
            _ => new(nameof(RefusalReason.NoLongerStands), "Cette décision n’a plus cours : elle a été changée entre-temps."),
        };

    private async Task<Refusal?> TakePlaceAsync(RequestInHand line, CancellationToken cancellationToken)
    {
        if (await desk.OpenAsync(line.Row.ChildId, line.ActivityId, line.Date, line.Date, Asker.Staff, cancellationToken) is not { } @case)
        {
            return Refusal.NotFound;
        }

        var decision = @case.Decide(line.Date);
        if (decision.IsAllowed && (await db.TakePlacesAsync([line.Row.SessionId], cancellationToken)).Count == 0)
        {
            decision = Decision.Refuse(RefusalReason.Full);
        }

        return decision.Reason switch
        {
            null => null,
            RefusalReason.Full => new Refusal(nameof(RefusalReason.Full), "La séance est complète depuis : augmentez d’abord sa capacité."),
            _ => @case.Sentences.For(decision),
        };
    }
}
