using System.Text.Json;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Activities;

public sealed class ClosureTests
{
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly ClosedDays OneDay = new(Wednesday, Wednesday, null);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_closed_day_cancels_refuses_frees_the_places_and_tells_each_family_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var (booked, asking) = (await portal.GivenFamily(children: 2), await portal.GivenFamily());
        foreach (var child in booked.Family.Children)
        {
            await portal.SendAs(booked.Parent, new AskSession(child.Id, activity.Id, Wednesday));
        }

        await portal.SendAs(Director, new TreatRequests([.. (await portal.RequestsOf(booked)).Select(row => row.Id)], Accept: true));
        await portal.SendAs(booked.Parent, new AskCancellation((await portal.RequestsOf(booked))[0].Id));
        await portal.SendAs(asking.Parent, new AskSession(asking.ChildId, activity.Id, Wednesday));
        await portal.Find(db => db.OutboxMessages.ExecuteDeleteAsync());

        var preview = (await portal.SendAs(Director, new PreviewClosure(OneDay))).Value;
        var closed = (await portal.SendAs(Director, new CloseDays(OneDay, " Grève ", preview.Stamp))).Value;

        preview.Sessions.Should().ContainSingle();
        preview.Should().BeEquivalentTo(new { Families = 2 });
        preview.Touched.Should().HaveCount(3);
        closed
            .Should()
            .BeEquivalentTo(
                new
                {
                    Sessions = 1,
                    Settled = new
                    {
                        Cancelled = 2,
                        Refused = 1,
                        Families = 2,
                    },
                }
            );
        (await portal.SessionOf(activity, Wednesday))
            .Should()
            .BeEquivalentTo(
                new
                {
                    IsClosed = true,
                    ClosedReason = "Grève",
                    PlacesTaken = 0,
                }
            );
        (await portal.RequestsOf(booked))
            .Select(row => (row.Kind, row.Status, row.IsInvoicedDespiteCancellation))
            .Should()
            .Equal(
                (RequestKind.Enrolment, RequestStatus.Cancelled, false),
                (RequestKind.Enrolment, RequestStatus.Cancelled, false),
                (RequestKind.Cancellation, RequestStatus.Accepted, false)
            );
        (await portal.RequestsOf(asking))[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Refused,
                    Reason = "Grève",
                    DecidedBy = (Guid?)Director.UserId,
                }
            );
        var mails = await portal.Find(db => db.OutboxMessages.OrderBy(mail => mail.FamilyId).ToListAsync());
        mails.Should().HaveCount(2).And.OnlyContain(mail => mail.Subject == "Fermeture du Centre de Loisirs : vos inscriptions");
        JsonSerializer
            .Deserialize<RequestsTreatedMail>(mails[0].Model)!
            .Lines.Should()
            .HaveCount(2)
            .And.OnlyContain(line => line.Outcome == TreatedOutcome.CancelledByCentre && line.Reason == "Grève");
        (await portal.Find(db => db.AuditEntries.Where(entry => entry.UserId == Director.UserId).Select(entry => entry.Act).ToListAsync()))
            .Should()
            .Contain(["days.closed", "booking.cancelled", "enrolment.refused"]);
        (await portal.SendAs(asking.Parent, new AskSession(asking.ChildId, activity.Id, Wednesday)))
            .Refusal.Sentence.Should()
            .Be("Fermé par le Centre de Loisirs : Grève");
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Parents_who_ask_while_the_day_is_closed_are_refused_or_told(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 30);
        var families = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => portal.GivenFamily()));

        var closing = Task.Run(async () =>
        {
            for (var attempt = 0; attempt < 40; attempt++)
            {
                var stamp = (await portal.SendAs(Director, new PreviewClosure(OneDay))).Value.Stamp;
                if (!(await portal.SendAs(Director, new CloseDays(OneDay, "Grève", stamp))).IsRefused)
                {
                    return true;
                }
            }

            return false;
        });
        await Task.WhenAll(families.Select(family => Task.Run(() => portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday)))));

        (await closing).Should().BeTrue();
        var rows = (await Task.WhenAll(families.Select(portal.RequestsOf))).SelectMany(list => list).ToList();
        rows.Should().OnlyContain(row => row.Status == RequestStatus.Refused, "nobody keeps a place on a closed day");
        (await portal.Find(db => db.OutboxMessages.Select(mail => mail.FamilyId).ToListAsync()))
            .Should()
            .BeEquivalentTo(rows.Select(row => (int?)row.FamilyId));
        (await portal.SessionOf(activity, Wednesday)).PlacesTaken.Should().Be(0);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_was_asked_since_the_preview_is_shown_first(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        var stamp = (await portal.SendAs(Director, new PreviewClosure(OneDay))).Value.Stamp;
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));

        (await portal.SendAs(Director, new CloseDays(OneDay, "Grève", stamp))).Refusal.Code.Should().Be("EffectChanged");
        (await portal.RequestsOf(family))[0].Status.Should().Be(RequestStatus.Pending);
        (await portal.Find(db => db.Closures.CountAsync())).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Reopening_opens_what_nothing_else_closes_and_tells_families_when_asked(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        await CloseAsync(portal, new(Wednesday, new(2019, 1, 30), null), "Grève");
        await CloseAsync(portal, new(new(2019, 1, 30), new(2019, 1, 30), activity.Id), "Travaux");
        await portal.Find(db => db.OutboxMessages.ExecuteDeleteAsync());
        var id = (await portal.SendAs(Director, new ListClosures())).Value.Lines.Items.Single(line => line.Reason == "Grève").Id;

        var reopened = (await portal.SendAs(Director, new ReopenDays(id, TellFamilies: true))).Value;

        reopened.Should().Be(new DaysReopened(1, 1));
        (await portal.SessionOf(activity, Wednesday)).Should().BeEquivalentTo(new { IsClosed = false, ClosedReason = (string?)null });
        (await portal.SessionOf(activity, new(2019, 1, 30))).Should().BeEquivalentTo(new { IsClosed = true, ClosedReason = "Travaux" });
        (await portal.Find(db => db.OutboxMessages.SingleAsync())).Template.Should().Be(DaysReopenedMail.Template);
        (await portal.RequestsOf(family))[0].Status.Should().Be(RequestStatus.Refused, "nobody is booked again behind their back");
        (await portal.SendAs(Director, new ReopenDays(id, false))).Refusal.Code.Should().Be("NothingToReopen");
        (await portal.SendAs(Director, new ReopenDays(999, false))).IsNotFound.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_session_made_on_a_closed_day_is_born_closed(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        await CloseAsync(portal, new(new(2019, 1, 24), new(2019, 1, 24), null), "Pont");
        var form = (await portal.SendAs(Director, new GetActivityForm(activity.Id))).Value;
        var draft = form.Draft! with { Weekdays = Weekdays.Wednesday | Weekdays.Thursday };
        var preview = (await portal.SendAs(Director, new PreviewActivity(activity.Id, draft))).Value;

        await portal.SendAs(Director, new SaveActivity(activity.Id, draft, form.Stamp, preview.Stamp));

        preview.Effects.Activities[0].Days.Single(day => day.Date == new DateOnly(2019, 1, 24)).Note.Should().Be("Pont");
        (await portal.SessionOf(activity, new(2019, 1, 24)))
            .Should()
            .BeEquivalentTo(
                new
                {
                    IsClosed = true,
                    IsOutOfPlan = false,
                    ClosedReason = "Pont",
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_a_change_of_plan_left_is_listed_and_settled_with_one_mail(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var breakfast = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), name: "Petit déjeuner");
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, breakfast.Id, Wednesday));
        await portal.Find(db =>
            db.Sessions.Where(session => session.ActivityId == activity.Id && session.Date == Wednesday)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.IsClosed, true).SetProperty(session => session.ClosedReason, "vacances"))
        );
        await portal.Find(db =>
            db.Activities.Where(row => row.Id == breakfast.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndsAt, new TimeOnly(9, 0)))
        );

        var listed = (await portal.SendAs(Director, new ListBookingsToSettle())).Value;
        var settled = (
            await portal.SendAs(Person.With(Roles.Agent), new SettleBookings([.. listed.Items.Select(line => line.RequestId)], "Journée annulée"))
        ).Value;

        listed.Items.Select(line => line.Why).Should().BeEquivalentTo("journée fermée : vacances", "chevauche « Chablis mercredi journée »");
        settled.Should().BeEquivalentTo(new { Refused = 2, Families = 1 });
        (await portal.Find(db => db.OutboxMessages.CountAsync())).Should().Be(1);
        (await portal.SendAs(Director, new ListBookingsToSettle())).Value.Total.Should().Be(0);
        (await portal.SendAs(Director, new SettleBookings([listed.Items[0].RequestId], "Encore"))).Value.Families.Should().Be(0, "what is settled is settled");
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Capacities_of_a_span_never_fall_below_what_is_held_and_go_back(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 10);
        foreach (var family in await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => portal.GivenFamily())))
        {
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        }

        var preview = (await portal.SendAs(Director, new PreviewCapacities(activity.Id, new(2019, 1, 15), new(2019, 2, 1), Weekdays.All, 2))).Value;
        var set = (await portal.SendAs(Director, new SetCapacities([.. preview.Select(day => new WantedCapacity(day.SessionId, 2))]))).Value;

        preview.Select(day => (day.Date, day.Before, day.After)).Should().Equal((new(2019, 1, 16), 10, 2), (Wednesday, 10, 3), (new(2019, 1, 30), 10, 2));
        set.Should().BeEquivalentTo(new { Changed = 3, HeldBack = new[] { Wednesday } });
        (await portal.SessionOf(activity, Wednesday)).Capacity.Should().Be(3);
        await portal.SendAs(Director, new SetCapacities(set.Before));
        (await portal.Find(db => db.Sessions.CountAsync(session => session.Capacity != 10))).Should().Be(0);
        (await portal.SendAs(Director, new SetCapacities([new(999_999, 3)]))).IsNotFound.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Parents_who_ask_while_capacities_fall_never_overfill_a_day(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 12);
        var families = await Task.WhenAll(Enumerable.Range(0, 14).Select(_ => portal.GivenFamily()));
        var ids = (await portal.SendAs(Director, new PreviewCapacities(activity.Id, new(2019, 1, 15), null, Weekdays.All, 4)))
            .Value.Select(day => new WantedCapacity(day.SessionId, 4))
            .ToList();

        var lowering = Task.Run(() => portal.SendAs(Director, new SetCapacities(ids)));
        await Task.WhenAll(families.Select(family => Task.Run(() => portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday)))));

        (await lowering).IsRefused.Should().BeFalse();
        (await portal.SessionOf(activity, Wednesday)).Capacity.Should().BeInRange(4, 12);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Closing_a_summer_takes_a_bounded_number_of_statements(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(weekdays: Weekdays.WorkingWeek);
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(new(2019, 1, 20), new(2019, 3, 31), Weekdays.All)));
        var days = new ClosedDays(new(2019, 1, 20), new(2019, 6, 30), null);
        var stamp = (await portal.SendAs(Director, new PreviewClosure(days))).Value.Stamp;

        portal.Statements.Reset();
        var closed = (await portal.SendAs(Director, new CloseDays(days, "Travaux", stamp))).Value;

        closed.Settled.Refused.Should().BeGreaterThan(40);
        portal.Statements.Sent.Where(sent => !sent.Contains("INSERT")).Should().HaveCountLessThanOrEqualTo(18);
    }

    [Fact]
    public async Task Wrong_days_and_a_missing_reason_are_told_beside_their_field()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        (await portal.SendAs(Director, new CloseDays(new(new(2019, 1, 14), new(2019, 1, 13), null), " ", "")))
            .Refusals.Select(refusal => refusal.Field)
            .Should()
            .BeEquivalentTo("Days.From", "Days.To", "Reason");
        (await portal.SendAs(Director, new PreviewClosure(new(Wednesday, Wednesday, 999)))).IsNotFound.Should().BeTrue();
    }

    private static async Task CloseAsync(Portal portal, ClosedDays days, string reason)
    {
        var stamp = (await portal.SendAs(Director, new PreviewClosure(days))).Value.Stamp;
        (await portal.SendAs(Director, new CloseDays(days, reason, stamp))).IsRefused.Should().BeFalse();
    }
}
