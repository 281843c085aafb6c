using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Application.Tests.Enrolment;

/// <summary>What the calendar promises is what the commands keep.</summary>
public sealed class CalendarPromiseTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_booked_day_names_the_history_only_while_the_history_takes_it(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        var day = new DateOnly(2019, 1, 23);
        await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(day, day, Weekdays.All), null, null, null));
        var booking = (await portal.RequestsOf(family))[0].Id;

        (await SentenceAsync()).Should().Contain("passez par l’Historique");
        portal.ItIs(new(2019, 1, 22), new(9, 0));
        (await SentenceAsync()).Should().NotContain("Historique").And.Contain("Le délai est dépassé").And.Contain("03.86.47.86.12");
        (await portal.SendAs(family.Parent, new AskCancellation(booking))).Refusal.Code.Should().Be(nameof(RefusalReason.PastCutoff));
        portal.ItIs(new(2019, 1, 24), new(9, 0));
        (await SentenceAsync()).Should().Be("Inscription acceptée. Ce jour est passé.");

        async Task<string> SentenceAsync() =>
            (await portal.SendAs(family.Parent, new GetCalendarMonth(family.ChildId, activity.Id, day))).Value.Days.Single(line => line.Date == day).Sentence;
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_calendar_opens_on_a_month_in_which_something_can_be_asked(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        await portal.GivenActivity();
        var family = await portal.GivenFamily();

        (await FirstMonthAsync()).Should().Be(new DateOnly(2019, 1, 1));
        portal.ItIs(new(2019, 1, 29), new(10, 0));
        (await FirstMonthAsync()).Should().Be(new DateOnly(2019, 2, 1), "the last Wednesday of January is past its cutoff");

        async Task<DateOnly> FirstMonthAsync() =>
            (await portal.SendAs(family.Parent, new GetEnrolmentChoices(family.ChildId))).Value.Activities.Single().FirstMonth;
    }
}
