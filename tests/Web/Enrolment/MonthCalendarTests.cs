using Bunit;
using ClsPortal.Application.Enrolment;
using ClsPortal.Web.Enrolment.Parent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ClsPortal.Web.Tests.Enrolment;

public sealed class MonthCalendarTests : BunitContext
{
    private static readonly DateOnly January = new(2019, 1, 1);
    private readonly BunitJSModuleInterop _module;

    public MonthCalendarTests()
    {
        _module = JSInterop.SetupModule("./Enrolment/Parent/MonthCalendar.razor.js");
        _module.SetupVoid("attach", _ => true).SetVoidResult();
    }

    [Fact]
    public void One_day_is_in_the_tab_order_and_the_script_that_moves_the_focus_is_given_the_table()
    {
        var calendar = Render(January, new(2019, 1, 15));

        calendar.FindAll(".day[tabindex='0']").Should().ContainSingle().Which.GetAttribute("data-date").Should().Be("2019-01-15");
        calendar.FindAll(".day[tabindex='-1']").Should().HaveCount(30);
        _module.VerifyInvoke("attach");
    }

    [Fact]
    public void In_another_month_the_first_day_that_can_be_clicked_is_in_the_tab_order()
    {
        var calendar = Render(January, new(2019, 3, 15), Day(9, CalendarDayState.Open, "Libre", "Cliquez", canClick: true, places: 3));

        calendar.Find(".day[tabindex='0']").GetAttribute("data-date").Should().Be("2019-01-09");
    }

    [Theory]
    [InlineData(CalendarDayState.Open, "Libre", true, 12, "12 places disponibles")]
    [InlineData(CalendarDayState.Open, "Libre", true, 1, "1 place disponible")]
    [InlineData(CalendarDayState.Asked, "Demandé", true, 0, "0 place disponible")]
    [InlineData(CalendarDayState.Booked, "Inscrit", false, 5, "5 places disponibles")]
    [InlineData(CalendarDayState.CancellationAsked, "Annulation demandée", false, 5, null)]
    [InlineData(CalendarDayState.Full, "Complet", false, 0, null)]
    [InlineData(CalendarDayState.Blocked, "Délai dépassé", false, 4, null)]
    public void Each_state_is_told_by_colour_by_word_and_by_its_reason(CalendarDayState state, string label, bool canClick, int places, string? placesText)
    {
        var reason = $"La raison de {label}.";
        var calendar = Render(January, new(2019, 1, 15), Day(23, state, label, reason, canClick, places));

        var day = calendar.Find("[data-date='2019-01-23']");

        day.ClassList.Should().Contain(state.ToString());
        day.TextContent.Should().Contain(label).And.Contain(reason).And.Contain("mercredi").And.Contain("janvier");
        day.GetAttribute("title").Should().Be(reason);
        day.GetAttribute("aria-disabled").Should().Be(canClick ? null : "true");
        day.TextContent.Contains(" disponible", StringComparison.Ordinal).Should().Be(placesText is not null);
        if (placesText is not null)
        {
            day.TextContent.Should().Contain(placesText);
        }

        // What a phone shows in its narrow cells is never empty either.
        day.QuerySelector(".brief")!.TextContent.Should().NotBeEmpty().And.BeEquivalentTo(label.Split(' ')[0]);
    }

    [Fact]
    public void A_click_tells_the_day_also_where_it_only_asks_for_the_reason()
    {
        var clicked = new List<CalendarDay>();
        var full = Day(23, CalendarDayState.Full, "Complet", "Plus de place.", canClick: false, places: 0);
        var calendar = Render<MonthCalendar>(parameters =>
            parameters
                .Add(component => component.Month, Month(January, full))
                .Add(component => component.Today, January)
                .Add(component => component.Clicks, Clicks(Month(January, full), clicked.Add))
        );

        calendar.Find("[data-date='2019-01-23']").Click();
        calendar.Find("[data-date='2019-01-23']").Click(new MouseEventArgs { Detail = 2 });

        clicked.Should().Equal([full], "the second of a double click is none");
    }

    [Fact]
    public void What_changed_is_drawn_again_and_no_other_day_even_if_all_were_read_again()
    {
        var before = Month(January, Day(23, CalendarDayState.Open, "Libre", "Cliquez", canClick: true, places: 3) with { Others = ["Petit déjeuner"] });
        var calendar = Render<MonthCalendar>(parameters =>
            parameters
                .Add(component => component.Month, before)
                .Add(component => component.Today, January)
                .Add(component => component.Clicks, Clicks(before, _ => { }))
        );
        var drawn = calendar.FindComponents<DayButton>().ToDictionary(day => day.Instance.Day.Date, day => (Component: day, Times: day.RenderCount));

        var readAgain = before with { Days = [.. before.Days.Select(day => day with { Others = [.. day.Others] })] };
        calendar.Render(parameters => parameters.Add(component => component.Month, readAgain.With(readAgain.On(new(2019, 1, 9)) with { PlacesLeft = 7 })));

        drawn.Where(day => day.Value.Component.RenderCount > day.Value.Times).Should().ContainSingle().Which.Key.Should().Be(new DateOnly(2019, 1, 9));
    }

    [Fact]
    public void The_days_stand_under_their_weekdays_and_the_childs_other_activities_are_named()
    {
        var other = Day(2, CalendarDayState.Open, "Libre", "Cliquez", canClick: true, places: 3) with { Others = ["Petit déjeuner (demandé)"] };
        var calendar = Render(January, January, other);

        var firstWeek = calendar.FindAll("tbody tr")[0].QuerySelectorAll("td");

        calendar.FindAll("thead th").Should().HaveCount(7);
        firstWeek[0].QuerySelector(".day").Should().BeNull("January 2019 begins on a Tuesday");
        firstWeek[2].TextContent.Should().Contain("Petit déjeuner (demandé)");
        calendar.FindAll("td").Should().HaveCount(35);
    }

    [Fact]
    public void Other_activities_are_in_the_days_name_and_told_once_more_below_for_cells_that_hold_short_words_only()
    {
        var others = new[] { 2, 9 }
            .Select(day => Day(day, CalendarDayState.NoSession, "Pas d’activité", "Pas ce jour.", canClick: false) with { Others = ["Chablis matin"] })
            .ToArray();
        var calendar = Render(January, January, others);

        calendar.Find("[data-date='2019-01-09']").TextContent.Should().Contain("mercredi 9 janvier").And.Contain("Aussi ce jour : Chablis matin");
        calendar.Find(".month-others").TextContent.Should().Contain("Chablis matin").And.Contain("mer. 2, mer. 9");
        calendar.FindAll("th.quiet").Select(column => column.TextContent).Should().Equal("lun.", "mar.", "jeu.", "ven.", "sam.", "dim.");
    }

    private IRenderedComponent<MonthCalendar> Render(DateOnly month, DateOnly today, params CalendarDay[] days) =>
        Render<MonthCalendar>(parameters =>
            parameters
                .Add(component => component.Month, Month(month, days))
                .Add(component => component.Today, today)
                .Add(component => component.Clicks, Clicks(Month(month, days), _ => { }))
        );

    private static DayClicks Clicks(CalendarMonth month, Action<CalendarDay> act) =>
        new(
            new Drawn(),
            () => month,
            day =>
            {
                act(day);
                return Task.CompletedTask;
            }
        );

    private sealed class Drawn : IHandleEvent
    {
        public Task HandleEventAsync(EventCallbackWorkItem item, object? arg) => item.InvokeAsync(arg);
    }

    private static CalendarMonth Month(DateOnly month, params CalendarDay[] days) =>
        new(
            "Enfant 1",
            "Chablis mercredi journée",
            "Chablis",
            month,
            month.AddMonths(6),
            new(8, 30),
            new(17, 30),
            new(1620, 1620, "Prix unique"),
            null,
            "Jusqu’à 48 h avant.",
            [],
            month,
            [
                .. Enumerable
                    .Range(1, DateTime.DaysInMonth(month.Year, month.Month))
                    .Select(number =>
                        days.FirstOrDefault(day => day.Date.Day == number)
                        ?? Day(number, CalendarDayState.NoSession, "Pas d’activité", "L’activité n’a pas lieu ce jour de la semaine.", canClick: false)
                    ),
            ]
        );

    private static CalendarDay Day(int number, CalendarDayState state, string label, string sentence, bool canClick, int? places = null) =>
        new(new DateOnly(2019, 1, number), number, state, label, label.Split(' ')[0].ToLowerInvariant(), sentence, canClick, places, null, []);
}
