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

public sealed class SaveActivityTests
{
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_new_activity_gets_its_sessions_and_says_when_it_opens(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var winter = HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4));
        await portal.SaveAsync(winter, ActivityCategory.Create("Vacances", 1));
        var draft = Draft(await CategoryAsync(portal)) with
        {
            Name = "Séjour d’hiver",
            From = new(2019, 2, 18),
            To = new(2019, 3, 1),
            Weekdays = Weekdays.WorkingWeek,
            Season = Season.Holidays,
            Windows = [new(null, BookingWindowKind.Holiday, HolidayPeriodId: winter.Id, StayStart: new(2019, 2, 18))],
            Stops = [new(null, "Ligne 1", "Beine", new(7, 50), new(18, 5)), new(null, "", "Maligny", null, new(17, 45))],
        };

        var preview = (await portal.SendAs(Director, new PreviewActivity(null, draft))).Value;
        var saved = (await portal.SendAs(Director, new SaveActivity(null, draft, "", preview.Stamp))).Value;

        preview
            .Sentences.Should()
            .Contain("Prochaine ouverture lundi 21-01-2019 à 00h00.")
            .And.Contain("Séances du 16-02-2019 au 03-03-2019 : ouverture lundi 21-01-2019 à 00h00, clôture mercredi 13-02-2019 au soir.")
            .And.Contain(
                "Chaque lundi, mardi, mercredi, jeudi, vendredi, de 08h30 à 17h30, pendant les vacances scolaires : 10 séances, du lundi 18-02-2019 au "
                    + "vendredi 01-03-2019."
            );
        preview.Effects.DaysWon.Should().Be(10);
        saved.Preview.Should().BeEquivalentTo(preview);
        var sessions = await portal.Find(db => db.Sessions.Where(session => session.ActivityId == saved.ActivityId).ToListAsync());
        sessions.Should().HaveCount(10).And.OnlyContain(session => session.Capacity == 24 && !session.IsClosed);
        var activity = await portal.Find(db => db.Activities.Include(row => row.Windows).Include(row => row.BusStops).SingleAsync());
        activity.Windows[0].HolidayPeriodId.Should().Be(winter.Id);
        activity.BusStops.OrderBy(stop => stop.Position).Select(stop => (stop.Name, stop.Line)).Should().Equal(("Beine", "Ligne 1"), ("Maligny", ""));
        (await portal.Find(db => db.AuditEntries.SingleAsync())).Should().BeEquivalentTo(new { Act = "activity.created", Director.UserId });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Another_weekday_closes_the_old_days_and_leaves_their_bookings_to_staff(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));

        var saved = await SaveAsync(portal, activity.Id, draft => draft with { Weekdays = Weekdays.Thursday });

        saved.Effects.Touched.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Date = Wednesday, Why = "jour de la semaine retiré de l’activité" });
        saved.Effects.Activities[0].Won.Should().OnlyContain(day => day.Date.DayOfWeek == DayOfWeek.Thursday && day.Date >= new DateOnly(2019, 1, 15));
        (await portal.SessionOf(activity, Wednesday))
            .Should()
            .BeEquivalentTo(
                new
                {
                    IsClosed = true,
                    IsOutOfPlan = true,
                    PlacesTaken = 1,
                }
            );
        (await portal.SessionOf(activity, new(2019, 1, 9))).IsClosed.Should().BeFalse("what is past stays as it was");
        (await portal.RequestsOf(family)).Should().ContainSingle().Which.Status.Should().Be(RequestStatus.Pending);
        (await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 1, 24)))).IsRefused.Should().BeFalse();
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task New_hours_show_the_children_who_would_be_in_two_places(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var breakfast = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), name: "Petit déjeuner");
        var day = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, breakfast.Id, Wednesday));
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, day.Id, Wednesday));

        var saved = await SaveAsync(portal, breakfast.Id, draft => draft with { EndsAt = new(9, 0) });

        saved.Conflicts.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Date = Wednesday, Why = "chevauche « Chablis mercredi journée »" });
        saved.Effects.Touched.Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Narrower_ages_show_the_children_they_leave_out(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily(born: new(2011, 10, 25));
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));

        (await SaveAsync(portal, activity.Id, draft => draft with { MaxAge = 6 }))
            .Conflicts.Should()
            .ContainSingle()
            .Which.Why.Should()
            .Be("a plus de 6 ans ce jour-là");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_stop_in_use_is_retired_and_an_unused_one_goes(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(withBus: true);
        var family = await portal.GivenFamily();
        var (beine, maligny) = (activity.BusStops[0].Id, activity.BusStops[1].Id);
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, OutboundStopId: beine));

        await SaveAsync(portal, activity.Id, draft => draft with { Stops = [] });

        (await portal.Find(db => db.BusStops.ToListAsync())).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = beine, IsRetired = true });
        maligny.Should().NotBe(beine);
        var month = (await portal.SendAs(family.Parent, new GetCalendarMonth(family.ChildId, activity.Id, Wednesday))).Value;
        month.Stops.Should().BeEmpty();
        (await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 1, 30), OutboundStopId: beine)))
            .Refusal.Code.Should()
            .Be(nameof(RefusalReason.UnknownBusStop));
        var waiting = (await portal.SendAs(family.Parent, new ListWaitingRequests())).Value.Items[0];
        waiting.Stops.Select(stop => stop.Id).Should().Equal(beine);
        (await portal.SendAs(family.Parent, new ChangePendingRequest(waiting.Id, beine, null, "Bonjour"))).IsRefused.Should().BeFalse("what stands may stay");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_two_directors_with_the_same_form_the_second_is_told(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var form = (await portal.SendAs(Director, new GetActivityForm(activity.Id))).Value;
        var drafts = new[] { form.Draft! with { Weekdays = Weekdays.Thursday }, form.Draft! with { Weekdays = Weekdays.Friday } };
        var previews = await Task.WhenAll(drafts.Select(draft => portal.SendAs(Director, new PreviewActivity(activity.Id, draft))));

        var answers = await Task.WhenAll(
            drafts
                .Zip(previews)
                .Select(pair => Task.Run(() => portal.SendAs(Director, new SaveActivity(activity.Id, pair.First, form.Stamp, pair.Second.Value.Stamp))))
        );

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        answers.Single(answer => answer.IsRefused).Refusal.Code.Should().Be("ChangedMeanwhile");
        (await portal.Find(db => db.Sessions.GroupBy(session => session.Date).CountAsync(same => same.Count() > 1))).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_changed_since_the_preview_is_shown_before_anything_happens(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        var form = (await portal.SendAs(Director, new GetActivityForm(activity.Id))).Value;
        var draft = form.Draft! with { To = new(2019, 1, 20) };
        var preview = (await portal.SendAs(Director, new PreviewActivity(activity.Id, draft))).Value;
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));

        (await portal.SendAs(Director, new SaveActivity(activity.Id, draft, form.Stamp, preview.Stamp))).Refusal.Code.Should().Be("EffectChanged");
        (await portal.SessionOf(activity, Wednesday)).IsClosed.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Parents_who_ask_while_the_weekday_changes_leave_consistent_places_and_no_lost_request(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 30);
        var families = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => portal.GivenFamily()));
        var form = (await portal.SendAs(Director, new GetActivityForm(activity.Id))).Value;
        var draft = form.Draft! with { Weekdays = Weekdays.Thursday };
        var preview = (await portal.SendAs(Director, new PreviewActivity(activity.Id, draft))).Value;

        var saving = Task.Run(() => portal.SendAs(Director, new SaveActivity(activity.Id, draft, form.Stamp, preview.Stamp)));
        var asked = await Task.WhenAll(
            families.Select(family => Task.Run(() => portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday))))
        );
        var saved = await saving;

        var rows = await Task.WhenAll(families.Select(portal.RequestsOf));
        rows.Sum(list => list.Count).Should().Be(asked.Count(answer => !answer.IsRefused));
        (saved.IsRefused ? saved.Refusal.Code : "EffectChanged").Should().Be("EffectChanged");
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_copy_falls_on_the_same_weekdays_a_year_later_and_follows_the_new_holidays(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var winter = HolidayPeriod.Create("Vacances d’hiver", "A", new(2019, 2, 16), new(2019, 3, 4));
        var next = HolidayPeriod.Create("Vacances d’hiver", "A", new(2020, 2, 22), new(2020, 3, 9));
        await portal.SaveAsync(winter, next);
        var year = await portal.GivenActivity(withBus: true);
        var stay = await portal.GivenActivity(name: "Séjour d’hiver", window: BookingWindow.Holiday(winter, new(2019, 2, 18), Portal.Paris));

        var copy = (await portal.SendAs(Director, new GetActivityForm(null, year.Id))).Value.Draft!;
        var ofStay = (await portal.SendAs(Director, new GetActivityForm(null, stay.Id))).Value.Draft!;
        await portal.Find(db => db.HolidayPeriods.Where(period => period.Id == next.Id).ExecuteDeleteAsync());
        var without = (await portal.SendAs(Director, new GetActivityForm(null, stay.Id))).Value;

        copy.Should().BeEquivalentTo(new { From = new DateOnly(2019, 9, 2), To = new DateOnly(2020, 7, 3) });
        copy.Stops.Should().HaveCount(2).And.OnlyContain(stop => stop.Id == null);
        copy.Windows[0].OpensAt.Should().Be(new DateTime(2019, 8, 19));
        ofStay
            .Windows[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    HolidayPeriodId = (int?)next.Id,
                    StayStart = (DateOnly?)new DateOnly(2020, 2, 24),
                    Id = (int?)null,
                }
            );
        without.Draft!.Windows.Should().BeEmpty();
        without.Notes.Should().ContainSingle().Which.Should().Contain("calendrier scolaire de l’année suivante");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_activity_is_archived_once_nobody_holds_a_place_ahead_and_comes_back_with_its_sessions(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));

        var refused = await portal.SendAs(Director, new ArchiveActivity(activity.Id, true));
        await portal.SendAs(family.Parent, new WithdrawRequest((await portal.RequestsOf(family))[0].Id));
        var archived = await portal.SendAs(Director, new ArchiveActivity(activity.Id, true));
        var choices = (await portal.SendAs(family.Parent, new GetEnrolmentChoices(family.ChildId))).Value;
        var asked = await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        await portal.SendAs(Director, new ArchiveActivity(activity.Id, false));

        refused.Refusal.Code.Should().Be("PlacesAhead");
        archived.IsRefused.Should().BeFalse();
        choices.Activities.Should().BeEmpty();
        asked.Refusal.Code.Should().Be(nameof(RefusalReason.SessionClosed));
        (await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday))).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Types_are_added_renamed_ordered_and_removed_while_empty(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        await portal.SendAs(Director, new SaveCategory(null, " Vacances "));
        var vacances = (await portal.SendAs(Director, new ListActivities())).Value.Categories[1].Id;

        await portal.SendAs(Director, new MoveCategory(vacances, Up: true));
        var taken = await portal.SendAs(Director, new SaveCategory(null, "vacances"));
        var inUse = await portal.SendAs(Director, new RemoveCategory(activity.CategoryId));
        await portal.SendAs(Director, new SaveCategory(activity.CategoryId, "Mercredi"));

        (await portal.SendAs(Director, new ListActivities()))
            .Value.Categories.Select(category => (category.Name, category.Activities))
            .Should()
            .Equal(("Vacances", 0), ("Mercredi", 1));
        taken.Refusal.Code.Should().Be("NameTaken");
        inUse.Refusal.Code.Should().Be("CategoryInUse");
        (await portal.SendAs(Director, new RemoveCategory(vacances))).IsRefused.Should().BeFalse();
    }

    [Fact]
    public async Task Each_wrong_value_is_told_beside_its_field()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var wrong = new ActivityDraft(
            " ",
            0,
            "",
            default,
            default,
            Weekdays.None,
            Season.SchoolTime,
            new(9, 0),
            new(8, 0),
            -1,
            12,
            3,
            -1,
            new(CutoffKind.HoursBefore, -1, default),
            [new(null, BookingWindowKind.Fixed), new(null, BookingWindowKind.Holiday, LeadWeeks: 99)],
            [new(null, "", "", null, null)]
        );

        (await portal.SendAs(Director, new PreviewActivity(null, wrong)))
            .Refusals.Select(refusal => refusal.Field)
            .Distinct()
            .Should()
            .BeEquivalentTo(
                "Draft.Name",
                "Draft.CategoryId",
                "Draft.Site",
                "Draft.From",
                "Draft.Weekdays",
                "Draft.EndsAt",
                "Draft.Capacity",
                "Draft.MaxAge",
                "Draft.PriceCents",
                "Draft.Cutoff",
                "Draft.Windows[0].OpensAt",
                "Draft.Windows[0].ClosesAt",
                "Draft.Windows[0].CoversFrom",
                "Draft.Windows[0].CoversTo",
                "Draft.Windows[1].HolidayPeriodId",
                "Draft.Windows[1].StayStart",
                "Draft.Windows[1].LeadWeeks",
                "Draft.Stops[0].Name",
                "Draft.Stops[0].OutboundAt"
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_list_takes_few_statements(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        for (var index = 0; index < 6; index++)
        {
            await portal.GivenActivity(name: $"Activité {index}");
        }

        portal.Statements.Reset();
        var list = (await portal.SendAs(Director, new ListActivities())).Value;

        list.Lines.Items.Should().HaveCount(6).And.OnlyContain(line => line.SessionsAhead == 23 && line.Opening.StartsWith("Inscriptions ouvertes"));
        portal.Statements.Sent.Should().HaveCountLessThanOrEqualTo(5);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_activity_made_in_mid_year_tells_as_many_sessions_as_it_makes_and_can_make_those_that_are_past(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SaveAsync(ActivityCategory.Create("Mercredis", 1));
        var draft = Draft(await CategoryAsync(portal)) with { From = new(2018, 9, 5), To = new(2019, 7, 3) };

        var (ahead, told) = await MadeAsync(draft with { Name = "À partir d’aujourd’hui" });
        var (all, toldOfAll) = await MadeAsync(draft with { Name = "Toute l’année", WithPast = true });
        var (earlier, _) = await MadeAsync(draft with { Name = "Depuis longtemps", From = new(2017, 9, 6), WithPast = true });

        ahead.Should().OnlyContain(date => date >= new DateOnly(2019, 1, 16));
        told.Should().Contain($": {ahead.Count} séances, du mercredi 16-01-2019").And.Contain("19 jours déjà passés n’en ont pas.");
        all.Should().HaveCount(ahead.Count + 19).And.Contain(new DateOnly(2018, 9, 5));
        toldOfAll.Should().Contain($": {all.Count} séances, du mercredi 05-09-2018").And.NotContain("passés");
        earlier.Min().Should().Be(new DateOnly(2018, 9, 5), "another school year is past for good");

        async Task<(List<DateOnly> Dates, string Told)> MadeAsync(ActivityDraft wanted)
        {
            var preview = (await portal.SendAs(Director, new PreviewActivity(null, wanted))).Value;
            var saved = (await portal.SendAs(Director, new SaveActivity(null, wanted, "", preview.Stamp))).Value;
            var dates = await portal.Find(db =>
                db.Sessions.Where(session => session.ActivityId == saved.ActivityId).Select(session => session.Date).ToListAsync()
            );
            preview.Effects.DaysWon.Should().Be(dates.Count);
            return (dates, preview.Sentences.Single(sentence => sentence.StartsWith("Chaque", StringComparison.Ordinal)));
        }
    }

    private static ActivityDraft Draft(int categoryId) =>
        new(
            "Mercredis",
            categoryId,
            "Chablis",
            new(2019, 1, 16),
            new(2019, 7, 3),
            Weekdays.Wednesday,
            Season.SchoolTime,
            new(8, 30),
            new(17, 30),
            24,
            3,
            11,
            810,
            new(CutoffKind.HoursBefore, 48, default),
            [],
            []
        );

    private static Task<int> CategoryAsync(Portal portal) => portal.Find(db => db.ActivityCategories.Select(category => category.Id).FirstAsync());

    private static async Task<ActivityPreview> SaveAsync(Portal portal, int activityId, Func<ActivityDraft, ActivityDraft> change)
    {
        var form = (await portal.SendAs(Director, new GetActivityForm(activityId))).Value;
        var draft = change(form.Draft!);
        var preview = (await portal.SendAs(Director, new PreviewActivity(activityId, draft))).Value;
        var saved = (await portal.SendAs(Director, new SaveActivity(activityId, draft, form.Stamp, preview.Stamp))).Value;
        saved.Preview.Should().BeEquivalentTo(preview, "what is carried out is what was shown");
        return preview;
    }
}
