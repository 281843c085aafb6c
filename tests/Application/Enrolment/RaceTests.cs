using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Application.Treatment;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Persistence;

namespace ClsPortal.Application.Tests.Enrolment;

/// <summary>Real parallel connections; on PostgreSQL also two copies of the portal.</summary>
public sealed class RaceTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Forty_parents_click_on_the_last_places_at_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 7);
        var families = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => portal.GivenFamily()));

        var answers = await Task.WhenAll(families.Select(family => Task.Run(() =>
            portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday)))));

        answers.Count(answer => !answer.IsRefused).Should().Be(7);
        answers.Where(answer => answer.IsRefused).Should().OnlyContain(answer => answer.Refusal.Code == nameof(RefusalReason.Full));
        (await portal.SessionOf(activity, Wednesday)).PlacesTaken.Should().Be(7);
        await portal.PlacesAreConsistent();
    }

    [Fact]
    public async Task Two_copies_of_the_portal_share_the_last_place_fairly_on_one_database()
    {
        var connection = await MigratedDatabase.CopyPostgresAsync();
        await using var one = await Portal.StartAsync(DatabaseProvider.Postgres, connection);
        await one.SaveAsync(Domain.Centre.CentreProfile.Create("Centre", "03", "c@example.fr", "A", 3));
        await using var two = await Portal.StartAsync(DatabaseProvider.Postgres, connection);
        var activity = await one.GivenActivity(capacity: 1);
        var families = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => one.GivenFamily()));

        var answers = await Task.WhenAll(families.Select((family, index) => Task.Run(() =>
            (index % 2 == 0 ? one : two).SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday)))));

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        answers.Where(answer => answer.IsRefused).Should().OnlyContain(answer => answer.Refusal.Code == nameof(RefusalReason.Full));
        await one.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task One_child_asked_for_twice_at_once_gets_one_request_and_no_overlap(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var day = await portal.GivenActivity();
        var morning = await portal.GivenActivity(from: new(8, 30), to: new(12, 0), name: "Chablis mercredi matin");
        var family = await portal.GivenFamily();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(() =>
            portal.SendAs(family.Parent, new AskSession(family.ChildId, index % 2 == 0 ? day.Id : morning.Id, Wednesday)))));

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        (await portal.RequestsOf(family)).Should().ContainSingle();
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Multi_date_forms_in_opposite_directions_neither_deadlock_nor_overbook(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 5);
        var families = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => portal.GivenFamily()));

        var answers = await Task.WhenAll(families.Select(family => Task.Run(() =>
            portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(new(2019, 1, 20), new(2019, 3, 31), Weekdays.All))))));

        answers.Should().OnlyContain(answer => !answer.IsRefused);
        answers.Sum(answer => answer.Value.Filed.Count).Should().Be(10 * 5);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_withdrawal_and_a_treatment_at_once_leave_one_of_both(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var agent = Person.With(Roles.Agent);
        for (var round = 0; round < 8; round++)
        {
            var family = await portal.GivenFamily();
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
            var id = (await portal.RequestsOf(family))[0].Id;

            var withdrawing = Task.Run(() => portal.SendAs(family.Parent, new WithdrawRequest(id)));
            var refusing = Task.Run(() => portal.SendAs(agent, new TreatRequests([id], Accept: false, "Complet")));
            await Task.WhenAll(withdrawing, refusing);

            var treated = (await refusing).Value.Treated;
            (treated + ((await withdrawing).IsRefused ? 0 : 1)).Should().Be(1);
        }

        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_colleagues_treat_the_same_requests_and_each_family_gets_one_mail(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var families = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => portal.GivenFamily()));
        foreach (var family in families)
        {
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        }

        var ids = (await Task.WhenAll(families.Select(portal.RequestsOf))).SelectMany(rows => rows).Select(row => row.Id).ToList();
        var results = await Task.WhenAll(
            Task.Run(() => portal.SendAs(Person.With(Roles.Agent), new TreatRequests(ids, Accept: true))),
            Task.Run(() => portal.SendAs(Person.With(Roles.Director), new TreatRequests([.. Enumerable.Reverse(ids)], Accept: true))));

        results.Sum(result => result.Value.Treated).Should().Be(6);
        results.Sum(result => result.Value.MissedByColleague.Count).Should().Be(6);
        (await portal.Find(db => Task.FromResult(db.OutboxMessages.Select(mail => mail.FamilyId).ToList()))).Should().OnlyHaveUniqueItems().And.HaveCount(6);
    }
}
