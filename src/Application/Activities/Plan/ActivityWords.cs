using System.Globalization;
using ClsPortal.Application.Enrolment;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Activities;

/// <summary>Says an activity's settings back in words, so that a slip is seen before families see it.</summary>
internal sealed class ActivityWords(TimeZoneInfo zone, DateTime now)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly (Weekdays Day, string Name)[] DayNames =
    [
        (Weekdays.Monday, "lundi"),
        (Weekdays.Tuesday, "mardi"),
        (Weekdays.Wednesday, "mercredi"),
        (Weekdays.Thursday, "jeudi"),
        (Weekdays.Friday, "vendredi"),
        (Weekdays.Saturday, "samedi"),
        (Weekdays.Sunday, "dimanche"),
    ];

    /// <param name="activity">As it is to be.</param>
    /// <param name="calendar">Of the school.</param>
    /// <param name="isNew">It has no sessions yet.</param>
    /// <param name="from">The first day on which sessions are made.</param>
    public IReadOnlyList<string> Describe(Activity activity, SchoolCalendar calendar, bool isNew, DateOnly from)
    {
        var days = activity.Days(calendar).ToList();
        var sentences = new List<string> { Rhythm(activity, days, isNew, from), Opening(activity) };
        sentences.AddRange(activity.Windows.OrderBy(window => window.OpensAt).Select(Window));
        if (days.Find(day => activity.Cutoff.InstantFor(day, activity.StartsAt, zone) > now) is var next && next != default)
        {
            sentences.Add(
                $"{CutoffSentences.For(activity.Cutoff)} Pour la séance du {Day(next)}, c’est jusqu’au "
                    + $"{At(activity.Cutoff.InstantFor(next, activity.StartsAt, zone))}."
            );
        }

        var uncovered = days.Count(day => day >= zone.DateOf(now) && !activity.Windows.Any(window => window.Covers(day)));
        if (uncovered > 0 && activity.Windows.Count > 0)
        {
            sentences.Add(
                uncovered == 1
                    ? "Attention : 1 séance n’est couverte par aucune période d’inscription, les familles ne pourront pas la demander."
                    : $"Attention : {uncovered} séances ne sont couvertes par aucune période d’inscription, les familles ne pourront pas les demander."
            );
        }

        return sentences;
    }

    /// <summary>Whether families can ask now, and if not, when.</summary>
    public string Opening(Activity activity) =>
        EnrolmentRules.IsOpenForRequests(activity, now) switch
        {
            { IsAllowed: true } =>
                $"Inscriptions ouvertes, jusqu’au {Closing(activity.Windows.Where(window => window.IsOpenAt(now)).Max(window => window.ClosesAt))}.",
            { Reason: RefusalReason.WindowNotYetOpen, Instant: { } opens } => $"Prochaine ouverture {At(opens)}.",
            { Reason: RefusalReason.WindowClosed, Instant: { } closed } => $"Inscriptions closes depuis le {Closing(closed)}.",
            _ => "Aucune période d’inscription : les familles ne peuvent rien demander.",
        };

    private static string Rhythm(Activity activity, List<DateOnly> all, bool isNew, DateOnly from)
    {
        var season = activity.Season switch
        {
            Season.SchoolTime => "en période scolaire",
            Season.Holidays => "pendant les vacances scolaires",
            _ => "toute l’année",
        };
        var rhythm =
            $"{string.Join(", ", DayNames.Where(day => activity.Weekdays.HasFlag(day.Day)).Select(day => day.Name))}, de {activity.StartsAt:HH'h'mm} à "
            + $"{activity.EndsAt:HH'h'mm}, {season}";
        // The number that is told is the number that is made, or is still to come.
        var days = all.FindAll(day => day >= from);
        var ahead = isNew || days.Count == all.Count ? "" : " à venir";
        var past = all.Count - days.Count;
        var told = days.Count switch
        {
            0 => all.Count == 0 ? "aucune séance dans ces dates. Vérifiez le calendrier scolaire." : "aucune séance à venir dans ces dates.",
            1 => $"1 séance{ahead}, le {Day(days[0])}.",
            _ => $"{days.Count} séances{ahead}, du {Day(days[0])} au {Day(days[^1])}.",
        };
        return $"Chaque {rhythm} : {told}"
            + (
                !isNew || past == 0 ? ""
                : past == 1 ? " Un jour déjà passé n’en a pas."
                : $" {past} jours déjà passés n’en ont pas."
            );
    }

    private string Window(BookingWindow window) =>
        $"Séances du {window.CoversFrom:dd-MM-yyyy} au {window.CoversTo:dd-MM-yyyy} : ouverture {At(window.OpensAt)}, clôture {Closing(window.ClosesAt)}.";

    private static string Day(DateOnly date) => date.ToString("dddd dd-MM-yyyy", French);

    private string At(DateTime instant) => zone.ToWallClock(instant).ToString("dddd dd-MM-yyyy 'à' HH'h'mm", French);

    private string Closing(DateTime instant)
    {
        var local = zone.ToWallClock(instant);
        return local.TimeOfDay == TimeSpan.Zero ? local.AddDays(-1).ToString("dddd dd-MM-yyyy 'au soir'", French) : At(instant);
    }
}
