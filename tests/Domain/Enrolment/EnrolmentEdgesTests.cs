using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Tests.Enrolment;

/// <summary>The edges of the rules of enrolment: the instant, the minute, the day at which an answer turns.</summary>
public sealed class EnrolmentEdgesTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly EnrolmentRules Rules = new(new SchoolCalendar([]), Paris);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Fact]
    public void Of_several_windows_to_come_the_next_one_is_told_and_of_several_past_the_last()
    {
        BookingWindow[] windows = [Window(20, 25), Window(10, 15), Window(12, 18)];

        EnrolmentRules.CheckWindows(windows, Wednesday, January(5)).Should().Be(Decision.Refuse(RefusalReason.WindowNotYetOpen, January(10)));
        EnrolmentRules.CheckWindows(windows, Wednesday, January(19)).Should().Be(Decision.Refuse(RefusalReason.WindowNotYetOpen, January(20)));
        EnrolmentRules.CheckWindows(windows, Wednesday, January(25)).Should().Be(Decision.Refuse(RefusalReason.WindowClosed, January(25)));
    }

    [Fact]
    public void A_parent_is_held_by_the_windows_that_cover_the_day_and_an_activity_by_all()
    {
        var activity = Activity(Window(20, 25));

        Ask(activity, January(15)).Should().Be(Decision.Refuse(RefusalReason.WindowNotYetOpen, January(20)));
        Ask(Activity(), January(15)).Should().Be(Decision.Refuse(RefusalReason.NoWindow));
        EnrolmentRules.IsOpenForRequests(activity, January(15)).Should().Be(Decision.Refuse(RefusalReason.WindowNotYetOpen, January(20)));
        EnrolmentRules.IsOpenForRequests(activity, January(20)).Should().Be(Decision.Allowed);
        EnrolmentRules.IsOpenForRequests(Activity(), January(20)).Should().Be(Decision.Refuse(RefusalReason.NoWindow));
    }

    [Fact]
    public void Past_the_cutoff_is_told_before_the_window() =>
        Ask(Activity(Window(1, 5)), January(23)).Should().Be(Decision.Refuse(RefusalReason.PastCutoff, Paris.ToInstant(new(2019, 1, 21), new(8, 30))));

    [Theory]
    [InlineData("2017-01-01", RefusalReason.TooYoung, "3")]
    [InlineData("2000-01-01", RefusalReason.TooOld, "11")]
    public void A_refused_age_names_the_one_that_is_asked_for(string born, RefusalReason reason, string age) =>
        Ask(Activity(Window(1, 30)), January(15), DateOnly.Parse(born, null)).Should().Be(Decision.Refuse(reason, detail: age));

    [Theory]
    [InlineData("07:30", "08:30", false)] // ends when the session begins
    [InlineData("07:30", "08:31", true)]
    [InlineData("17:30", "18:30", false)] // begins when the session ends
    [InlineData("17:29", "18:30", true)]
    [InlineData("10:00", "11:00", true)]
    [InlineData("07:00", "19:00", true)]
    public void Hours_overlap_from_the_first_minute_that_both_have(string from, string to, bool overlaps) =>
        new HeldPlace(1, 1, Wednesday, "Autre", TimeOnly.Parse(from, null), TimeOnly.Parse(to, null), RequestStatus.Accepted)
            .OverlapsHours(new(8, 30), new(17, 30))
            .Should()
            .Be(overlaps);

    [Fact]
    public void A_cutoff_may_be_up_to_sixty_days_away()
    {
        Cutoff.HoursBefore(0).Amount.Should().Be(0);
        Cutoff.HoursBefore(1440).Amount.Should().Be(1440);
        Cutoff.WorkingDaysBefore(0, default).Amount.Should().Be(0);
        Cutoff.WorkingDaysBefore(60, default).Amount.Should().Be(60);
        FluentActions.Invoking(() => Cutoff.HoursBefore(1441)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Cutoff.WorkingDaysBefore(-1, default)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_window_closes_after_it_opens()
    {
        var never = () => Window(5, 5);

        never.Should().Throw<ArgumentException>().WithMessage("A window closes after it opens.*");
        (Window(5, 6).ClosesAt - Window(5, 6).OpensAt).Should().Be(TimeSpan.FromDays(1));
    }

    [Fact]
    public void An_activity_has_its_first_and_its_last_day()
    {
        var calendar = new SchoolCalendar([]);
        var activity = Activity();

        activity.TakesPlaceOn(new(2019, 1, 9), calendar).IsAllowed.Should().BeTrue();
        activity.TakesPlaceOn(new(2019, 1, 30), calendar).IsAllowed.Should().BeTrue();
        activity.TakesPlaceOn(new(2019, 1, 2), calendar).Reason.Should().Be(RefusalReason.OutsideActivitySpan);
        activity.TakesPlaceOn(new(2019, 2, 6), calendar).Reason.Should().Be(RefusalReason.OutsideActivitySpan);
        activity.Days(calendar).Select(day => day.Day).Should().Equal(9, 16, 23, 30);
    }

    private static DateTime January(int day) => new(2019, 1, day, 0, 0, 0, DateTimeKind.Utc);

    private static BookingWindow Window(int from, int to) => BookingWindow.Fixed(January(from), January(to), new(2019, 1, 1), new(2019, 7, 1));

    private static Decision Ask(Activity activity, DateTime now, DateOnly? born = null) =>
        Rules.CanAsk(activity, Wednesday, Session.Create(1, Wednesday, 10), born ?? new(2011, 10, 25), [], now);

    private static Activity Activity(params BookingWindow[] windows) =>
        windows.Aggregate(
            Domain.Activities.Activity.Create(
                new ActivityPlan
                {
                    Name = "Mercredi",
                    CategoryId = 1,
                    Site = "",
                    From = new(2019, 1, 9),
                    To = new(2019, 1, 30),
                    Weekdays = Weekdays.Wednesday,
                    Season = Season.SchoolTime,
                    StartsAt = new(8, 30),
                    EndsAt = new(17, 30),
                    Capacity = 10,
                    MinAge = 3,
                    MaxAge = 11,
                },
                0
            ),
            (activity, window) => activity.OpenDuring(window)
        );
}
