using System.Globalization;
using ClsPortal.Domain.Activities;

namespace ClsPortal.Application.Activities;

/// <param name="Name">Of the setting.</param>
/// <param name="Before">As people read it.</param>
/// <param name="After">As people read it.</param>
public sealed record SettingChange(string Name, string Before, string After);

/// <summary>What differs between two drafts of an activity, in French.</summary>
internal static class ActivityDiff
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly (Weekdays Day, string Name)[] Days =
    [
        (Weekdays.Monday, "lundi"),
        (Weekdays.Tuesday, "mardi"),
        (Weekdays.Wednesday, "mercredi"),
        (Weekdays.Thursday, "jeudi"),
        (Weekdays.Friday, "vendredi"),
        (Weekdays.Saturday, "samedi"),
        (Weekdays.Sunday, "dimanche"),
    ];

    public static IReadOnlyList<SettingChange> Of(ActivityDraft before, ActivityDraft after)
    {
        var lines = Lines(before)
            .Zip(Lines(after), (one, other) => new SettingChange(one.Name, one.Value, other.Value))
            .Where(change => change.Before != change.After);
        return before.CategoryId == after.CategoryId ? [.. lines] : [new SettingChange("type d’activité", "", "changé"), .. lines];
    }

    private static IEnumerable<(string Name, string Value)> Lines(ActivityDraft draft) =>
        [
            ("nom", draft.Name),
            ("lieu", draft.Site),
            ("premier jour", Day(draft.From)),
            ("dernier jour", Day(draft.To)),
            ("jours", string.Join(", ", Days.Where(day => draft.Weekdays.HasFlag(day.Day)).Select(day => day.Name))),
            (
                "a lieu",
                draft.Season switch
                {
                    Season.SchoolTime => "en période scolaire",
                    Season.Holidays => "pendant les vacances scolaires",
                    _ => "toute l’année",
                }
            ),
            ("heures", $"{draft.StartsAt:HH'h'mm} – {draft.EndsAt:HH'h'mm}"),
            ("places par séance", Number(draft.Capacity)),
            ("âges", $"{draft.MinAge} – {draft.MaxAge} ans"),
            ("prix", (draft.PriceCents / 100m).ToString("0.00 €", French)),
            (
                "délai",
                draft.Cutoff.Kind == CutoffKind.HoursBefore
                    ? $"{draft.Cutoff.Amount} heures avant"
                    : $"{draft.Cutoff.Amount} jours ouvrés avant, à {draft.Cutoff.At:HH'h'mm}"
            ),
            ("places dans le bus", draft.BusSeats is { } seats ? Number(seats) : "non indiquées"),
            ("périodes d’inscription", string.Join(" ; ", draft.Windows.Select(Window))),
            (
                "arrêts",
                string.Join(
                    " ; ",
                    draft.Stops.Where(stop => !stop.IsRetired).Select(stop => $"{stop.Name} {stop.OutboundAt:HH'h'mm} {stop.ReturnAt:HH'h'mm}".Trim())
                )
            ),
        ];

    private static string Window(WindowDraft window) =>
        window.Kind == BookingWindowKind.Fixed
            ? $"du {At(window.OpensAt)} au {At(window.ClosesAt)} pour les séances du {Day(window.CoversFrom ?? default)} au {Day(window.CoversTo ?? default)}"
            : $"{window.LeadWeeks} semaines avant le séjour du {Day(window.StayStart ?? default)}";

    private static string At(DateTime? local) => local?.ToString("dd-MM-yyyy HH'h'mm", CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly day) => day.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
