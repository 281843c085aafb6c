using System.Reflection;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Tests.Enrolment;

public sealed class EnrolmentRulesTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly HolidayPeriod Winter = HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4));
    private static readonly EnrolmentRules Rules = new(new SchoolCalendar([Winter]), Paris);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly DateOnly SevenYearsOld = new(2011, 10, 25);
    private static readonly DateTime Now = Paris.ToInstant(new(2019, 1, 15), new(9, 0));

    [Fact]
    public void A_day_that_nothing_speaks_against_is_allowed() => Ask().Should().Be(Decision.Allowed);

    [Theory]
    [InlineData("2018-09-01", RefusalReason.OutsideActivitySpan)]
    [InlineData("2019-01-24", RefusalReason.NotAWeekdayOfTheActivity)]
    [InlineData("2019-05-01", RefusalReason.PublicHoliday)]
    [InlineData("2019-02-20", RefusalReason.SchoolHolidays)]
    public void The_activity_does_not_take_place(string date, RefusalReason reason) => Ask(date: DateOnly.Parse(date, null)).Reason.Should().Be(reason);

    [Fact]
    public void A_holiday_activity_takes_place_in_the_holidays_only()
    {
        var stay = Domain.Activities.Activity.Create(
            new ActivityPlan
            {
                Name = "Séjour",
                CategoryId = 1,
                Site = "",
                From = new(2019, 2, 11),
                To = new(2019, 3, 8),
                Weekdays = Weekdays.WorkingWeek,
                Season = Season.Holidays,
                StartsAt = new(8, 30),
                EndsAt = new(17, 30),
                Capacity = 10,
                MinAge = 3,
                MaxAge = 11,
            },
            0
        );
        var calendar = new SchoolCalendar([Winter]);

        stay.TakesPlaceOn(new(2019, 2, 15), calendar).Reason.Should().Be(RefusalReason.NotInSchoolHolidays);
        stay.Days(calendar).Should().HaveCount(10).And.OnlyContain(day => Winter.Contains(day));
    }

    [Fact]
    public void The_guides_form_covers_school_days_only()
    {
        var activity = Domain.Activities.Activity.Create(
            new ActivityPlan
            {
                Name = "Péri Beine matin",
                CategoryId = 1,
                Site = "",
                From = new(2018, 9, 3),
                To = new(2019, 7, 5),
                Weekdays = Weekdays.Monday | Weekdays.Tuesday | Weekdays.Thursday | Weekdays.Friday,
                Season = Season.SchoolTime,
                StartsAt = new(7, 30),
                EndsAt = new(8, 30),
                Capacity = 30,
                MinAge = 3,
                MaxAge = 11,
            },
            135
        );

        activity
            .Days(new SchoolCalendar([Winter]))
            .Where(day => day >= new DateOnly(2019, 2, 5) && day <= new DateOnly(2019, 2, 26))
            .Select(day => day.Day)
            .Should()
            .Equal(5, 7, 8, 11, 12, 14, 15);
    }

    [Fact]
    public void A_closed_day_a_missing_one_and_a_full_one_say_so()
    {
        Ask(session: Session(10).Close("formation")).Should().Be(Decision.Refuse(RefusalReason.SessionClosed, detail: "formation"));
        Rules.CanAsk(Activity(), Wednesday, null, SevenYearsOld, [], Now).Reason.Should().Be(RefusalReason.SessionClosed);
        Ask(session: Session(62, taken: 62)).Reason.Should().Be(RefusalReason.Full);
        Ask(session: Session(62, taken: 61)).IsAllowed.Should().BeTrue();
    }

    [Theory]
    [InlineData("2016-01-23", null)] // three on the day
    [InlineData("2016-01-24", RefusalReason.TooYoung)] // three the day after
    [InlineData("2007-01-24", null)] // eleven until tomorrow
    [InlineData("2007-01-23", RefusalReason.TooOld)] // twelve on the day
    public void The_age_counts_on_the_day(string born, RefusalReason? reason) => Ask(born: DateOnly.Parse(born, null)).Reason.Should().Be(reason);

    [Fact]
    public void The_cutoff_refuses_from_its_instant_on()
    {
        var cutoff = Paris.ToInstant(new(2019, 1, 21), new(8, 30));

        Ask(now: cutoff.AddSeconds(-1)).IsAllowed.Should().BeTrue();
        Ask(now: cutoff).Should().Be(Decision.Refuse(RefusalReason.PastCutoff, cutoff));
    }

    [Fact]
    public void Staff_pass_window_and_cutoff_but_neither_capacity_nor_overlap_nor_age()
    {
        var late = Paris.ToInstant(Wednesday, new(8, 0));

        Ask(now: late, asker: Asker.Staff).IsAllowed.Should().BeTrue();
        Ask(now: late, asker: Asker.Staff, activity: Activity(isOpen: false)).IsAllowed.Should().BeTrue();
        Ask(now: late, asker: Asker.Staff, session: Session(1, taken: 1)).Reason.Should().Be(RefusalReason.Full);
        Ask(now: late, asker: Asker.Staff, held: Held(99, new(8, 30), new(12, 0))).Reason.Should().Be(RefusalReason.Overlaps);
        Ask(now: late, asker: Asker.Staff, born: new(2000, 1, 1)).Reason.Should().Be(RefusalReason.TooOld);
    }

    [Fact]
    public void Breakfast_before_the_day_does_not_overlap_and_the_morning_does()
    {
        Ask(held: Held(99, new(7, 30), new(8, 30))).IsAllowed.Should().BeTrue();
        Ask(held: Held(99, new(8, 30), new(12, 0))).Should().Be(Decision.Refuse(RefusalReason.Overlaps, detail: "Autre"));
        Ask(held: Held(99, new(8, 30), new(12, 0)) with { Date = Wednesday.AddDays(7) }).IsAllowed.Should().BeTrue();
    }

    [Theory]
    [InlineData(RequestStatus.Pending, RefusalReason.AlreadyAsked)]
    [InlineData(RequestStatus.Accepted, RefusalReason.AlreadyBooked)]
    public void The_childs_own_place_comes_before_every_other_reason(RequestStatus status, RefusalReason reason) =>
        Ask(session: Session(1, taken: 1), now: Now.AddDays(30), held: Held(7, new(8, 30), new(17, 30), status)).Reason.Should().Be(reason);

    [Theory]
    [InlineData(RequestStatus.Pending, null)]
    [InlineData(RequestStatus.Accepted, RefusalReason.AlreadyTreated)]
    [InlineData(RequestStatus.Refused, RefusalReason.AlreadyTreated)]
    [InlineData(RequestStatus.Withdrawn, RefusalReason.NoLongerStands)]
    [InlineData(RequestStatus.Cancelled, RefusalReason.NoLongerStands)]
    public void Only_an_untreated_request_is_the_parents(RequestStatus status, RefusalReason? reason)
    {
        Rules.CanChangeOrWithdraw(status, Wednesday, new(8, 30), Cutoff.FortyEightHours, Now).Reason.Should().Be(reason);
        if (reason is null)
        {
            Rules.CanChangeOrWithdraw(status, Wednesday, new(8, 30), Cutoff.FortyEightHours, Now.AddDays(7)).Reason.Should().Be(RefusalReason.PastCutoff);
        }
    }

    [Theory]
    [InlineData(RequestStatus.Pending, false, RefusalReason.NotYetTreated)]
    [InlineData(RequestStatus.Accepted, false, null)]
    [InlineData(RequestStatus.Accepted, true, RefusalReason.CancellationAlreadyAsked)]
    [InlineData(RequestStatus.Refused, false, RefusalReason.NoLongerStands)]
    [InlineData(RequestStatus.Withdrawn, false, RefusalReason.NoLongerStands)]
    [InlineData(RequestStatus.Cancelled, false, RefusalReason.NoLongerStands)]
    public void Only_a_booking_can_be_asked_to_be_cancelled_and_once(RequestStatus status, bool waits, RefusalReason? reason) =>
        Rules.CanAskCancellation(status, waits, Wednesday, new(8, 30), Cutoff.FortyEightHours, Now).Reason.Should().Be(reason);

    private static Decision Ask(
        Activity? activity = null,
        DateOnly? date = null,
        Session? session = null,
        DateOnly? born = null,
        HeldPlace? held = null,
        DateTime? now = null,
        Asker asker = Asker.Parent
    ) => Rules.CanAsk(activity ?? Activity(), date ?? Wednesday, session ?? Session(10), born ?? SevenYearsOld, held is null ? [] : [held], now ?? Now, asker);

    private static Activity Activity(bool isOpen = true)
    {
        var activity = Domain.Activities.Activity.Create(
            new ActivityPlan
            {
                Name = "Chablis mercredi journée",
                CategoryId = 1,
                Site = "Chablis",
                From = new(2018, 9, 5),
                To = new(2019, 7, 3),
                Weekdays = Weekdays.Wednesday,
                Season = Season.SchoolTime,
                StartsAt = new(8, 30),
                EndsAt = new(17, 30),
                Capacity = 62,
                MinAge = 3,
                MaxAge = 11,
            },
            1620
        );
        return isOpen
            ? activity.OpenDuring(BookingWindow.Fixed(Paris.StartOfDay(new(2018, 8, 20)), Paris.StartOfDay(new(2019, 7, 4)), activity.From, activity.To))
            : activity;
    }

    private static Session Session(int capacity, int taken = 0)
    {
        var session = Domain.Activities.Session.Create(1, Wednesday, capacity);
        Set(session, nameof(session.Id), 7);
        Set(session, nameof(session.PlacesTaken), taken);
        return session;
    }

    private static HeldPlace Held(int sessionId, TimeOnly from, TimeOnly to, RequestStatus status = RequestStatus.Accepted) =>
        new(1, sessionId, Wednesday, "Autre", from, to, status);

    // Keys and counts belong to the database; tests of rules have none.
    private static void Set(object entity, string property, object value) =>
        entity.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public)!.SetValue(entity, value);
}
