using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Activities;

public sealed class CalendarChangeTests
{
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly TargetPeriod Winter = new(null, "Vacances d’hiver", new(2019, 2, 16), new(2019, 3, 4));

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Holidays_close_the_sessions_they_cover_and_keep_the_bookings_for_staff(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 2, 20)));

        var preview = (await portal.SendAs(Director, new PreviewCalendar(new("A", [Winter])))).Value;
        (await portal.Find(db => db.HolidayPeriods.CountAsync())).Should().Be(0, "a preview changes nothing");
        var applied = await portal.SendAs(Director, new ApplyCalendar(new("A", [Winter]), preview.Stamp));

        applied.Value.Should().BeEquivalentTo(preview);
        preview.Added.Should().Equal(Winter);
        preview
            .Effects.Activities.Should()
            .ContainSingle()
            .Which.Days.Select(day => (day.Date, day.Change, day.Note))
            .Should()
            .Equal(
                (new DateOnly(2019, 2, 20), SessionChange.Removed, "vacances scolaires (Vacances d’hiver)"),
                (new DateOnly(2019, 2, 27), SessionChange.Removed, "vacances scolaires (Vacances d’hiver)")
            );
        preview
            .Effects.Touched.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    FamilyId = family.Family.Id,
                    ChildName = "Enfant 1",
                    Date = new DateOnly(2019, 2, 20),
                    Status = RequestStatus.Pending,
                    Why = "vacances scolaires (Vacances d’hiver)",
                }
            );
        (await portal.SessionOf(activity, new(2019, 2, 20)))
            .Should()
            .BeEquivalentTo(
                new
                {
                    IsClosed = true,
                    IsOutOfPlan = true,
                    PlacesTaken = 1,
                }
            );
        (await portal.RequestsOf(family)).Should().ContainSingle().Which.Status.Should().Be(RequestStatus.Pending, "nothing is dropped silently");
        (await portal.Find(db => db.AuditEntries.SingleAsync())).Should().BeEquivalentTo(new { Act = "calendar.changed", Director.UserId });
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Going_back_opens_the_same_sessions_again_with_their_capacity(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        await portal.SendAs(Director, new SetSessionCapacity((await portal.SessionOf(activity, new(2019, 2, 20))).Id, 33));
        var before = await SessionsAsync(portal);
        await ApplyAsync(portal, new("A", [Winter]));

        var back = await ApplyAsync(portal, new("A", []));

        back.Removed.Should().ContainSingle();
        back.Effects.Activities.Should().ContainSingle().Which.Days.Should().OnlyContain(day => day.Change == SessionChange.Returned);
        (await SessionsAsync(portal)).Should().BeEquivalentTo(before);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_booking_made_between_preview_and_confirmation_is_shown_before_anything_happens(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        var preview = (await portal.SendAs(Director, new PreviewCalendar(new("A", [Winter])))).Value;
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 2, 20)));

        var refused = await portal.SendAs(Director, new ApplyCalendar(new("A", [Winter]), preview.Stamp));

        refused.Refusal.Code.Should().Be("EffectChanged");
        (await portal.Find(db => db.HolidayPeriods.CountAsync())).Should().Be(0);
        (await portal.SessionOf(activity, new(2019, 2, 20))).IsClosed.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_window_of_a_stay_follows_its_holidays_and_they_cannot_be_taken_from_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var winter = HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4));
        await portal.SaveAsync(winter);
        await portal.GivenActivity(name: "Séjour d’hiver", window: BookingWindow.Holiday(winter, new(2019, 2, 18), Portal.Paris));

        var gone = await portal.SendAs(Director, new PreviewCalendar(new("A", [])));
        var moved = await ApplyAsync(portal, new("A", [new(winter.Id, "Vacances d’hiver", new(2019, 2, 23), new(2019, 3, 11))]));

        gone.Refusal.Code.Should().Be("HolidayInUse");
        gone.Refusal.Sentence.Should().Contain("Séjour d’hiver");
        moved
            .Windows.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    OpensBefore = new DateTime(2019, 1, 21),
                    Opens = new DateTime(2019, 1, 28),
                    Closes = new DateTime(2019, 2, 21),
                }
            );
        var window = (await portal.Find(db => db.Activities.Include(row => row.Windows).SingleAsync())).Windows[0];
        window
            .Should()
            .BeEquivalentTo(
                new
                {
                    OpensAt = Portal.Paris.StartOfDay(new(2019, 1, 28)),
                    StayStart = (DateOnly?)new DateOnly(2019, 2, 25),
                    HolidayPeriodId = (int?)winter.Id,
                    CoversTo = new DateOnly(2019, 3, 10),
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Another_zone_takes_sessions_and_windows_along(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var winter = HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4));
        await portal.SaveAsync(winter);
        var activity = await portal.GivenActivity(window: BookingWindow.Holiday(winter, new(2019, 2, 18), Portal.Paris));
        await ApplyAsync(portal, new("A", [new(winter.Id, winter.Name, winter.FirstDay, winter.ReturnDay)]));

        var moved = await ApplyAsync(portal, new("B", [new(null, "Vacances d'Hiver", new(2019, 2, 9), new(2019, 2, 25))]));

        moved.ZoneBefore.Should().Be("A");
        (await portal.Find(db => db.Centres.SingleAsync())).SchoolZone.Should().Be("B");
        (await portal.SessionOf(activity, new(2019, 2, 13))).IsClosed.Should().BeTrue();
        (await portal.SessionOf(activity, new(2019, 2, 27))).IsClosed.Should().BeFalse();
        var window = (await portal.Find(db => db.Activities.Include(row => row.Windows).SingleAsync())).Windows[0];
        window.OpensAt.Should().Be(Portal.Paris.StartOfDay(new(2019, 1, 14)));
        window.HolidayPeriodId.Should().Be((await portal.Find(db => db.HolidayPeriods.SingleAsync(period => period.Zone == "B"))).Id);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_file_laid_over_the_calendar_moves_what_it_knows_adds_what_is_new_and_drops_what_its_years_no_longer_hold(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SaveAsync(
            HolidayPeriod.Create("Vacances d'Hiver", "A", new(2027, 2, 6), new(2027, 2, 22)),
            HolidayPeriod.Create("Congé local", "A", new(2027, 6, 1), new(2027, 6, 2)),
            HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4))
        );

        var read = (await portal.SendAs(Director, new ReadCalendarFile("A", null, "2026-2027"))).Value;
        var preview = await ApplyAsync(portal, read.Target);

        preview.Changed.Should().ContainSingle().Which.After.Should().BeEquivalentTo(new { Name = "Vacances d’hiver", FirstDay = new DateOnly(2027, 2, 13) });
        preview.Removed.Should().ContainSingle().Which.Name.Should().Be("Congé local");
        preview.Added.Should().HaveCount(5);
        (await portal.Find(db => db.HolidayPeriods.CountAsync())).Should().Be(7);
        (await ApplyAsync(portal, (await portal.SendAs(Director, new ReadCalendarFile("A", null, "2026-2027"))).Value.Target))
            .IsNothing.Should()
            .BeTrue("the same file twice changes nothing");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_who_confirm_at_once_make_the_sessions_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(holidays: HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4)));
        var preview = (await portal.SendAs(Director, new PreviewCalendar(new("A", [])))).Value;

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.SendAs(Director, new ApplyCalendar(new("A", []), preview.Stamp))))
        );

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        answers.Where(answer => answer.IsRefused).Should().OnlyContain(answer => answer.Refusal.Code == "EffectChanged");
        (await portal.Find(db => db.Sessions.CountAsync(session => session.ActivityId == activity.Id && session.Date == new DateOnly(2019, 2, 20))))
            .Should()
            .Be(1);
    }

    [Fact]
    public async Task Wrong_periods_are_told_beside_their_field()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        (await portal.SendAs(Director, new PreviewCalendar(new("D", [new(null, " ", default, default)]))))
            .Refusals.Select(refusal => refusal.Field)
            .Should()
            .BeEquivalentTo("Target.Zone", "Target.Name", "Target.FirstDay");
        (await portal.SendAs(Director, new PreviewCalendar(new("A", [Winter with { ReturnDay = new(2019, 2, 16) }]))))
            .Refusal.Field.Should()
            .Be("Target.ReturnDay");
        (await portal.SendAs(Director, new PreviewCalendar(new("A", [Winter, new(null, "Autre", new(2019, 3, 1), new(2019, 3, 9))]))))
            .Refusal.Sentence.Should()
            .Contain("chevauchent");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_preview_takes_few_statements_whatever_the_number_of_activities(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        for (var index = 0; index < 8; index++)
        {
            await portal.GivenActivity(name: $"Activité {index}");
        }

        portal.Statements.Reset();
        var preview = (await portal.SendAs(Director, new PreviewCalendar(new("A", [Winter])))).Value;

        preview.Effects.Activities.Should().HaveCount(8);
        portal.Statements.Sent.Should().HaveCountLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task Without_a_centre_the_calendar_waits()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        await portal.Find(db => db.Centres.ExecuteDeleteAsync());

        (await portal.SendAs(Director, new GetSchoolCalendar())).Value.IsSetUp.Should().BeFalse();
        (await portal.SendAs(Director, new PreviewCalendar(new("A", [])))).Refusal.Code.Should().Be("NoCentre");
        (await portal.SendAs(Director, new ApplyCalendar(new("A", []), ""))).Refusal.Code.Should().Be("NoCentre");
    }

    private static async Task<CalendarPreview> ApplyAsync(Portal portal, CalendarTarget target)
    {
        var preview = (await portal.SendAs(Director, new PreviewCalendar(target))).Value;
        var applied = (await portal.SendAs(Director, new ApplyCalendar(target, preview.Stamp))).Value;
        applied.Should().BeEquivalentTo(preview, "what is carried out is what was shown");
        return applied;
    }

    private static Task<List<Session>> SessionsAsync(Portal portal) =>
        portal.Find(db => db.Sessions.AsNoTracking().OrderBy(session => session.Id).ToListAsync());
}
