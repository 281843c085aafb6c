using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;

namespace ClsPortal.Application.Enrolment;

/// <summary>One month of one activity for one child: step 3 of the enrolment screen.</summary>
/// <param name="ChildId">The child.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Month">Any day of the month.</param>
public sealed record GetCalendarMonth(int ChildId, int ActivityId, DateOnly Month) : IQuery<CalendarMonth>
{
    public static Permission Access => Permission.Parent;
}

public sealed record CalendarMonth(
    string ChildName,
    string ActivityName,
    string Site,
    DateOnly From,
    DateOnly To,
    TimeOnly StartsAt,
    TimeOnly EndsAt,
    MonthPrices Prices,
    string? ClosedSentence,
    string CutoffSentence,
    IReadOnlyList<CalendarStop> Stops,
    DateOnly Month,
    IReadOnlyList<CalendarDay> Days
)
{
    /// <summary>The month after the places of some sessions were read again; null when it must be read whole, because more than their number changed.</summary>
    /// <param name="left">By session, as <see cref="SharedPlaces"/> reads them.</param>
    public CalendarMonth? WithPlaces(IReadOnlyDictionary<int, int?> left)
    {
        List<CalendarDay> days = [];
        foreach (var day in Days)
        {
            var now = day.SessionId is { } session && left.TryGetValue(session, out var places) ? day.WithPlaces(places) : day;
            if (now is null)
            {
                return null;
            }

            days.Add(now);
        }

        return this with
        {
            Days = days,
        };
    }
}

/// <summary>What a session of the month costs this child by what is known today: the lowest, the highest, and how it is computed.</summary>
public sealed record MonthPrices(long LowestCents, long HighestCents, string Explanation);

/// <summary>A stop of the activity's bus.</summary>
public sealed record CalendarStop(int Id, string Name, TimeOnly? OutboundAt, TimeOnly? ReturnAt);

internal sealed class GetCalendarMonthValidator : AbstractValidator<GetCalendarMonth>
{
    public GetCalendarMonthValidator() => RuleFor(get => get.Month).IsMonth();
}

internal sealed class GetCalendarMonthHandler(EnrolmentDesk desk, FamilyPrices prices) : IQueryHandler<GetCalendarMonth, CalendarMonth>
{
    public async Task<Outcome<CalendarMonth>> Handle(GetCalendarMonth request, CancellationToken cancellationToken)
    {
        var first = new DateOnly(request.Month.Year, request.Month.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        if (await desk.OpenAsync(request.ChildId, request.ActivityId, first, last, Asker.Parent, cancellationToken, withSiblings: true) is not { } @case)
        {
            return Refusal.NotFound;
        }

        var book = await prices.OpenAsync(@case, cancellationToken);
        var open = EnrolmentRules.IsOpenForRequests(@case.Activity, @case.Now);
        return new CalendarMonth(
            @case.Child.FirstName,
            @case.Activity.Name,
            @case.Activity.Site,
            @case.Activity.From,
            @case.Activity.To,
            @case.Activity.StartsAt,
            @case.Activity.EndsAt,
            Prices(@case, book, first),
            open.IsAllowed ? null : @case.Sentences.For(open).Sentence,
            CutoffSentences.For(@case.Activity.Cutoff),
            [
                .. @case
                    .Activity.BusStops.Where(stop => !stop.IsRetired)
                    .OrderBy(stop => stop.Position)
                    .ThenBy(stop => stop.OutboundAt ?? stop.ReturnAt)
                    .Select(stop => new CalendarStop(stop.Id, stop.Name, stop.OutboundAt, stop.ReturnAt)),
            ],
            first,
            [.. Enumerable.Range(0, last.Day).Select(offset => Day(@case, first.AddDays(offset)))]
        );
    }

    // A month without a session shows the price of its first day.
    private static MonthPrices Prices(EnrolmentCase @case, PriceBook book, DateOnly first)
    {
        List<Price> each = [.. @case.Sessions.Keys.DefaultIfEmpty(first).Order().Select(book.On)];
        return new MonthPrices(
            each.Min(price => price.TotalCents),
            each.Max(price => price.TotalCents),
            string.Join(" – ", each.Select(PriceSentences.For).Distinct(StringComparer.Ordinal))
        );
    }

    private static CalendarDay Day(EnrolmentCase @case, DateOnly date)
    {
        var session = @case.Sessions.GetValueOrDefault(date);
        var own = session is null ? null : @case.Held.FirstOrDefault(place => place.SessionId == session.Id);
        var decision = @case.Decide(date);
        var others = @case
            .Held.Where(place => place.Date == date && place.SessionId != session?.Id)
            .Select(place => place.Status == RequestStatus.Pending ? $"{place.ActivityName} (demandé)" : place.ActivityName)
            .ToList();
        var (state, canClick, label, sentence) = (own, decision.Reason) switch
        {
            ({ Status: RequestStatus.Pending }, _) => Asked(@case, date),
            ({ } booked, _) => Booked(@case, date, booked.CancellationWaits),
            (null, null) => (CalendarDayState.Open, true, CalendarDay.Free, CalendarDay.ClickToAsk),
            (null, RefusalReason.OutsideActivitySpan or RefusalReason.NotAWeekdayOfTheActivity or RefusalReason.NotInSchoolHolidays) => Refused(
                @case,
                CalendarDayState.NoSession,
                decision
            ),
            (null, RefusalReason.Full) => Refused(@case, CalendarDayState.Full, decision),
            (null, _) => Refused(@case, CalendarDayState.Blocked, decision),
        };
        int? placesLeft = session is null || session.IsClosed || state == CalendarDayState.NoSession ? null : session.PlacesLeft;
        var brief = state switch
        {
            CalendarDayState.Open => CalendarDay.Places(placesLeft),
            CalendarDayState.Asked => "demandé",
            CalendarDayState.Booked => "inscrit",
            CalendarDayState.CancellationAsked => "annul.",
            _ => RefusalSentences.Brief(decision.Reason!.Value),
        };
        return new CalendarDay(date, session?.Id, state, label, brief, sentence, canClick, placesLeft, own?.RequestId, others);
    }

    private static (CalendarDayState State, bool CanClick, string Label, string Sentence) Asked(EnrolmentCase @case, DateOnly date)
    {
        var withdraw = @case.Rules.CanChangeOrWithdraw(RequestStatus.Pending, date, @case.Activity.StartsAt, @case.Activity.Cutoff, @case.Now);
        return withdraw.IsAllowed
            ? (CalendarDayState.Asked, true, "Demandé", "Demande en attente. Cliquez pour la retirer.")
            : (CalendarDayState.Asked, false, "Demandé", "Demande en attente. " + @case.Sentences.For(withdraw).Sentence);
    }

    private static (CalendarDayState State, bool CanClick, string Label, string Sentence) Booked(EnrolmentCase @case, DateOnly date, bool cancelling)
    {
        if (cancelling)
        {
            return (CalendarDayState.CancellationAsked, false, "Annulation demandée", "L’annulation attend la réponse du Centre de Loisirs.");
        }

        // What the history would refuse is not promised here.
        var cancel = @case.Rules.CanAskCancellation(
            RequestStatus.Accepted,
            cancellationWaits: false,
            date,
            @case.Activity.StartsAt,
            @case.Activity.Cutoff,
            @case.Now
        );
        return (
            CalendarDayState.Booked,
            false,
            "Inscrit",
            "Inscription acceptée. "
                + (
                    cancel.IsAllowed ? "Pour l’annuler, passez par l’Historique des inscriptions."
                    : date < @case.Zone.DateOf(@case.Now) ? "Ce jour est passé."
                    : "Elle ne s’annule plus en ligne. " + @case.Sentences.For(cancel).Sentence
                )
        );
    }

    private static (CalendarDayState State, bool CanClick, string Label, string Sentence) Refused(
        EnrolmentCase @case,
        CalendarDayState state,
        Decision decision
    ) => (state, false, RefusalSentences.Short(decision.Reason!.Value), @case.Sentences.For(decision).Sentence);
}
