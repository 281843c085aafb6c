using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Attendance;

public sealed class AttendanceTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly Person Colleague = Person.With(Roles.Agent);
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_child_arrives_and_leaves_with_a_guardian(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (activity, family, booking) = await GivenBooking(portal);
        portal.ItIs(Wednesday, new(8, 35));

        var arrived = (await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Present, at: new(8, 32)))).Value;
        var mother = (await Sheet(portal, activity)).Lines[0].PickUps[0];
        portal.ItIs(Wednesday, new(17, 31));
        var left = (await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Left, arrived.Now.Newest, new(17, 30), mother.Key))).Value;

        arrived.Reception.Should().Be(MarkReception.Applied);
        left.Reception.Should().Be(MarkReception.Applied);
        mother.Label.Should().Be($"Mère {family.Family.Guardians[0].LastName}");
        var attendance = await portal.Find(db => db.Attendances.SingleAsync());
        attendance
            .Should()
            .BeEquivalentTo(
                new
                {
                    BookingId = booking,
                    State = AttendanceState.Present,
                    ArrivedAt = new TimeOnly(8, 32),
                    LeftAt = new TimeOnly(17, 30),
                    LeftWith = mother.Label,
                    RecordedBy = Agent.UserId,
                }
            );
        (await portal.Find(db => db.AuditEntries.Where(entry => entry.Act == "attendance.marked").ToListAsync()))
            .Should()
            .HaveCount(2)
            .And.OnlyContain(entry => entry.UserId == Agent.UserId && entry.FamilyId == family.Family.Id);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_same_mark_sent_twice_is_noted_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (_, _, booking) = await GivenBooking(portal);
        portal.ItIs(Wednesday, new(8, 35));
        var mark = Mark(booking, AttendanceMarkKind.Present, at: new(8, 32));

        await portal.SendAs(Agent, mark);
        var again = (await portal.SendAs(Agent, mark)).Value;

        again.Reception.Should().Be(MarkReception.Applied);
        (await portal.Find(db => db.AttendanceMarks.CountAsync())).Should().Be(1);
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "attendance.marked"))).Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_two_tablets_the_second_is_shown_what_the_first_noted(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (_, _, booking) = await GivenBooking(portal);
        portal.ItIs(Wednesday, new(8, 35));

        await portal.SendAs(Colleague, Mark(booking, AttendanceMarkKind.Absent));
        var mine = (await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Present, at: new(8, 40)))).Value;

        mine.Reception.Should().Be(MarkReception.Conflict);
        mine.Now.Should().BeEquivalentTo(new { State = AttendanceState.Absent, By = Colleague.Name });
        (await portal.Find(db => db.Attendances.SingleAsync())).State.Should().Be(AttendanceState.Absent);
        var insisting = (await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Present, mine.Now.Newest, new(8, 40)))).Value;
        insisting.Reception.Should().Be(MarkReception.Applied);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Ten_tablets_in_the_same_instant_and_one_is_noted(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (_, _, booking) = await GivenBooking(portal);
        portal.ItIs(Wednesday, new(8, 35));

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(minute =>
                    Task.Run(() =>
                        portal.SendAs(Person.With(Roles.Agent), Mark(booking, minute % 2 == 0 ? AttendanceMarkKind.Absent : AttendanceMarkKind.AbsentJustified))
                    )
                )
        );

        outcomes.Should().OnlyContain(outcome => !outcome.IsRefused);
        outcomes.Count(outcome => outcome.Value.Reception == MarkReception.Applied).Should().Be(1);
        (await portal.Find(db => db.AttendanceMarks.CountAsync())).Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Undo_takes_back_the_last_mark_and_then_the_first(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (_, _, booking) = await GivenBooking(portal);
        portal.ItIs(Wednesday, new(8, 35));
        var first = (await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Absent))).Value;
        var second = (await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Present, first.Now.Newest, new(9, 0)))).Value;

        var once = (await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Undo, second.Now.Newest))).Value;
        once.Now.State.Should().Be(AttendanceState.Absent);
        var twice = (await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Undo, once.Now.Newest))).Value;

        twice.Now.State.Should().BeNull();
        (await portal.Find(db => db.Attendances.AnyAsync())).Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Somebody_whom_the_record_does_not_name_needs_a_note(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (_, _, booking) = await GivenBooking(portal);
        var stranger = await portal.GivenFamily();
        portal.ItIs(Wednesday, new(17, 35));

        var without = await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Left, at: new(17, 30)));
        var foreign = await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Left, at: new(17, 30), with: $"guardian:{stranger.Family.Guardians[0].Id}"));
        var noted = await portal.SendAs(
            Agent,
            Mark(booking, AttendanceMarkKind.Left, at: new(17, 30)) with
            {
                Note = "Mme Roy, voisine, accord de la mère par téléphone",
            }
        );

        without.Refusal.Should().BeEquivalentTo(new { Code = "Invalid", Field = "Note" });
        foreign.Refusal.Code.Should().Be("UnknownPerson");
        noted.Value.Now.LeftWith.Should().Be("Autre personne : Mme Roy, voisine, accord de la mère par téléphone");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_past_day_is_corrected_by_the_director_until_it_is_invoiced(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (_, family, booking) = await GivenBooking(portal);
        portal.ItIs(Wednesday, new(8, 0));
        var early = await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Absent) with { DeviceAt = new(2019, 1, 20, 9, 0, 0, TimeSpan.Zero) });
        early.IsRefused.Should().BeFalse("it is the day, whatever the tablet's clock says");
        portal.ItIs(Wednesday.AddDays(2), new(8, 0));

        var agent = await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Undo, early.Value.Now.Newest) with { DeviceAt = portal.Clock.GetUtcNow() });
        var arrivedLate = await portal.SendAs(
            Agent,
            Mark(booking, AttendanceMarkKind.AbsentJustified, early.Value.Now.Newest) with
            {
                DeviceAt = new(2019, 1, 23, 17, 0, 0, TimeSpan.Zero),
            }
        );
        var director = await portal.SendAs(
            Director,
            Mark(booking, AttendanceMarkKind.Present, arrivedLate.Value.Now.Newest, new(8, 30)) with
            {
                DeviceAt = portal.Clock.GetUtcNow(),
            }
        );
        await GivenInvoice(portal, family, booking);
        var invoiced = await portal.SendAs(Director, Mark(booking, AttendanceMarkKind.Undo, director.Value.Now.Newest));

        agent.Refusal.Code.Should().Be("AttendancePastDay");
        arrivedLate.Value.Reception.Should().Be(MarkReception.Applied);
        director.Value.Now.State.Should().Be(AttendanceState.Present);
        invoiced.Refusal.Code.Should().Be("AttendanceInvoiced");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_day_to_come_and_a_booking_that_was_cancelled_are_refused(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (_, _, booking) = await GivenBooking(portal);

        var early = await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Absent));
        await portal.SendAs(Agent, new CancelOnBehalf(booking, false, "Malade"));
        portal.ItIs(Wednesday, new(8, 35));
        var cancelled = await portal.SendAs(Agent, Mark(booking, AttendanceMarkKind.Absent));

        early.Refusal.Code.Should().Be("AttendanceInFuture");
        cancelled.Refusal.Code.Should().Be("BookingCancelled");
        (await portal.Find(db => db.AttendanceMarks.AnyAsync())).Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_sheet_takes_as_many_statements_for_forty_children_as_for_one(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (activity, _, _) = await GivenBooking(portal, capacity: 50);
        portal.ItIs(Wednesday, new(8, 35));
        portal.Statements.Reset();
        await Sheet(portal, activity);
        var one = portal.Statements.Sent.Count;
        for (var family = 0; family < 39; family++)
        {
            var household = await portal.GivenFamily();
            await portal.SendAs(Agent, new BookOnBehalf(household.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        }

        portal.Statements.Reset();
        var sheet = await Sheet(portal, activity);

        sheet.Lines.Should().HaveCount(40);
        portal.Statements.Sent.Should().HaveCount(one);
    }

    private static MarkAttendance Mark(long booking, AttendanceMarkKind kind, Guid? basedOn = null, TimeOnly? at = null, string? with = null) =>
        new(Guid.NewGuid(), booking, kind, new DateTimeOffset(2019, 1, 23, 8, 0, 0, TimeSpan.Zero), basedOn, at, with);

    private static async Task<AttendanceSheet> Sheet(Portal portal, Activity activity) =>
        (await portal.SendAs(Agent, new GetAttendanceSheet(Wednesday, activity.Id))).Value;

    private static async Task<(Activity Activity, Household Family, long Booking)> GivenBooking(Portal portal, int capacity = 10)
    {
        var activity = await portal.GivenActivity(capacity);
        var family = await portal.GivenFamily();
        await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        return (activity, family, (await portal.RequestsOf(family))[0].Id);
    }

    private static async Task GivenInvoice(Portal portal, Household family, long booking)
    {
        var line = InvoiceLine.For(new(family.ChildId, "Enfant 1", booking, Wednesday), "Chablis mercredi journée", 1, 1620, 1620, 0, "");
        await portal.SaveAsync(
            Invoice.Issue(
                "011900001",
                new(family.Family.Id, "Famille"),
                new(Wednesday, Wednesday, Wednesday, Wednesday.AddDays(30)),
                [line],
                new(DateTime.UnixEpoch.AddYears(49), Director.UserId, Director.Name)
            )
        );
    }
}
