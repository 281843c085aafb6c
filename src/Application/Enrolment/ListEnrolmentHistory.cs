using ClsPortal.Application.Centre;
using ClsPortal.Application.Common;
using ClsPortal.Domain.Enrolment;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>« Historique des inscriptions »: the family's requests that no longer wait, latest day first.</summary>
public sealed record ListEnrolmentHistory(int? ChildId = null, int? ActivityId = null, DateOnly? From = null, DateOnly? To = null, int PageNumber = 1)
    : IQuery<EnrolmentHistory>
{
    public static Access Access => Access.Parent;
}

/// <summary>A page of the history, and what its filters may offer.</summary>
public sealed record EnrolmentHistory(Page<HistoryLine> Lines, IReadOnlyList<ChildChoice> Children, IReadOnlyList<ActivityName> Activities);

public sealed record ActivityName(int Id, string Name);

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
    long Id, string ChildName, DateOnly Date, string ActivityName, RequestKind Kind, RequestStatus Status, DateTime? DecidedAt, string? Reason,
    bool IsInvoiced, bool CancellationWaits, bool CanAskCancellation, string? KeptBecause);

internal sealed class ListEnrolmentHistoryValidator : AbstractValidator<ListEnrolmentHistory>
{
    public ListEnrolmentHistoryValidator() => RuleFor(list => list.To)
        .Must((list, to) => to is null || list.From is null || to >= list.From)
        .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
}

internal sealed class ListEnrolmentHistoryHandler(IPortalDb db, ICurrentUser user, CentreClock clock)
    : IQueryHandler<ListEnrolmentHistory, EnrolmentHistory>
{
    private const int PageSize = 25;

    public async Task<Outcome<EnrolmentHistory>> Handle(ListEnrolmentHistory request, CancellationToken cancellationToken)
    {
        var mine =
            from row in db.EnrolmentRequests
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where row.FamilyId == user.FamilyId && row.Status != RequestStatus.Pending
            select new { row, child, session, activity };
        var activities = await mine.Select(line => new { line.activity.Id, line.activity.Name }).Distinct().OrderBy(line => line.Name)
            .Select(line => new ActivityName(line.Id, line.Name)).ToListAsync(cancellationToken);
        var children = await db.Children.Where(child => child.FamilyId == user.FamilyId).OrderBy(child => child.BirthDate).ThenBy(child => child.Id)
            .Select(child => new ChildChoice(child.Id, child.FirstName, child.BirthDate)).ToListAsync(cancellationToken);
        if (request.ChildId is { } childId)
        {
            mine = mine.Where(line => line.child.Id == childId);
        }

        if (request.ActivityId is { } activityId)
        {
            mine = mine.Where(line => line.activity.Id == activityId);
        }

        if (request.From is { } from)
        {
            mine = mine.Where(line => line.session.Date >= from);
        }

        if (request.To is { } to)
        {
            mine = mine.Where(line => line.session.Date <= to);
        }

        var total = await mine.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await mine.OrderByDescending(line => line.session.Date).ThenByDescending(line => line.row.Id)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(line => new
            {
                line.row, line.child.FirstName, line.session.Date, line.activity.Name, line.activity.StartsAt, line.activity.Cutoff,
                Waits = db.EnrolmentRequests.Any(other => other.Kind == RequestKind.Cancellation && other.Status == RequestStatus.Pending
                    && other.ChildId == line.row.ChildId && other.SessionId == line.row.SessionId),
            }).AsNoTracking().ToListAsync(cancellationToken);
        var phone = (await db.CentreAsync(cancellationToken)).Phone;
        var sentences = new RefusalSentences(phone, clock.Zone);
        var rules = new EnrolmentRules(new([]), clock.Zone);
        return new EnrolmentHistory(
            new Page<HistoryLine>([.. rows.Select(line =>
            {
                var isBooking = line.row is { Kind: RequestKind.Enrolment, Status: RequestStatus.Accepted };
                var cancel = rules.CanAskCancellation(line.row.Status, line.Waits, line.Date, line.StartsAt, line.Cutoff, clock.Now);
                return new HistoryLine(
                    line.row.Id, line.FirstName, line.Date, line.Name, line.row.Kind, line.row.Status,
                    line.row.DecidedAt is { } at ? clock.ToWallClock(at) : null, line.row.Reason, line.row.IsInvoicedDespiteCancellation,
                    isBooking && line.Waits, isBooking && cancel.IsAllowed,
                    isBooking && !cancel.IsAllowed && line.Date >= clock.Today ? sentences.For(cancel).Sentence : null);
            })], number, PageSize, total), children, activities);
    }
}
