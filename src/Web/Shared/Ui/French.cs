using System.Globalization;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Web.Shared.Ui;

/// <summary>How the portal writes dates, money and states.</summary>
internal static class French
{
    public static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("fr-FR");

    public static string Short(this DateOnly date) => date.ToString("dd-MM-yyyy", Culture);

    public static string Long(this DateOnly date) => date.ToString("dddd dd-MM-yyyy", Culture);

    public static string Month(this DateOnly date) => Culture.TextInfo.ToTitleCase(date.ToString("MMMM yyyy", Culture));

    public static string Address(this DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string Short(this DateTime local) => local.ToString("dd-MM-yyyy HH'h'mm", Culture);

    /// <summary>Two letters for a name, as <c>DD</c> for « Dominique Direction ».</summary>
    public static string Initials(string name) =>
        string.Concat(name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => char.ToUpper(word[0], Culture)));

    /// <summary>The colour of a child on every screen: by its place among the family's children, the eldest first; six, then anew.</summary>
    public static string ChildColour(int place) => $"child-{(place % 6) + 1}";

    public static string Minutes(TimeSpan wait) => Math.Ceiling(wait.TotalMinutes) is > 1 and var minutes ? $"{minutes:0} minutes" : "une minute";

    public static string Hour(this TimeOnly time) => time.ToString("HH'h'mm", Culture);

    /// <summary>When something opens, such as « lundi 21-01-2019 à 00h00 ».</summary>
    public static string Opening(this DateTime local) => local.ToString("dddd dd-MM-yyyy 'à' HH'h'mm", Culture);

    /// <summary>When something closes; at midnight it is the evening before, as people say it.</summary>
    public static string Closing(this DateTime local) =>
        local.TimeOfDay == TimeSpan.Zero ? local.AddDays(-1).ToString("dddd dd-MM-yyyy 'au soir'", Culture) : local.Opening();

    public static string Euros(this long cents) => (cents / 100m).ToString("C2", Culture);

    /// <summary>Cents as a person types euros: « 12,5 », « 12.50 », « 1 234,00 € »; null when it is no amount.</summary>
    public static long? Cents(string? text) =>
        Number(text?.Replace("€", "", StringComparison.Ordinal)) is { } euros && euros * 100 == decimal.Truncate(euros * 100) && Math.Abs(euros) <= 1_000_000
            ? (long)(euros * 100)
            : null;

    /// <summary>A number with a decimal comma or point; null when it is none.</summary>
    public static decimal? Number(string? text) =>
        decimal.TryParse(
            string.Concat(PastedText.Code(text ?? "").Where(character => !char.IsWhiteSpace(character))).Replace(',', '.'),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>Cents as a field shows them, without the sign of the currency.</summary>
    public static string EurosField(this long cents) => (cents / 100m).ToString("0.00", Culture);

    public static string Name(this RequestKind kind) => kind == RequestKind.Enrolment ? "Inscription demandée" : "Annulation demandée";

    public static string Outcome(RequestKind kind, RequestStatus status, bool invoiced) =>
        (kind, status) switch
        {
            (_, RequestStatus.Pending) => "En attente",
            (RequestKind.Enrolment, RequestStatus.Accepted) => "Inscription acceptée",
            (RequestKind.Enrolment, RequestStatus.Refused) => "Inscription refusée",
            (RequestKind.Enrolment, RequestStatus.Withdrawn) => "Demande retirée",
            (RequestKind.Enrolment, RequestStatus.Cancelled) => invoiced ? "Inscription annulée, facturée" : "Inscription annulée",
            (RequestKind.Cancellation, RequestStatus.Accepted) => "Annulation acceptée",
            (RequestKind.Cancellation, RequestStatus.Refused) => "Annulation refusée",
            (RequestKind.Cancellation, _) => "Annulation retirée",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string Name(this TreatedDecision decision) =>
        decision switch
        {
            TreatedDecision.EnrolmentAccepted => "Inscription acceptée",
            TreatedDecision.EnrolmentRefused => "Inscription refusée",
            TreatedDecision.CancellationAccepted => "Annulation acceptée",
            TreatedDecision.CancellationRefused => "Annulation refusée",
            TreatedDecision.BookedByCentre => "Inscrit par le Centre",
            TreatedDecision.CancelledByCentre => "Annulé par le Centre",
            _ => throw new ArgumentOutOfRangeException(nameof(decision)),
        };

    /// <summary>A month of an address such as 2019-02; null when it is none, or one that no calendar has.</summary>
    public static DateOnly? MonthOf(string? text) => Date(text + "-01") is { Year: >= 2000 and <= 2100 } month ? month : null;

    /// <summary>A date of an address or a native date field; null when it is none.</summary>
    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>
    /// What an address searches for: null for nothing, and no more than a search may hold. What is cut off is not missed: the beginning finds it.
    /// </summary>
    public static string? Searched(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length > 100 ? text[..100]
        : text;

    /// <summary>What an address names as a date and no calendar has: told beside its field, never passed over.</summary>
    public static IReadOnlyList<Refusal> NoDates(params (string Field, string? Text)[] dates) =>
        [
            .. dates
                .Where(date => !string.IsNullOrEmpty(date.Text) && Date(date.Text) is null)
                .Select(date => new Refusal("NoDate", $"« {Cut(date.Text!)} » n’est pas une date du calendrier : choisissez-en une autre.", date.Field)),
        ];

    /// <summary>The same for months. Browsers without a field of their own for them hand on whatever was typed.</summary>
    public static IReadOnlyList<Refusal> NoMonths(params (string Field, string? Text)[] months) =>
        [
            .. months
                .Where(month => !string.IsNullOrEmpty(month.Text) && MonthOf(month.Text) is null)
                .Select(month => new Refusal(
                    "NoMonth",
                    $"« {Cut(month.Text!)} » n’est pas un mois : écrivez l’année puis le mois, par exemple 2019-02.",
                    month.Field
                )),
        ];

    /// <summary>A date that is none, or an end before its beginning: what can be told of an address without asking anybody.</summary>
    public static IReadOnlyList<Refusal> WrongPeriod(string? from, string? to) =>
        Date(to) < Date(from)
            ? [new Refusal("Order", "La date « au » doit être le même jour que la date « du » ou après elle.", "To")]
            : NoDates(("From", from), ("To", to));

    private static string Cut(string text) => text.Length <= 20 ? text : text[..20] + "…";

    public static string Field(this DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
