using ClsPortal.Application.Common;
using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Invoicing;
using FluentValidation;

namespace ClsPortal.Application.Enrolment;

/// <summary>One month of one activity for one child: step 3 of the enrolment screen.</summary>
/// <param name="ChildId">The child.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Month">Any day of the month.</param>
public sealed record GetCalendarMonth(int ChildId, int ActivityId, DateOnly Month) : IQuery<CalendarMonth>
{
    public static Access Access => Access.Parent;
}

public sealed record CalendarMonth(
    string ChildName, string ActivityName, string Site, DateOnly From, DateOnly To, TimeOnly StartsAt, TimeOnly EndsAt, MonthPrices Prices,
    string? ClosedSentence, string CutoffSentence, IReadOnlyList<CalendarStop> Stops, DateOnly Month, IReadOnlyList<CalendarDay> Days);

/// <summary>What a session of the month costs this child by what is known today: the lowest, the highest, and how it is computed.</summary>
public sealed record MonthPrices(long LowestCents, long HighestCents, string Explanation);

/// <summary>A stop of the activity's bus.</summary>
public sealed record CalendarStop(int Id, string Name, TimeOnly? OutboundAt, TimeOnly? ReturnAt);

/// <summary>What a day of the calendar shows, by colour and by word.</summary>
public enum CalendarDayState
{
    /// <summary>The activity does not take place.</summary>
    NoSession,

    /// <summary>A click asks for it.</summary>
    Open,

    /// <summary>Asked by this family; a click withdraws while <see cref="CalendarDay.CanClick"/>.</summary>
    Asked,

    /// <summary>Booked.</summary>
    Booked,

    /// <summary>Booked, and a cancellation waits.</summary>
    CancellationAsked,

    /// <summary>No place left.</summary>
    Full,

    /// <summary>Cannot be clicked for another reason.</summary>
    Blocked,
}

/// <param name="Date">The day.</param>
/// <param name="SessionId">Null when there is none.</param>
/// <param name="State">Colour.</param>
/// <param name="Label">The state in a word or two.</param>
/// <param name="Brief">The state in one short word, for a phone's narrow cell.</param>
/// <param name="Sentence">Why the day cannot be clicked, or what a click does.</param>
/// <param name="CanClick">True when a click asks or withdraws.</param>
/// <param name="PlacesLeft">Null when places mean nothing on the day.</param>
/// <param name="RequestId">The child's own live request or booking.</param>
/// <param name="Others">The child's enrolments in other activities on the day.</param>
public sealed record CalendarDay(
    DateOnly Date, int? SessionId, CalendarDayState State, string Label, string Brief, string Sentence, bool CanClick, int? PlacesLeft, long? RequestId,
    IReadOnlyList<string> Others);

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
            [.. @case.Activity.BusStops.Where(stop => !stop.IsRetired).OrderBy(stop => stop.Position).ThenBy(stop => stop.OutboundAt ?? stop.ReturnAt).Select(stop => new CalendarStop(stop.Id, stop.Name, stop.OutboundAt, stop.ReturnAt))],
            first,
            [.. Enumerable.Range(0, last.Day).Select(offset => Day(@case, first.AddDays(offset)))]);
    }

    // A month without a session shows the price of its first day.
    private static MonthPrices Prices(EnrolmentCase @case, PriceBook book, DateOnly first)
    {
        List<Price> each = [.. @case.Sessions.Keys.DefaultIfEmpty(first).Order().Select(book.On)];
        return new MonthPrices(
            each.Min(price => price.TotalCents), each.Max(price => price.TotalCents), string.Join(" – ", each.Select(PriceSentences.For).Distinct(StringComparer.Ordinal)));
    }

    private static CalendarDay Day(EnrolmentCase @case, DateOnly date)
    {
        var session = @case.Sessions.GetValueOrDefault(date);
        var own = session is null ? null : @case.Held.FirstOrDefault(place => place.SessionId == session.Id);
        var decision = @case.Decide(date);
        var others = @case.Held.Where(place => place.Date == date && place.SessionId != session?.Id)
            .Select(place => place.Status == RequestStatus.Pending ? $"{place.ActivityName} (demandé)" : place.ActivityName).ToList();
        var (state, canClick, label, sentence) = (own, decision.Reason) switch
        {
            ({ Status: RequestStatus.Pending }, _) => Asked(@case, date),
            ({ } booked, _) => Booked(booked.CancellationWaits),
            (null, null) => (CalendarDayState.Open, true, "Libre", "Cliquez pour demander l’inscription."),
            (null, RefusalReason.OutsideActivitySpan or RefusalReason.NotAWeekdayOfTheActivity or RefusalReason.NotInSchoolHolidays) =>
                Refused(@case, CalendarDayState.NoSession, decision),
            (null, RefusalReason.Full) => Refused(@case, CalendarDayState.Full, decision),
            (null, _) => Refused(@case, CalendarDayState.Blocked, decision),
        };
        int? placesLeft = session is null || session.IsClosed || state == CalendarDayState.NoSession ? null : session.PlacesLeft;
        var brief = state switch
        {
            CalendarDayState.Open => $"{placesLeft} pl.",
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

    private static (CalendarDayState State, bool CanClick, string Label, string Sentence) Booked(bool cancelling) => cancelling
        ? (CalendarDayState.CancellationAsked, false, "Annulation demandée", "L’annulation attend la réponse du Centre de Loisirs.")
        : (CalendarDayState.Booked, false, "Inscrit", "Inscription acceptée. Pour l’annuler, passez par l’Historique des inscriptions.");

    private static (CalendarDayState State, bool CanClick, string Label, string Sentence) Refused(EnrolmentCase @case, CalendarDayState state, Decision decision) =>
        (state, false, RefusalSentences.Short(decision.Reason!.Value), @case.Sentences.For(decision).Sentence);
}
