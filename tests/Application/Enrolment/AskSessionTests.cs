using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Application.Tests.Enrolment;

public sealed class AskSessionTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_click_files_a_request_that_holds_a_place_and_promises_an_answer(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(withBus: true);
        var family = await portal.GivenFamily();
        var stop = activity.BusStops[0].Id;

        var asked = await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, stop, stop, " doudou "));

        asked.Value.AnswerDueOn.Should().Be(new DateOnly(2019, 1, 18), "three working days after Tuesday 15-01");
        var request = (await portal.RequestsOf(family)).Should().ContainSingle().Subject;
        request
            .Should()
            .BeEquivalentTo(
                new
                {
                    Kind = RequestKind.Enrolment,
                    Status = RequestStatus.Pending,
                    Note = "doudou",
                    FiledBy = family.Parent.UserId,
                    OutboundStopId = (int?)stop,
                    FiledAt = portal.Clock.GetUtcNow().UtcDateTime,
                }
            );
        (await portal.SessionOf(activity, Wednesday)).PlacesTaken.Should().Be(1);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_cutoff_refuses_from_its_instant_on(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), name: "Petit déjeuner");
        var (early, late) = (await portal.GivenFamily(), await portal.GivenFamily());

        portal.ItIs(new(2019, 1, 21), new(7, 29, 59));
        var before = await portal.SendAs(early.Parent, new AskSession(early.ChildId, activity.Id, Wednesday));
        portal.ItIs(new(2019, 1, 21), new(7, 30));
        var after = await portal.SendAs(late.Parent, new AskSession(late.ChildId, activity.Id, Wednesday));

        before.IsRefused.Should().BeFalse();
        after.Refusal.Code.Should().Be(nameof(RefusalReason.PastCutoff));
        after.Refusal.Sentence.Should().Contain("21-01-2019 à 07h30").And.Contain("03.86.47.86.12");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Outside_the_window_the_answer_says_when_it_opens(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var window = BookingWindow.Fixed(
            Portal.Paris.StartOfDay(new(2019, 1, 21)),
            Portal.Paris.StartOfDay(new(2019, 2, 14)),
            new(2018, 9, 1),
            new(2019, 7, 31)
        );
        var activity = await portal.GivenActivity(window: window);
        var family = await portal.GivenFamily();

        var asked = await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));

        asked.Refusal.Code.Should().Be(nameof(RefusalReason.WindowNotYetOpen));
        asked.Refusal.Sentence.Should().Contain("21-01-2019");
        (await portal.RequestsOf(family)).Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_full_session_refuses_and_keeps_its_count(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var (first, second) = (await portal.GivenFamily(), await portal.GivenFamily());

        await portal.SendAs(first.Parent, new AskSession(first.ChildId, activity.Id, Wednesday));
        var asked = await portal.SendAs(second.Parent, new AskSession(second.ChildId, activity.Id, Wednesday));

        asked.Refusal.Code.Should().Be(nameof(RefusalReason.Full));
        asked.Refusal.Sentence.Should().StartWith("Complet");
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_second_request_for_the_same_session_and_one_that_overlaps_are_refused(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var day = await portal.GivenActivity();
        var morning = await portal.GivenActivity(from: new(8, 30), to: new(12, 0), name: "Chablis mercredi matin");
        var breakfast = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), name: "Petit déjeuner");
        var family = await portal.GivenFamily();

        await portal.SendAs(family.Parent, new AskSession(family.ChildId, day.Id, Wednesday));
        var again = await portal.SendAs(family.Parent, new AskSession(family.ChildId, day.Id, Wednesday));
        var overlapping = await portal.SendAs(family.Parent, new AskSession(family.ChildId, morning.Id, Wednesday));
        var before = await portal.SendAs(family.Parent, new AskSession(family.ChildId, breakfast.Id, Wednesday));

        again.Refusal.Code.Should().Be(nameof(RefusalReason.AlreadyAsked));
        overlapping.Refusal.Code.Should().Be(nameof(RefusalReason.Overlaps));
        overlapping.Refusal.Sentence.Should().Contain("Chablis mercredi journée");
        before.IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Another_familys_child_is_not_found_and_nothing_is_written(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var (own, foreign) = (await portal.GivenFamily(), await portal.GivenFamily());

        var asked = await portal.SendAs(own.Parent, new AskSession(foreign.ChildId, activity.Id, Wednesday));
        var preview = await portal.SendAs(own.Parent, new GetCalendarMonth(foreign.ChildId, activity.Id, Wednesday));

        asked.IsNotFound.Should().BeTrue();
        preview.IsNotFound.Should().BeTrue();
        (await portal.RequestsOf(foreign)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_stop_of_another_activity_a_huge_note_and_a_child_too_old_are_told()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var activity = await portal.GivenActivity(withBus: true);
        var other = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), name: "Petit déjeuner");
        var family = await portal.GivenFamily();
        var old = await portal.GivenFamily(born: new(2005, 1, 1));

        var stop = await portal.SendAs(family.Parent, new AskSession(family.ChildId, other.Id, Wednesday, activity.BusStops[0].Id));
        var note = await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, Note: new string('x', 100_000)));
        var age = await portal.SendAs(old.Parent, new AskSession(old.ChildId, activity.Id, Wednesday));
        var unknown = await portal.SendAs(family.Parent, new AskSession(family.ChildId, 999_999, Wednesday));

        stop.Refusal.Code.Should().Be(nameof(RefusalReason.UnknownBusStop));
        note.Refusal.Should().BeEquivalentTo(new { Code = "Invalid", Field = "Note" });
        age.Refusal.Code.Should().Be(nameof(RefusalReason.TooOld));
        unknown.IsNotFound.Should().BeTrue();
        (await portal.RequestsOf(family)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_stop_is_asked_for_in_the_direction_in_which_the_bus_serves_it_by_whoever_asks()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var activity = await portal.GivenActivity(withBus: true);
        var other = await portal.GivenActivity(from: new(18, 0), to: new(19, 0), name: "Soir", withBus: true);
        var family = await portal.GivenFamily();
        var agent = Person.With(Roles.Agent);
        var (both, backOnly, foreign) = (activity.BusStops[0].Id, activity.BusStops[1].Id, other.BusStops[0].Id);
        var series = new Series(Wednesday, Wednesday, Weekdays.All);

        var outbound = await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, backOnly));
        var back = await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, null, foreign));
        var many = await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, series, both, foreign));
        var booked = await portal.SendAs(agent, new BookOnBehalf(family.ChildId, activity.Id, series, null, foreign, null));
        var right = await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, both, backOnly));
        var row = (await portal.RequestsOf(family)).Single();
        var changed = await portal.SendAs(family.Parent, new ChangePendingRequest(row.Id, both, foreign, null));

        IEnumerable<Refusal> refusals = [outbound.Refusal, back.Refusal, many.Refusal, booked.Refusal, changed.Refusal];
        refusals.Select(refusal => refusal.Code).Should().OnlyContain(code => code == nameof(RefusalReason.UnknownBusStop));
        right.IsRefused.Should().BeFalse();
        (row.OutboundStopId, row.ReturnStopId).Should().Be((both, backOnly));
    }
}
