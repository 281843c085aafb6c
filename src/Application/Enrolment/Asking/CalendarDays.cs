using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Enrolment;

/// <summary>Says what a day of the calendar shows by what the rules know.</summary>
internal static class CalendarDays
{
    public static CalendarDay DayOn(this EnrolmentCase @case, DateOnly date)
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
