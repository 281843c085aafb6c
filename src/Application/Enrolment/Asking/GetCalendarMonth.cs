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
    /// <summary>One of its days.</summary>
    public CalendarDay On(DateOnly date) => Days[date.Day - 1];

    /// <summary>The month with another state of one of its days.</summary>
    public CalendarMonth With(CalendarDay day) => this with { Days = [.. Days.Select(known => known.Date == day.Date ? day : known)] };

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
            [.. Enumerable.Range(0, last.Day).Select(offset => @case.DayOn(first.AddDays(offset)))]
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
}
