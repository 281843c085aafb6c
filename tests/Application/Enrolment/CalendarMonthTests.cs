using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Application.Tests.Enrolment;

public sealed class CalendarMonthTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 10)]
    [InlineData(DatabaseProvider.Sqlite, 10_000)]
    [InlineData(DatabaseProvider.Postgres, 10)]
    [InlineData(DatabaseProvider.Postgres, 10_000)]
    public async Task A_month_takes_four_statements_whatever_the_number_of_families(DatabaseProvider database, int families)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        await portal.SaveAsync([
            .. Enumerable
                .Range(0, families)
                .Select(number =>
                {
                    var family = Family.Create($"N{number}", $"Nom{number}");
                    family.AddChild("Enfant", "", new DateOnly(2011, 1, 1));
                    return family;
                }),
        ]);
        // A price that asks for all there is to ask: the quotient, and the brothers and sisters of each day.
        await portal.SaveAsync(
            Tariff.Create(
                activity.Id,
                new(2018, 9, 1),
                new TariffTerms(TariffKind.Rate, TariffUnit.Session)
                {
                    RatePercent = 1.2m,
                    FloorCents = 300,
                    CeilingCents = 1500,
                    SecondChildPercent = 10,
                    OutsidePercent = 20,
                }
            )
        );
        var own = await portal.GivenFamily();
        portal.Statements.Reset();

        var month = await portal.SendAs(own.Parent, new GetCalendarMonth(own.ChildId, activity.Id, new(2019, 1, 1)));

        month.Value.Days.Should().HaveCount(31);
        portal.Statements.Sent.Should().HaveCountLessThanOrEqualTo(4);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Every_day_says_what_a_click_does_or_why_it_cannot_be_clicked(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 2);
        var breakfast = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), name: "Petit déjeuner");
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 1, 23)));
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, breakfast.Id, new(2019, 1, 30)));
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 1, 30)));
        var booking = (await portal.RequestsOf(family))[^1];
        await portal.SendAs(Person.With(Roles.Agent), new TreatRequests([booking.Id], Accept: true));

        var days = (await portal.SendAs(family.Parent, new GetCalendarMonth(family.ChildId, activity.Id, new(2019, 1, 31)))).Value.Days;

        days[15].Should().BeEquivalentTo(new { State = CalendarDayState.Blocked, CanClick = false }, "16-01 is past its cutoff");
        days[15].Sentence.Should().Contain("délai est dépassé");
        days[16].State.Should().Be(CalendarDayState.NoSession);
        days[22]
            .Should()
            .BeEquivalentTo(
                new
                {
                    State = CalendarDayState.Asked,
                    CanClick = true,
                    PlacesLeft = (int?)1,
                }
            );
        days[29].Should().BeEquivalentTo(new { State = CalendarDayState.Booked, CanClick = false });
        days[29].Others.Should().ContainSingle().Which.Should().StartWith("Petit déjeuner");
        days.Should().OnlyContain(day => day.Sentence.Length > 0 && day.Label.Length > 0);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 1)]
    [InlineData(DatabaseProvider.Sqlite, 2)]
    [InlineData(DatabaseProvider.Postgres, 1)]
    [InlineData(DatabaseProvider.Postgres, 2)]
    public async Task A_day_after_a_click_is_told_as_the_month_shows_it(DatabaseProvider database, int places)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: places);
        var breakfast = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), name: "Petit déjeuner");
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, breakfast.Id, new(2019, 1, 30)));

        var asked = (await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 1, 30)))).Value.Day;

        var shown = await DayAsync();
        asked.Should().BeEquivalentTo(shown);
        shown.Should().BeEquivalentTo(new { State = CalendarDayState.Asked, PlacesLeft = (int?)(places - 1) });

        var withdrawn = (await portal.SendAs(family.Parent, new WithdrawRequest(asked.RequestId!.Value))).Value.Day;

        withdrawn.Should().BeEquivalentTo(await DayAsync()).And.BeEquivalentTo(new { State = CalendarDayState.Open, PlacesLeft = (int?)places });

        async Task<CalendarDay> DayAsync() =>
            (await portal.SendAs(family.Parent, new GetCalendarMonth(family.ChildId, activity.Id, new(2019, 1, 1)))).Value.On(new(2019, 1, 30));
    }
}
