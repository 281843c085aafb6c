using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Enrolment.Parent;

public sealed partial class ActivityCalendar
{
    private Task _reading = Task.CompletedTask;
    private int _familyId;
    private DateOnly? _busy;
    private string? _message;
    private bool _isError;
    private CalendarDay? _withdrawn;
    private ElementReference _detail;
    private int? _outbound;
    private int? _return;
    private HashSet<int> _sessions = [];
    private long _readUpTo;
    private DayClicks _clicks = default!;

    [Parameter, EditorRequired]
    public int ChildId { get; set; }

    [Parameter, EditorRequired]
    public int ActivityId { get; set; }

    /// <summary>Null: the current month.</summary>
    [Parameter]
    public DateOnly? Month { get; set; }

    [PersistentState]
    public CalendarMonth? Shown { get; set; }

    protected override void OnInitialized() => _clicks = new DayClicks(this, () => Shown, ClickAsync);

    protected override async Task OnParametersSetAsync()
    {
        _familyId = await Sender.FamilyIdAsync();
        if (Shown is null || Shown.Month != Wanted)
        {
            (_message, _withdrawn) = (null, null);
            await RefreshAsync();
        }

        _sessions = SessionsOf(Shown);
    }

    protected override bool Concerns(ChangeNotice change) => change.MayConcern(_familyId) || change.MayConcernAny(_sessions);

    protected override bool ShowsAlready(ChangeNotice change) => change.Screen == Sender.Screen;

    protected override Task RefreshAsync() => InTurnAsync(ReadAsync);

    // One after the other, so that what is shown last was read last.
    private Task InTurnAsync(Func<Task> read) => _reading = AfterAsync(_reading, read);

    private static async Task AfterAsync(Task before, Func<Task> read)
    {
        await Task.WhenAny(before);
        await read();
    }

    private async Task ReadAsync()
    {
        var upTo = Told;
        var outcome = await Sender.SendAsync(new GetCalendarMonth(ChildId, ActivityId, Wanted));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        (Shown, _readUpTo) = (outcome.Value, upTo);
        _sessions = SessionsOf(Shown);
    }

    // What others take changes nothing but places, which all screens read together.
    protected override Task CatchUpAsync(ChangeNotice change, long told) =>
        InTurnAsync(async () =>
        {
            // What was read since shows it already.
            if (told <= _readUpTo)
            {
                return;
            }

            if (!change.MayConcern(_familyId) && Shown?.WithPlaces(await Places.LeftAsync([.. change.SessionIds.Where(_sessions.Contains)], told)) is { } month)
            {
                Shown = month;
                return;
            }

            await ReadAsync();
        });

    private static string Price(MonthPrices prices) =>
        prices.LowestCents == prices.HighestCents
            ? $"{prices.LowestCents.Euros()} la séance"
            : $"de {prices.LowestCents.Euros()} à {prices.HighestCents.Euros()} la séance";

    private DateOnly Wanted => Month ?? new DateOnly(Today.Date.Year, Today.Date.Month, 1);

    private string Address(DateOnly month) => $"/inscriptions/{ChildId}/{ActivityId}?mois={month.Address()}";

    private static string NothingIn(CalendarMonth month) =>
        month.Month.AddMonths(1) <= month.From ? $"L’activité ne commence que le {month.From.Long()} : elle n’a pas de séance ce mois-ci."
        : month.Month > month.To ? $"L’activité s’est terminée le {month.To.Long()} : elle n’a pas de séance ce mois-ci."
        : "L’activité n’a pas de séance ce mois-ci.";

    private static HashSet<int> SessionsOf(CalendarMonth? month) => month?.Days.Select(day => day.SessionId).OfType<int>().ToHashSet() ?? [];

    private async Task ClickAsync(CalendarDay day)
    {
        if (!day.CanClick)
        {
            var others = day.Others.Count > 0 ? $" Aussi ce jour : {string.Join(", ", day.Others)}." : "";
            Tell($"{day.Date.Long()} : {day.Sentence}{others}", isError: false);
            return;
        }

        if (_busy is not null)
        {
            return;
        }

        await BusyAsync(day, () => day.State == CalendarDayState.Asked ? WithdrawAsync(day) : AskAsync(day));
    }

    private async Task AskAgainAsync(CalendarDay day)
    {
        if (_busy is null)
        {
            await BusyAsync(day, () => AskAsync(day));
            // The button that had the focus is gone with its message.
            await _detail.FocusAsync(preventScroll: true);
        }
    }

    private async Task BusyAsync(CalendarDay day, Func<Task> act)
    {
        _busy = day.Date;
        try
        {
            await act();
        }
        finally
        {
            _busy = null;
        }
    }

    private async Task AskAsync(CalendarDay day)
    {
        var outcome = await Sender.SendAsync(new AskSession(ChildId, ActivityId, day.Date, _outbound, _return));
        if (outcome.IsRefused)
        {
            Tell($"{day.Date.Long()} : {outcome.Refusal.Sentence}", isError: true);
            await ReadRefusedAsync(day);
        }
        else
        {
            await ShowAsync(outcome.Value.Day);
            Tell(
                $"Demande envoyée pour le {day.Date.Long()}. Le Centre de Loisirs vous répond au plus tard le {outcome.Value.AnswerDueOn.Short()}. "
                    + "Cliquez de nouveau sur le jour pour la retirer.",
                isError: false
            );
        }
    }

    private async Task WithdrawAsync(CalendarDay day)
    {
        var outcome = await Sender.SendAsync(new WithdrawRequest(day.RequestId!.Value));
        if (outcome.IsRefused)
        {
            Tell($"{day.Date.Long()} : {outcome.Refusal.Sentence}", isError: true);
            await RefreshAsync();
            return;
        }

        Tell($"Demande retirée pour le {day.Date.Long()} : la place est libre de nouveau.", isError: false);
        _withdrawn = day;
        await (outcome.Value.Day is { } now ? ShowAsync(now) : RefreshAsync());
    }

    // In a rush most clicks end here, with a day that is full on all screens: what they share says it.
    private Task ReadRefusedAsync(CalendarDay day) =>
        InTurnAsync(async () =>
        {
            if (day.SessionId is { } session && Shown?.WithPlaces(await Places.LeftAsync([session], Told)) is { } month && !month.On(day.Date).CanClick)
            {
                Shown = month;
                return;
            }

            await ReadAsync();
        });

    // Behind a reading that began before the click and knows nothing of it.
    private Task ShowAsync(CalendarDay day) =>
        InTurnAsync(() =>
        {
            Shown = Shown!.With(day);
            return Task.CompletedTask;
        });

    private void Tell(string sentence, bool isError) => (_message, _isError, _withdrawn) = (sentence, isError, null);
}
