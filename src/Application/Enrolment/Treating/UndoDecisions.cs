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
    public static readonly TimeSpan Within = TimeSpan.FromHours(24);

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
    IPortalDb db,
    EnrolmentDesk desk,
    UndoDecision undo,
    FamilyMails mails,
    ICurrentUser user,
    CentreClock clock,
    ITransactions transactions,
    ChangeFeed feed
) : ICommandHandler<UndoDecisions, UndoneDecisions>
{
    public async Task<Outcome<UndoneDecisions>> Handle(UndoDecisions request, CancellationToken cancellationToken)
    {
        var children = await db
            .EnrolmentRequests.Where(row => request.RequestIds.Contains(row.Id))
            .Select(row => row.ChildId)
            .Distinct()
            .Order()
            .ToListAsync(cancellationToken);
        foreach (var childId in children)
        {
            await desk.LockChildAsync(childId, Asker.Staff, cancellationToken);
        }

        // Read behind the locks, in the order in which places are taken.
        var decided = await (
            from row in db.EnrolmentRequests
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where request.RequestIds.Contains(row.Id)
            orderby session.Id, row.Id
            select new DecidedRow(row, child.FirstName, child.LeftAt != null, session.ActivityId, session.Date, activity.Name, activity.StartsAt)
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var undone = new List<DecidedRow>();
        var kept = new List<KeptDecision>();
        foreach (var line in decided)
        {
            if (await undo.TryAsync(line, cancellationToken) is { } refusal)
            {
                kept.Add(new KeptDecision(line.ChildName, line.ActivityName, line.Date, refusal.Code, refusal.Sentence));
            }
            else
            {
                undone.Add(line);
            }
        }

        var told = await TellAsync(undone, cancellationToken);
        db.AuditEntries.AddRange(
            undone.Select(line =>
                AuditEntry.Record(
                    clock.Now,
                    user.UserId,
                    user.DisplayName,
                    "decision.undone",
                    $"EnrolmentRequest:{line.Row.Id}",
                    line.Row.FamilyId,
                    $"{line.Row.Kind} {line.Row.Status}"
                )
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() =>
            feed.Publish(new ChangeNotice([.. undone.Select(line => line.Row.FamilyId).Distinct()], [.. undone.Select(line => line.Row.SessionId).Distinct()]))
        );
        return new UndoneDecisions(undone.ConvertAll(line => line.Row.Id), told, kept);
    }

    /// <summary>One mail per family, and none where its own could be taken back.</summary>
    private async Task<int> TellAsync(List<DecidedRow> undone, CancellationToken cancellationToken)
    {
        var lines = new List<(int FamilyId, TreatedLine Line)>();
        foreach (var treated in undone.GroupBy(line => (line.Row.TreatmentId!.Value, line.Row.FamilyId)))
        {
            if (!await mails.TryTakeBackAsync(treated.Key.Value, treated.Key.FamilyId, treated.Select(line => line.Row.Id).ToHashSet(), cancellationToken))
            {
                lines.AddRange(
                    treated.Select(line =>
                        (
                            line.Row.FamilyId,
                            new TreatedLine(
                                line.Row.ChildId,
                                line.ChildName,
                                line.ActivityName,
                                line.Date,
                                line.Row.Kind == RequestKind.Enrolment ? TreatedOutcome.EnrolmentWaitsAgain : TreatedOutcome.CancellationWaitsAgain,
                                null,
                                line.Row.Id
                            )
                        )
                    )
                );
            }
        }

        var byFamily = lines.ToLookup(line => line.FamilyId, line => line.Line);
        await mails.TellAsync(Guid.CreateVersion7(), byFamily, cancellationToken);
        return byFamily.Count;
    }
}

internal sealed record DecidedRow(EnrolmentRequest Row, string ChildName, bool HasLeft, int ActivityId, DateOnly Date, string ActivityName, TimeOnly StartsAt);

/// <summary>Takes one decision back, or says why it stands. The child's row is locked, so that nothing about the child changes meanwhile.</summary>
internal sealed class UndoDecision(IPortalDb db, EnrolmentDesk desk, ICurrentUser user, CentreClock clock)
{
    private static readonly Refusal NoLongerStands = new(
        nameof(RefusalReason.NoLongerStands),
        "Cette décision n’a plus cours : elle a été changée entre-temps."
    );

    private static readonly Refusal OfTheCentre = new("NotARequest", "Le Centre a agi de lui-même : annulez ou inscrivez depuis la fiche de la famille.");

    private static readonly Refusal TooLate = new(
        "TooLate",
        $"La décision a plus de {UndoDecisions.Within.TotalHours:0} heures, ou la séance a commencé : annulez ou inscrivez depuis la fiche de la famille."
    );

    private static readonly Refusal FamilyAskedSince = new(
        nameof(RefusalReason.CancellationAlreadyAsked),
        "La famille a demandé l’annulation depuis : traitez cette demande."
    );

    /// <returns>Null when the request waits again.</returns>
    public async Task<Refusal?> TryAsync(DecidedRow line, CancellationToken cancellationToken)
    {
        var row = line.Row;
        if (user.IsOwn(row.FamilyId))
        {
            db.AuditEntries.Add(user.Attempt(clock.Now, nameof(UndoDecisions), row.FamilyId));
            return OwnFamily.Refusal;
        }

        if (row is not { Status: RequestStatus.Accepted or RequestStatus.Refused, TreatmentId: not null, DecidedAt: { } decidedAt })
        {
            return NoLongerStands;
        }

        if (line.HasLeft)
        {
            return new Refusal("ChildLeft", $"{line.ChildName} n’est plus accueilli au centre : reprenez d’abord l’enfant dans la famille.");
        }

        if (row.IsByCentre)
        {
            return OfTheCentre;
        }

        if (clock.Now - decidedAt > UndoDecisions.Within || clock.Now >= clock.Zone.ToInstant(line.Date, line.StartsAt))
        {
            return TooLate;
        }

        var refusal = (row.Kind, row.Status) switch
        {
            (RequestKind.Enrolment, RequestStatus.Accepted) => await IsCancellationWaitingAsync(row, cancellationToken) ? FamilyAskedSince : null,
            (RequestKind.Enrolment, _) => await TakePlaceAsync(line, cancellationToken),
            (RequestKind.Cancellation, RequestStatus.Accepted) => await RestoreBookingAsync(line, cancellationToken),
            _ => await IsCancellationWaitingAsync(row, cancellationToken) ? FamilyAskedSince
            : await IsBookedAsync(row, cancellationToken) ? null
            : NoLongerStands,
        };
        return refusal ?? await WaitAgainAsync(row, cancellationToken);
    }

    private async Task<Refusal?> TakePlaceAsync(DecidedRow line, CancellationToken cancellationToken)
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

    /// <summary>The booking that the accepted cancellation ended stands again.</summary>
    private async Task<Refusal?> RestoreBookingAsync(DecidedRow line, CancellationToken cancellationToken)
    {
        var ended = db.EnrolmentRequests.Where(row =>
            row.TreatmentId == line.Row.TreatmentId && row.ChildId == line.Row.ChildId && row.Kind == RequestKind.Enrolment
        );
        var hasMoved = await ended.AnyAsync(row => row.Status == RequestStatus.Accepted, cancellationToken);
        var booking = await ended
            .Where(row => row.Status == RequestStatus.Cancelled && row.SessionId == line.Row.SessionId)
            .Select(row => (long?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (hasMoved || booking is null)
        {
            return hasMoved ? OfTheCentre : NoLongerStands;
        }

        if (await TakePlaceAsync(line, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await db
            .EnrolmentRequests.Where(row => row.Id == booking)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Status, RequestStatus.Accepted)
                        .SetProperty(row => row.IsInvoicedDespiteCancellation, false)
                        .SetProperty(row => row.TreatmentId, (Guid?)null)
                        .SetProperty(row => row.Reason, (string?)null)
                        .SetProperty(row => row.DecidedAt, clock.Now)
                        .SetProperty(row => row.DecidedBy, user.UserId),
                cancellationToken
            );
        return null;
    }

    private async Task<Refusal?> WaitAgainAsync(EnrolmentRequest decided, CancellationToken cancellationToken)
    {
        var waiting = await db
            .EnrolmentRequests.Where(row => row.Id == decided.Id && row.TreatmentId == decided.TreatmentId && row.Status == decided.Status)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Status, RequestStatus.Pending)
                        .SetProperty(row => row.TreatmentId, (Guid?)null)
                        .SetProperty(row => row.Reason, (string?)null)
                        .SetProperty(row => row.DecidedAt, (DateTime?)null)
                        .SetProperty(row => row.DecidedBy, (Guid?)null),
                cancellationToken
            );
        // Only a booking can change without the child's lock: a colleague accepts its cancellation at this moment.
        return waiting == 1 ? null
            : decided is { Kind: RequestKind.Enrolment, Status: RequestStatus.Accepted } ? NoLongerStands
            : throw new InvalidOperationException($"Decision on request {decided.Id} changed behind the child's lock");
    }

    private Task<bool> IsCancellationWaitingAsync(EnrolmentRequest row, CancellationToken cancellationToken) =>
        db
            .EnrolmentRequests.WhereWaiting()
            .AnyAsync(other => other.Kind == RequestKind.Cancellation && other.ChildId == row.ChildId && other.SessionId == row.SessionId, cancellationToken);

    private Task<bool> IsBookedAsync(EnrolmentRequest row, CancellationToken cancellationToken) =>
        db.EnrolmentRequests.WhereBooked().AnyAsync(other => other.ChildId == row.ChildId && other.SessionId == row.SessionId, cancellationToken);
}
