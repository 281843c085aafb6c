using System.Text.Json;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Enrolment;

public sealed class TreatmentTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Twelve_requests_treated_together_make_one_mail_with_twelve_lines(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(new(2019, 1, 20), new(2019, 4, 12), Weekdays.All)));
        var ids = (await portal.RequestsOf(family)).Select(row => row.Id).ToList();

        var result = (await portal.SendAs(Agent, new TreatRequests(ids, Accept: true))).Value;

        result.Treated.Should().Be(12);
        var mail = (await portal.Find(db => db.OutboxMessages.ToListAsync())).Should().ContainSingle().Subject;
        JsonSerializer
            .Deserialize<RequestsTreatedMail>(mail.Model)!
            .Lines.Should()
            .HaveCount(12)
            .And.OnlyContain(line => line.Outcome == TreatedOutcome.EnrolmentAccepted);
        mail.Recipients.Should().Be(family.Family.Guardians[0].Email);
        (await portal.Find(db => db.AuditEntries.ToListAsync()))
            .Should()
            .HaveCount(12)
            .And.OnlyContain(entry => entry.UserId == Agent.UserId && entry.Act == "enrolment.accepted");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_refusal_needs_a_reason_frees_the_place_and_is_recorded(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        var id = (await portal.RequestsOf(family))[0].Id;

        var without = await portal.SendAs(Agent, new TreatRequests([id], Accept: false, " "));
        var with = await portal.SendAs(Agent, new TreatRequests([id], Accept: false, "Sortie annulée"));
        var again = await portal.SendAs(Agent, new TreatRequests([id], Accept: true));

        without.Refusal.Should().BeEquivalentTo(new { Code = "Invalid", Field = "Reason" });
        with.Value.Treated.Should().Be(1);
        again.Value.Should().BeEquivalentTo(new { Treated = 0 });
        again.Value.MissedByColleague.Should().ContainSingle();
        (await portal.RequestsOf(family))[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Refused,
                    Reason = "Sortie annulée",
                    DecidedBy = (Guid?)Agent.UserId,
                }
            );
        (await portal.SessionOf(activity, Wednesday)).PlacesTaken.Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_accepted_cancellation_frees_the_place_and_a_refused_one_keeps_the_booking(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var (leaves, stays) = (await portal.GivenFamily(), await portal.GivenFamily());
        foreach (var family in new[] { leaves, stays })
        {
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
            var id = (await portal.RequestsOf(family))[0].Id;
            await portal.SendAs(Agent, new TreatRequests([id], Accept: true));
            await portal.SendAs(family.Parent, new AskCancellation(id));
        }

        await portal.SendAs(Agent, new TreatRequests([(await portal.RequestsOf(leaves))[1].Id], Accept: true));
        await portal.SendAs(Agent, new TreatRequests([(await portal.RequestsOf(stays))[1].Id], Accept: false, "Trop tard pour le traiteur"));

        (await portal.RequestsOf(leaves))[0].Status.Should().Be(RequestStatus.Cancelled);
        (await portal.RequestsOf(stays))[0].Status.Should().Be(RequestStatus.Accepted);
        (await portal.SessionOf(activity, Wednesday)).PlacesTaken.Should().Be(1);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_book_past_window_and_cutoff_but_never_past_capacity(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var (first, second) = (await portal.GivenFamily(), await portal.GivenFamily());
        portal.ItIs(Wednesday, new(8, 0));
        var today = new Series(Wednesday, Wednesday, Weekdays.All);

        var booked = await portal.SendAs(Agent, new BookOnBehalf(first.ChildId, activity.Id, today, null, null, "Appel de la famille"));
        var full = await portal.SendAs(Agent, new BookOnBehalf(second.ChildId, activity.Id, today, null, null, null));
        await portal.SendAs(Person.With(Roles.Director), new SetSessionCapacity((await portal.SessionOf(activity, Wednesday)).Id, 2));
        var raised = await portal.SendAs(Agent, new BookOnBehalf(second.ChildId, activity.Id, today, null, null, null));
        var lowered = await portal.SendAs(Person.With(Roles.Director), new SetSessionCapacity((await portal.SessionOf(activity, Wednesday)).Id, 1));

        booked.Value.Filed.Should().ContainSingle();
        full.Value.NotFiled.Should().ContainSingle().Which.Code.Should().Be(nameof(RefusalReason.Full));
        raised.Value.Filed.Should().ContainSingle();
        lowered.Refusal.Code.Should().Be("BelowPlacesTaken");
        (await portal.RequestsOf(first))[0].Status.Should().Be(RequestStatus.Accepted);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Moving_takes_the_new_place_and_frees_the_old_one_or_does_nothing(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        await portal.SendAs(Agent, new BookOnBehalf(other.ChildId, activity.Id, new(new(2019, 1, 30), new(2019, 1, 30), Weekdays.All), null, null, null));
        var id = (await portal.RequestsOf(family))[0].Id;

        var full = await portal.SendAs(Agent, new MoveBooking(id, activity.Id, new(2019, 1, 30), null));
        var afterRefusal = await portal.RequestsOf(family);
        var moved = await portal.SendAs(Agent, new MoveBooking(id, activity.Id, new(2019, 2, 6), "Échange"));

        full.Refusal.Should().BeEquivalentTo(new { Code = nameof(RefusalReason.Full), Field = "Date" });
        afterRefusal.Should().ContainSingle().Which.Status.Should().Be(RequestStatus.Accepted);
        moved.IsRefused.Should().BeFalse();
        (await portal.RequestsOf(family)).Select(row => row.Status).Should().Equal(RequestStatus.Cancelled, RequestStatus.Accepted);
        (await portal.SessionOf(activity, Wednesday)).PlacesTaken.Should().Be(0);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_late_cancellation_by_staff_frees_the_place_and_keeps_it_on_the_invoice_when_they_say_so(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        var id = (await portal.RequestsOf(family))[0].Id;

        var cancelled = await portal.SendAs(Agent, new CancelOnBehalf(id, StaysOnInvoice: true, "Malade, prévenu trop tard"));
        var twice = await portal.SendAs(Agent, new CancelOnBehalf(id, false, "Encore"));

        cancelled.IsRefused.Should().BeFalse();
        twice.Refusal.Code.Should().Be(nameof(RefusalReason.NoLongerStands));
        (await portal.RequestsOf(family))[0].Should().BeEquivalentTo(new { Status = RequestStatus.Cancelled, IsInvoicedDespiteCancellation = true });
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_dashboard_counts_what_waits_what_is_urgent_and_what_is_late(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(new(2019, 1, 20), new(2019, 2, 8), Weekdays.All)));
        portal.ItIs(new(2019, 1, 21), new(9, 0));

        var board = (await portal.SendAs(Agent, new GetDashboard())).Value;
        var urgent = (await portal.SendAs(Agent, new ListRequestsToTreat(OnlyUrgent: true))).Value;
        var found = (await portal.SendAs(Agent, new ListRequestsToTreat(Search: "famille 1"))).Value;
        var notFound = (await portal.SendAs(Agent, new ListRequestsToTreat(Search: "%"))).Value;

        board
            .Should()
            .BeEquivalentTo(
                new
                {
                    Waiting = 3,
                    Urgent = 1,
                    Late = 3,
                    Cancellations = 0,
                }
            );
        board
            .NextSessions[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Date = Wednesday,
                    PlacesTaken = 1,
                    Waiting = 1,
                }
            );
        urgent
            .Lines.Items.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    IsUrgent = true,
                    IsLate = true,
                    Age = 7,
                }
            );
        found.Lines.Total.Should().Be(3);
        notFound.Lines.Total.Should().Be(3, "a search without a letter filters nothing");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Parents_who_live_apart_get_a_mail_each_and_not_the_others_address(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily(isSeparated: true);
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));

        await portal.SendAs(Agent, new TreatRequests([(await portal.RequestsOf(family))[0].Id], Accept: true));

        var mails = await portal.Find(db => db.OutboxMessages.ToListAsync());
        mails.Select(mail => mail.Recipients).Should().BeEquivalentTo(family.Family.Guardians.Select(guardian => guardian.Email));
        mails.Should().OnlyContain(mail => !mail.Model.Contains('@'));
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Nobody_is_accepted_into_a_closed_day_but_a_refusal_and_a_cancellation_pass(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var (asking, booked) = (await portal.GivenFamily(), await portal.GivenFamily());
        await portal.SendAs(asking.Parent, new AskSession(asking.ChildId, activity.Id, Wednesday));
        await portal.SendAs(Agent, new BookOnBehalf(booked.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        await portal.SendAs(booked.Parent, new AskCancellation((await portal.RequestsOf(booked))[0].Id));
        await portal.Find(db =>
            db.Sessions.Where(session => session.Date == Wednesday).ExecuteUpdateAsync(set => set.SetProperty(session => session.IsClosed, true))
        );
        var (request, cancellation) = ((await portal.RequestsOf(asking))[0].Id, (await portal.RequestsOf(booked))[1].Id);

        var accepted = (await portal.SendAs(Agent, new TreatRequests([request, cancellation], Accept: true))).Value;
        var refused = (await portal.SendAs(Agent, new TreatRequests([request], Accept: false, "Fermeture"))).Value;

        accepted.RequestIds.Should().Equal(cancellation);
        accepted.MissedByColleague.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = request, Status = RequestStatus.Pending });
        refused.Treated.Should().Be(1);
        (await portal.SessionOf(activity, Wednesday)).PlacesTaken.Should().Be(0);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_move_keeps_the_bus_stop_of_the_same_name_and_says_when_it_cannot(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var day = await portal.GivenActivity(withBus: true);
        var morning = await portal.GivenActivity(from: new(8, 30), to: new(12, 0), name: "Matin", withBus: true);
        var walking = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), name: "Petit déjeuner");
        var family = await portal.GivenFamily();
        var beine = day.BusStops.Single(stop => stop.Name == "Beine").Id;
        await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, day.Id, new(Wednesday, Wednesday, Weekdays.All), beine, beine, null));

        var kept = (await portal.SendAs(Agent, new MoveBooking((await portal.RequestsOf(family))[0].Id, morning.Id, Wednesday, null))).Value;
        var there = (await portal.RequestsOf(family))[1];
        var same = await portal.SendAs(Agent, new MoveBooking(there.Id, morning.Id, Wednesday, null));
        var lost = (await portal.SendAs(Agent, new MoveBooking(there.Id, walking.Id, Wednesday, null))).Value;

        kept.LosesBus.Should().BeFalse();
        morning.BusStops.Single(stop => stop.Id == there.OutboundStopId).Name.Should().Be("Beine");
        same.Refusal.Should().BeEquivalentTo(new { Code = nameof(RefusalReason.AlreadyBooked), Field = "Date" });
        lost.LosesBus.Should().BeTrue();
        (await portal.RequestsOf(family))[2].OutboundStopId.Should().BeNull();
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Refusing_a_whole_page_takes_a_bounded_number_of_statements(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(weekdays: Weekdays.WorkingWeek);
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(new(2019, 1, 20), new(2019, 3, 29), Weekdays.All)));
        var ids = (await portal.RequestsOf(family)).ConvertAll(row => row.Id);
        portal.Statements.Reset();

        var refused = await portal.SendAs(Agent, new TreatRequests(ids, Accept: false, "Travaux"));

        refused.Value.Treated.Should().BeGreaterThan(40);
        portal.Statements.Sent.Should().HaveCountLessThanOrEqualTo(15);
        await portal.PlacesAreConsistent();
    }
}
