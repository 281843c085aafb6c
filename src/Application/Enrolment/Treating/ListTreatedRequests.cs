using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>What staff may have decided.</summary>
public enum TreatedDecision
{
    /// <summary>Inscription acceptée.</summary>
    EnrolmentAccepted,

    /// <summary>Inscription refusée.</summary>
    EnrolmentRefused,

    /// <summary>Annulation acceptée.</summary>
    CancellationAccepted,

    /// <summary>Annulation refusée.</summary>
    CancellationRefused,

    /// <summary>Inscription faite par le centre.</summary>
    BookedByCentre,

    /// <summary>Inscription annulée par le centre.</summary>
    CancelledByCentre,
}

/// <summary>Decisions of the centre, the latest first: who, when, why.</summary>
public sealed record ListTreatedRequests(
    int? ActivityId = null,
    TreatedDecision? Decision = null,
    DateOnly? From = null,
    DateOnly? To = null,
    string? Search = null,
    int PageNumber = 1
) : IQuery<TreatedRequests>
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="Lines">The latest, as far as <see cref="Most"/>.</param>
/// <param name="Activities">To choose from.</param>
/// <param name="HasMore">True when there are older ones, which a filter finds.</param>
public sealed record TreatedRequests(Page<TreatedRequest> Lines, IReadOnlyList<ActivityName> Activities, bool HasMore)
{
    /// <summary>Decisions that the list leafs through: who looks further back narrows it, and counting a decade of them took most of the page's time.</summary>
    public const int Most = 1_000;
}

/// <param name="Id">The request or booking.</param>
/// <param name="FamilyId">For the link to the family.</param>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="ChildName">Prénom and nom.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Date">The session's day.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="IsInvoiced">True for a booking cancelled too late that stays on the invoice.</param>
/// <param name="DecidedAt">On the centre's clocks.</param>
/// <param name="DecidedBy">Who decided, by the name of that day; null when the audit does not know.</param>
/// <param name="Reason">Why; null for the own family, of which a parent reads what concerns the own requests.</param>
/// <param name="CanUndo">True while <see cref="UndoDecisions"/> may take it back; whether a place is left is known then.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record TreatedRequest(
    long Id,
    int FamilyId,
    string FamilyName,
    string ChildName,
    string ActivityName,
    DateOnly Date,
    TreatedDecision Decision,
    bool IsInvoiced,
    DateTime DecidedAt,
    string? DecidedBy,
    string? Reason,
    bool CanUndo,
    string? Confidential = null
);

internal sealed class ListTreatedRequestsValidator : AbstractValidator<ListTreatedRequests>
{
    public ListTreatedRequestsValidator()
    {
        RuleFor(list => list.To)
            .Must((list, to) => to is null || list.From is null || to >= list.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
        RuleFor(list => list.Search).SearchShortEnough();
    }
}

internal sealed class ListTreatedRequestsHandler(IEnrolmentDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<ListTreatedRequests, TreatedRequests>
{
    public async Task<Outcome<TreatedRequests>> Handle(ListTreatedRequests request, CancellationToken cancellationToken)
    {
        var rows = RequestLines.Treated(db, request);
        var activities = await db
            .Activities.OrderBy(activity => activity.SortKey)
            .Select(activity => new ActivityName(activity.Id, activity.Name))
            .ToListAsync(cancellationToken);
        var latest = rows.OrderByDescending(row => row.DecidedAt).ThenBy(row => row.Id);
        var total = await latest.Take(TreatedRequests.Most + 1).CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, Math.Min(total, TreatedRequests.Most));
        // Who they are is looked up for the lines of the page alone.
        var page = await (
            from row in latest.Cut(cut)
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            join child in db.Children on row.ChildId equals child.Id
            join family in db.Families on row.FamilyId equals family.Id
            orderby row.DecidedAt descending, row.Id
            select new
            {
                row,
                session.Date,
                activity.Name,
                activity.StartsAt,
                child.FirstName,
                child.LastName,
                FamilyName = family.Name,
                By = db
                    .AuditEntries.Where(entry => entry.UserId == row.DecidedBy)
                    .OrderByDescending(entry => entry.Id)
                    .Select(entry => entry.UserName)
                    .FirstOrDefault(),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, page.ConvertAll(line => line.row.FamilyId), cancellationToken);
        return new TreatedRequests(
            cut.Of<TreatedRequest>([
                .. page.Select(line => new TreatedRequest(
                    line.row.Id,
                    line.row.FamilyId,
                    line.FamilyName,
                    $"{line.FirstName} {line.LastName}".Trim(),
                    line.Name,
                    line.Date,
                    DecisionOf(line.row),
                    line.row.IsInvoicedDespiteCancellation,
                    clock.ToWallClock(line.row.DecidedAt!.Value),
                    line.By,
                    user.IsOwn(line.row.FamilyId) ? null : line.row.Reason,
                    line.row is { Status: RequestStatus.Accepted or RequestStatus.Refused, IsByCentre: false }
                        && clock.Now - line.row.DecidedAt <= EnrolmentRequest.TakenBackWithin
                        && clock.Now < clock.Zone.ToInstant(line.Date, line.StartsAt),
                    notices.Line(line.row.FamilyId, line.row.ChildId)
                )),
            ]),
            activities,
            total > TreatedRequests.Most
        );
    }

    private static TreatedDecision DecisionOf(EnrolmentRequest row) =>
        (row.Kind, row.Status) switch
        {
            (RequestKind.Enrolment, RequestStatus.Accepted) => row.IsByCentre ? TreatedDecision.BookedByCentre : TreatedDecision.EnrolmentAccepted,
            (RequestKind.Enrolment, RequestStatus.Refused) => TreatedDecision.EnrolmentRefused,
            (RequestKind.Enrolment, RequestStatus.Cancelled) => TreatedDecision.CancelledByCentre,
            (RequestKind.Cancellation, RequestStatus.Accepted) => TreatedDecision.CancellationAccepted,
            (RequestKind.Cancellation, RequestStatus.Refused) => TreatedDecision.CancellationRefused,
            _ => throw new ArgumentOutOfRangeException(nameof(row)),
        };
}
