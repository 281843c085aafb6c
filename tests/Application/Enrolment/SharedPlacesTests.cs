using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Enrolment;

/// <summary>What a screen shows of places that others take and give back.</summary>
public sealed class SharedPlacesTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_hundred_screens_that_heard_of_the_same_change_are_answered_by_one_statement(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 7);
        var session = await portal.SessionOf(activity, Wednesday);
        await Asked(portal, activity);
        portal.Statements.Reset();
        var told = portal.Service<ChangeFeed>().Told;

        var screens = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => portal.Service<SharedPlaces>().LeftAsync([session.Id], told)));

        screens.Should().OnlyContain(left => left[session.Id] == 6);
        portal.Statements.Sent.Should().ContainSingle();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_was_read_before_a_change_does_not_answer_who_heard_of_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 7);
        var session = await portal.SessionOf(activity, Wednesday);
        var (places, feed) = (portal.Service<SharedPlaces>(), portal.Service<ChangeFeed>());

        await Asked(portal, activity);
        var before = await places.LeftAsync([session.Id], feed.Told);
        await Asked(portal, activity);
        var after = await places.LeftAsync([session.Id], feed.Told);

        before[session.Id].Should().Be(6);
        after[session.Id].Should().Be(5);
    }

    [Fact]
    public async Task A_reading_that_failed_is_tried_again_for_the_next_screen()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var session = await portal.SessionOf(await portal.GivenActivity(capacity: 7), Wednesday);
        var places = portal.Service<SharedPlaces>();
        portal.Statements.Before = _ => throw new InvalidOperationException("the database is away");
        await places.Awaiting(each => each.LeftAsync([session.Id], 0)).Should().ThrowAsync<InvalidOperationException>();
        portal.Statements.Before = null;

        (await places.LeftAsync([session.Id], 0))[session.Id].Should().Be(7);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_month_with_its_places_read_again_is_the_month_read_whole(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        await AskedBy(own, new(2019, 1, 30));
        var shown = await MonthAsync();

        // The last place goes; a place comes back on a day that was full; my own day gets more room.
        await AskedBy(other, Wednesday);
        await ExactlyAsync();
        foreach (var request in await portal.RequestsOf(other))
        {
            await portal.SendAs(other.Parent, new WithdrawRequest(request.Id));
        }

        await ExactlyAsync();
        var mine = await portal.SessionOf(activity, new(2019, 1, 30));
        await portal.SendAs(Person.With(Roles.Director), new SetSessionCapacity(mine.Id, 9));
        await ExactlyAsync();

        async Task ExactlyAsync()
        {
            var whole = await MonthAsync();
            var left = await portal
                .Service<SharedPlaces>()
                .LeftAsync([.. shown.Days.Select(day => day.SessionId).OfType<int>()], portal.Service<ChangeFeed>().Told);
            shown.Days.Should().NotBeEquivalentTo(whole.Days, "something changed");
            shown = shown.WithPlaces(left);
            shown.Should().BeEquivalentTo(whole);
        }

        async Task<CalendarMonth> MonthAsync() => (await portal.SendAs(own.Parent, new GetCalendarMonth(own.ChildId, activity.Id, Wednesday))).Value;

        async Task AskedBy(Household family, DateOnly date) =>
            (await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, date))).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_day_that_the_centre_closes_is_read_whole(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 7);
        var own = await portal.GivenFamily();
        var shown = (await portal.SendAs(own.Parent, new GetCalendarMonth(own.ChildId, activity.Id, Wednesday))).Value;
        var session = await portal.SessionOf(activity, Wednesday);
        await portal.Find(db =>
            db.Sessions.Where(each => each.Id == session.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(each => each.IsClosed, true), TestContext.Current.CancellationToken)
        );

        var left = await portal.Service<SharedPlaces>().LeftAsync([session.Id], portal.Service<ChangeFeed>().Told);

        left[session.Id].Should().BeNull();
        shown.WithPlaces(left).Should().BeNull();
    }

    private static async Task Asked(Portal portal, Activity activity)
    {
        var family = await portal.GivenFamily();
        (await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday))).IsRefused.Should().BeFalse();
    }
}
