using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>« Historique des inscriptions »: the family's requests that no longer wait, latest day first.</summary>
public sealed record ListEnrolmentHistory(int? ChildId = null, int? ActivityId = null, DateOnly? From = null, DateOnly? To = null, int PageNumber = 1)
    : IQuery<EnrolmentHistory>,
        IHistoryFilter
{
    public static Permission Access => Permission.Parent;
}

/// <summary>A page of the history, and what its filters may offer.</summary>
public sealed record EnrolmentHistory(Page<HistoryLine> Lines, IReadOnlyList<ChildChoice> Children, IReadOnlyList<ActivityName> Activities);

/// <param name="Id">The request.</param>
/// <param name="ChildName">Prénom.</param>
/// <param name="Date">The session's day.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Kind">Enrolment or cancellation.</param>
/// <param name="Status">The outcome.</param>
/// <param name="DecidedAt">On the centre's clocks.</param>
/// <param name="Reason">As the centre gave it.</param>
/// <param name="IsInvoiced">True for a booking cancelled too late that stays on the invoice.</param>
/// <param name="CancellationWaits">True when a cancellation of this booking waits.</param>
/// <param name="CanAskCancellation">True for a booking that stands, before its cutoff.</param>
/// <param name="KeptBecause">Why a booking to come cannot be cancelled here; null when it can, or when there is nothing to cancel.</param>
public sealed record HistoryLine(
    long Id,
    string ChildName,
    DateOnly Date,
    string ActivityName,
    RequestKind Kind,
    RequestStatus Status,
    DateTime? DecidedAt,
    string? Reason,
    bool IsInvoiced,
    bool CancellationWaits,
    bool CanAskCancellation,
    string? KeptBecause
);

internal sealed class ListEnrolmentHistoryValidator : AbstractValidator<ListEnrolmentHistory>
{
    public ListEnrolmentHistoryValidator() =>
        RuleFor(list => list.To)
            .Must((list, to) => to is null || list.From is null || to >= list.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
}

internal sealed class ListEnrolmentHistoryHandler(IEnrolmentDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<ListEnrolmentHistory, EnrolmentHistory>
{
    private const int PageSize = 25;

    public async Task<Outcome<EnrolmentHistory>> Handle(ListEnrolmentHistory request, CancellationToken cancellationToken)
    {
        var mine = HistoryEntry.Of(db, user);
        var activities = await mine.Select(line => new
            {
                line.Activity.Id,
                line.Activity.Name,
                line.Activity.SortKey,
            })
            .Distinct()
            .OrderBy(line => line.SortKey)
            .Select(line => new ActivityName(line.Id, line.Name))
            .ToListAsync(cancellationToken);
        var children = await db
            .Children.WhereOpenTo(user)
            .OrderBy(child => child.BirthDate)
            .ThenBy(child => child.Id)
            .Select(child => new ChildChoice(child.Id, child.FirstName, child.BirthDate))
            .ToListAsync(cancellationToken);
        mine = mine.Matching(request);
        var total = await mine.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total, PageSize);
        var rows = await mine.OrderByDescending(line => line.Session.Date)
            .ThenByDescending(line => line.Row.Id)
            .Cut(cut)
            .Select(line => new
            {
                line.Row,
                line.Child.FirstName,
                line.Session.Date,
                line.Activity.Name,
                line.Activity.StartsAt,
                line.Activity.Cutoff,
                Waits = db.EnrolmentRequests.Any(other =>
                    other.Kind == RequestKind.Cancellation
                    && other.Status == RequestStatus.Pending
                    && other.ChildId == line.Row.ChildId
                    && other.SessionId == line.Row.SessionId
                ),
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var phone = (await db.CentreAsync(cancellationToken)).Phone;
        var sentences = new RefusalSentences(phone, clock.Zone);
        var rules = new EnrolmentRules(new([]), clock.Zone);
        return new EnrolmentHistory(
            cut.Of<HistoryLine>([
                .. rows.Select(line =>
                {
                    var isBooking = line.Row is { Kind: RequestKind.Enrolment, Status: RequestStatus.Accepted };
                    var cancel = rules.CanAskCancellation(line.Row.Status, line.Waits, line.Date, line.StartsAt, line.Cutoff, clock.Now);
                    return new HistoryLine(
                        line.Row.Id,
                        line.FirstName,
                        line.Date,
                        line.Name,
                        line.Row.Kind,
                        line.Row.Status,
                        line.Row.DecidedAt is { } at ? clock.ToWallClock(at) : null,
                        line.Row.Reason,
                        line.Row.IsInvoicedDespiteCancellation,
                        isBooking && line.Waits,
                        isBooking && cancel.IsAllowed,
                        isBooking && !cancel.IsAllowed && line.Date >= clock.Today ? sentences.For(cancel).Sentence : null
                    );
                }),
            ]),
            children,
            activities
        );
    }
}
