using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Enrolment;

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
    DateOnly Date,
    int? SessionId,
    CalendarDayState State,
    string Label,
    string Brief,
    string Sentence,
    bool CanClick,
    int? PlacesLeft,
    long? RequestId,
    IReadOnlyList<string> Others
)
{
    internal const string Free = "Libre";
    internal const string ClickToAsk = "Cliquez pour demander l’inscription.";

    internal static string Places(int? left) => $"{left} pl.";

    /// <summary>
    /// The day with another number of places. Room is the last that the rules ask for (<see cref="EnrolmentRules.CanAsk"/>), so nothing else
    /// has to be known. Null when the session was closed or opened meanwhile.
    /// </summary>
    internal CalendarDay? WithPlaces(int? left) =>
        (State, left) switch
        {
            _ when (left is null) != (PlacesLeft is null) => null,
            (CalendarDayState.Open, <= 0) => this with
            {
                State = CalendarDayState.Full,
                Label = RefusalSentences.Short(RefusalReason.Full),
                Brief = RefusalSentences.Brief(RefusalReason.Full),
                Sentence = RefusalSentences.NoPlaceLeft,
                CanClick = false,
                PlacesLeft = left,
            },
            (CalendarDayState.Open, _) => this with { Brief = Places(left), PlacesLeft = left },
            (CalendarDayState.Full, > 0) => this with
            {
                State = CalendarDayState.Open,
                Label = Free,
                Brief = Places(left),
                Sentence = ClickToAsk,
                CanClick = true,
                PlacesLeft = left,
            },
            _ => this with { PlacesLeft = left },
        };
}
