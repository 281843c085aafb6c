using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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

        var answers = await Task.WhenAll(
            families.Select(family => Task.Run(() => portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday))))
        );

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

        var answers = await Task.WhenAll(
            families.Select(
                (family, index) => Task.Run(() => (index % 2 == 0 ? one : two).SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday)))
            )
        );

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

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(index => Task.Run(() => portal.SendAs(family.Parent, new AskSession(family.ChildId, index % 2 == 0 ? day.Id : morning.Id, Wednesday))))
        );

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

        var answers = await Task.WhenAll(
            families.Select(family =>
                Task.Run(() => portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(new(2019, 1, 20), new(2019, 3, 31), Weekdays.All))))
            )
        );

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
            Task.Run(() => portal.SendAs(Person.With(Roles.Director), new TreatRequests([.. Enumerable.Reverse(ids)], Accept: true)))
        );

        results.Sum(result => result.Value.Treated).Should().Be(6);
        results.Sum(result => result.Value.MissedByColleague.Count).Should().Be(6);
        (await portal.Find(db => Task.FromResult(db.OutboxMessages.Select(mail => mail.FamilyId).ToList()))).Should().OnlyHaveUniqueItems().And.HaveCount(6);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_cancellation_asked_while_staff_cancel_leaves_no_request_without_a_booking(DatabaseProvider database)
    {
        await using var portal = await StartWithoutDeadlockDetectionAsync(database);
        var activity = await portal.GivenActivity();
        var agent = Person.With(Roles.Agent);
        for (var round = 0; round < 10; round++)
        {
            var family = await portal.GivenFamily();
            await portal.SendAs(agent, new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
            var id = (await portal.RequestsOf(family))[0].Id;

            await Task.WhenAll(
                Task.Run(() => portal.SendAs(family.Parent, new AskCancellation(id))),
                Task.Run(() => portal.SendAs(agent, new CancelOnBehalf(id, false, "Fermeture")))
            );

            (await portal.RequestsOf(family)).Should().NotContain(row => row.Status == RequestStatus.Pending);
        }

        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_who_accept_a_cancellation_and_staff_who_cancel_do_not_wait_for_each_other(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var agent = Person.With(Roles.Agent);
        for (var round = 0; round < 10; round++)
        {
            var family = await portal.GivenFamily();
            await portal.SendAs(agent, new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
            var booking = (await portal.RequestsOf(family))[0].Id;
            await portal.SendAs(family.Parent, new AskCancellation(booking));
            var cancellation = (await portal.RequestsOf(family))[1].Id;

            await Task.WhenAll(
                Task.Run(() => portal.SendAs(agent, new TreatRequests([cancellation], Accept: true))),
                Task.Run(() => portal.SendAs(agent, new CancelOnBehalf(booking, false, "Fermeture")))
            );

            (await portal.RequestsOf(family)).Select(row => row.Status).Should().Equal(RequestStatus.Cancelled, RequestStatus.Accepted);
        }

        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Moves_between_two_days_in_opposite_directions_do_not_deadlock(DatabaseProvider database)
    {
        await using var portal = await StartWithoutDeadlockDetectionAsync(database);
        var activity = await portal.GivenActivity(capacity: 20);
        var agent = Person.With(Roles.Agent);
        var nextWeek = Wednesday.AddDays(7);
        var families = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => portal.GivenFamily()));
        var bookings = new List<(long Id, DateOnly To)>();
        for (var index = 0; index < families.Length; index++)
        {
            var day = index % 2 == 0 ? Wednesday : nextWeek;
            await portal.SendAs(agent, new BookOnBehalf(families[index].ChildId, activity.Id, new(day, day, Weekdays.All), null, null, null));
            bookings.Add(((await portal.RequestsOf(families[index]))[0].Id, index % 2 == 0 ? nextWeek : Wednesday));
        }

        var answers = await Task.WhenAll(
            bookings.Select(booking => Task.Run(() => portal.SendAs(agent, new MoveBooking(booking.Id, activity.Id, booking.To, null))))
        );

        answers.Should().OnlyContain(answer => !answer.IsRefused);
        await portal.PlacesAreConsistent();
    }

    [Fact]
    public async Task Who_waits_three_seconds_for_a_lock_is_told_to_try_again_and_waits_no_longer()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Postgres);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        var (locked, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = portal.Find(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Sessions.ExecuteUpdateAsync(set => set.SetProperty(session => session.ClosedReason, (string?)null));
            locked.SetResult();
            await release.Task;
            return true;
        });
        await locked.Task;
        var started = System.Diagnostics.Stopwatch.StartNew();

        // The lock is not let go before the answer: whoever waited for it would wait for ever.
        var asked = await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday)).WaitAsync(TimeSpan.FromMinutes(2));

        started.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(2));
        asked.Refusal.Code.Should().Be(Refusal.Busy.Code);
        release.SetResult();
        await holding;
        (await portal.RequestsOf(family)).Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_two_who_undo_a_refusal_one_takes_the_last_place_back(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var agent = Person.With(Roles.Agent);
        var families = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => portal.GivenFamily()));
        var ids = new List<long>();
        foreach (var family in families)
        {
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
            ids.Add((await portal.RequestsOf(family))[0].Id);
            await portal.SendAs(agent, new TreatRequests([ids[^1]], Accept: false, "Encadrement"));
        }

        var answers = await Task.WhenAll(ids.Select(id => Task.Run(() => portal.SendAs(agent, new UndoDecisions([id])))));

        answers.Sum(answer => answer.Value.RequestIds.Count).Should().Be(1);
        answers.SelectMany(answer => answer.Value.Kept).Should().HaveCount(5).And.OnlyContain(kept => kept.Code == nameof(RefusalReason.Full));
        await portal.PlacesAreConsistent();
    }

    [Fact]
    public async Task A_deadlock_is_tried_again_until_both_are_done()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Postgres);
        var (one, two) = (await portal.GivenFamily(), await portal.GivenFamily());
        using var bothHoldOne = new Barrier(2);

        var answers = await Task.WhenAll(LockAsync(one.ChildId, two.ChildId), LockAsync(two.ChildId, one.ChildId));

        answers.Should().OnlyContain(answer => answer != null && !answer.IsRefused);
        (await portal.Find(db => db.Children.SumAsync(child => child.EnrolmentTurn))).Should().Be(4);

        Task<Outcome<Done>?> LockAsync(int first, int second) =>
            Task.Run(async () =>
            {
                await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<IPortalDb>();
                var isFirst = true;
                return await scope
                    .ServiceProvider.GetRequiredService<ITransactions>()
                    .RunAsync<Outcome<Done>>(
                        async cancellationToken =>
                        {
                            await TurnAsync(db, first);
                            if (isFirst)
                            {
                                isFirst = false;
                                bothHoldOne.SignalAndWait(cancellationToken);
                            }

                            await TurnAsync(db, second);
                            return Done.It;
                        },
                        TestContext.Current.CancellationToken
                    );
            });
    }

    private static Task<int> TurnAsync(IPortalDb db, int childId) =>
        db
            .Children.Where(child => child.Id == childId)
            .ExecuteUpdateAsync(set => set.SetProperty(child => child.EnrolmentTurn, child => child.EnrolmentTurn + 1));

    /// <summary>
    /// PostgreSQL would find a deadlock after a second, and the command would be tried again unseen. Here it would last until the
    /// lock's own time-out, and one of the two would be refused.
    /// </summary>
    private static async Task<Portal> StartWithoutDeadlockDetectionAsync(DatabaseProvider database)
    {
        if (database != DatabaseProvider.Postgres)
        {
            return await Portal.StartAsync(database);
        }

        var portal = await Portal.StartAsync(database, await MigratedDatabase.CopyPostgresAsync() + ";Options=-c deadlock_timeout=60s");
        await portal.SaveAsync(Domain.Centre.CentreProfile.Create("Centre", "03", "c@example.fr", "A", 3));
        return portal;
    }
}
