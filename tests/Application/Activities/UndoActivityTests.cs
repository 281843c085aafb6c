using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Activities;

public sealed class UndoActivityTests
{
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_change_taken_back_gives_settings_windows_and_sessions_as_they_were_and_leaves_requests_alone(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(withBus: true);
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        var before = (await FormAsync(portal, activity.Id)).Draft!;
        await SaveAsync(
            portal,
            activity.Id,
            draft => draft with { Name = "Autre nom", Weekdays = Weekdays.Thursday, MaxAge = 9, Windows = [], Stops = [], BusSeats = 40 }
        );

        var undo = (await portal.SendAs(Director, new PreviewActivityUndo(activity.Id))).Value;
        var undone = await portal.SendAs(Director, new UndoActivity(activity.Id, undo.RevisionId, undo.Preview.Stamp));

        undo.ChangedByName.Should().Be(Director.Name);
        undo.Changes.Select(change => change.Name).Should().BeEquivalentTo("nom", "jours", "âges", "places dans le bus", "périodes d’inscription", "arrêts");
        undo.Changes.Should().ContainEquivalentOf(new SettingChange("jours", "jeudi", "mercredi"));
        undone.IsRefused.Should().BeFalse();
        (await FormAsync(portal, activity.Id))
            .Draft.Should()
            .BeEquivalentTo(
                before,
                options => options.For(draft => draft.Windows).Exclude(window => window.Id).For(draft => draft.Stops).Exclude(stop => stop.Id)
            );
        (await portal.SessionOf(activity, Wednesday))
            .Should()
            .BeEquivalentTo(
                new
                {
                    IsClosed = false,
                    IsOutOfPlan = false,
                    PlacesTaken = 1,
                }
            );
        (await portal.RequestsOf(family)).Should().ContainSingle().Which.Status.Should().Be(RequestStatus.Pending);
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "activity.undone" && entry.UserId == Director.UserId))).Should().Be(1);
        await portal.PlacesAreConsistent();

        var redo = (await portal.SendAs(Director, new PreviewActivityUndo(activity.Id))).Value;
        redo.Changes.Should().ContainEquivalentOf(new SettingChange("jours", "mercredi", "jeudi"), "an undo is a change like another");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_cannot_be_taken_back_is_said(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(withBus: true);
        var family = await portal.GivenFamily();
        var never = await portal.SendAs(Director, new PreviewActivityUndo(activity.Id));
        await SaveAsync(
            portal,
            activity.Id,
            draft => draft with { Capacity = 11, Stops = [.. draft.Stops, new StopDraft(null, "", "Pontigny", new(7, 0), new(18, 0))] }
        );
        var pontigny = await portal.Find(db => db.BusStops.SingleAsync(stop => stop.Name == "Pontigny"));
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, pontigny.Id));

        var undo = (await portal.SendAs(Director, new PreviewActivityUndo(activity.Id))).Value;
        await portal.SendAs(Director, new UndoActivity(activity.Id, undo.RevisionId, undo.Preview.Stamp));

        never.Refusal.Code.Should().Be("NothingToUndo");
        (await portal.SendAs(Director, new PreviewActivityUndo(999))).IsNotFound.Should().BeTrue();
        undo.Kept.Should().HaveCount(2);
        undo.Kept[0].Should().Contain("« Pontigny » a été choisi par des familles");
        (await portal.Find(db => db.BusStops.SingleAsync(stop => stop.Id == pontigny.Id))).IsRetired.Should().BeTrue();
        await portal.Find(db => db.Activities.Where(row => row.Id == activity.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.PriceCents, 4321)));
        (await portal.SendAs(Director, new PreviewActivityUndo(activity.Id))).Refusal.Code.Should().Be("ChangedSince");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_two_directors_who_take_it_back_one_does_and_a_new_situation_is_shown_first(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await SaveAsync(portal, activity.Id, draft => draft with { Weekdays = draft.Weekdays | Weekdays.Thursday });
        var shown = (await portal.SendAs(Director, new PreviewActivityUndo(activity.Id))).Value;
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 1, 24)));

        (await portal.SendAs(Director, new UndoActivity(activity.Id, shown.RevisionId, shown.Preview.Stamp))).Refusal.Code.Should().Be("EffectChanged");
        var again = (await portal.SendAs(Director, new PreviewActivityUndo(activity.Id))).Value;
        again.Preview.Effects.Touched.Should().ContainSingle();
        var both = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => portal.SendAs(Director, new UndoActivity(activity.Id, again.RevisionId, again.Preview.Stamp))))
        );

        both.Count(answer => !answer.IsRefused).Should().Be(1);
        both.Single(answer => answer.IsRefused).Refusal.Code.Should().Be("ChangedSince");
        (await portal.RequestsOf(family))
            .Should()
            .ContainSingle()
            .Which.Status.Should()
            .Be(RequestStatus.Pending, "it waits to be settled, nothing is cancelled by itself");
    }

    private static async Task<ActivityForm> FormAsync(Portal portal, int id) => (await portal.SendAs(Director, new GetActivityForm(id))).Value;

    private static async Task SaveAsync(Portal portal, int id, Func<ActivityDraft, ActivityDraft> change)
    {
        var form = await FormAsync(portal, id);
        var draft = change(form.Draft!);
        var preview = (await portal.SendAs(Director, new PreviewActivity(id, draft))).Value;
        (await portal.SendAs(Director, new SaveActivity(id, draft, form.Stamp, preview.Stamp))).IsRefused.Should().BeFalse();
    }
}
