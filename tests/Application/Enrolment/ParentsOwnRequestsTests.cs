using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Application.Tests.Enrolment;

public sealed class ParentsOwnRequestsTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Withdrawing_frees_the_place_at_once_and_the_day_can_be_asked_again(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var (family, next) = (await portal.GivenFamily(), await portal.GivenFamily());
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        var id = (await portal.RequestsOf(family))[0].Id;

        var withdrawn = await portal.SendAs(family.Parent, new WithdrawRequest(id));
        var twice = await portal.SendAs(family.Parent, new WithdrawRequest(id));
        var asked = await portal.SendAs(next.Parent, new AskSession(next.ChildId, activity.Id, Wednesday));

        withdrawn.IsRefused.Should().BeFalse();
        twice.Refusal.Code.Should().Be(nameof(RefusalReason.NoLongerStands));
        asked.IsRefused.Should().BeFalse();
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_foreign_request_can_neither_be_withdrawn_nor_changed_nor_cancelled(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var (family, stranger) = (await portal.GivenFamily(), await portal.GivenFamily());
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        var id = (await portal.RequestsOf(family))[0].Id;

        (await portal.SendAs(stranger.Parent, new WithdrawRequest(id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(stranger.Parent, new ChangePendingRequest(id, null, null, "x"))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(stranger.Parent, new AskCancellation(id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(stranger.Parent, new ListWaitingRequests())).Value.Total.Should().Be(0);
        (await portal.SendAs(stranger.Parent, new ListEnrolmentHistory())).Value.Lines.Total.Should().Be(0);
        (await portal.RequestsOf(family))[0].Should().BeEquivalentTo(new { Status = RequestStatus.Pending, Note = (string?)null });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Once_treated_only_a_cancellation_can_be_asked_and_only_before_the_cutoff(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        var id = (await portal.RequestsOf(family))[0].Id;
        var early = await portal.SendAs(family.Parent, new AskCancellation(id));
        await portal.SendAs(Person.With(Roles.Agent), new TreatRequests([id], Accept: true));

        var withdraw = await portal.SendAs(family.Parent, new WithdrawRequest(id));
        var cancel = await portal.SendAs(family.Parent, new AskCancellation(id));
        var again = await portal.SendAs(family.Parent, new AskCancellation(id));
        portal.ItIs(new(2019, 1, 21), new(8, 30));
        var cancellation = (await portal.RequestsOf(family))[^1];
        var late = await portal.SendAs(family.Parent, new WithdrawRequest(cancellation.Id));

        early.Refusal.Code.Should().Be(nameof(RefusalReason.NotYetTreated));
        withdraw.Refusal.Code.Should().Be(nameof(RefusalReason.AlreadyTreated));
        cancel.IsRefused.Should().BeFalse();
        again.Refusal.Code.Should().Be(nameof(RefusalReason.CancellationAlreadyAsked));
        late.Refusal.Code.Should().Be(nameof(RefusalReason.PastCutoff));
        cancellation.Kind.Should().Be(RequestKind.Cancellation);
        (await portal.SessionOf(activity, Wednesday)).PlacesTaken.Should().Be(1, "the booking stands until staff accept");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_waiting_list_and_the_history_show_what_they_should(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(withBus: true);
        var family = await portal.GivenFamily(children: 2);
        foreach (var day in new[] { 23, 30 })
        {
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 1, day)));
        }

        await portal.SendAs(family.Parent, new AskSession(family.Family.Children[1].Id, activity.Id, Wednesday));
        var rows = await portal.RequestsOf(family);
        await portal.SendAs(family.Parent, new ChangePendingRequest(rows[1].Id, activity.BusStops[0].Id, null, "merci"));
        await portal.SendAs(Person.With(Roles.Agent), new TreatRequests([rows[0].Id], Accept: false, "Encadrement insuffisant"));

        var waiting = (await portal.SendAs(family.Parent, new ListWaitingRequests())).Value;
        var history = (await portal.SendAs(family.Parent, new ListEnrolmentHistory())).Value;
        var filtered = (await portal.SendAs(family.Parent, new ListEnrolmentHistory(ChildId: family.Family.Children[1].Id))).Value;

        waiting.Items.Should().HaveCount(2);
        waiting
            .Items[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Date = new DateOnly(2019, 1, 30),
                    Note = "merci",
                    KeptBecause = (string?)null,
                    AnswerDueOn = new DateOnly(2019, 1, 18),
                }
            );
        history.Lines.Items.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Status = RequestStatus.Refused, Reason = "Encadrement insuffisant" });
        filtered.Lines.Total.Should().Be(0);
        (await portal.SendAs(family.Parent, new ExportEnrolmentHistory()))
            .Value.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { Status = RequestStatus.Refused, Reason = "Encadrement insuffisant" });
        (await portal.SendAs(family.Parent, new ExportEnrolmentHistory(ChildId: family.Family.Children[1].Id))).Value.Should().BeEmpty();
        (await portal.SendAs((await portal.GivenFamily()).Parent, new ExportEnrolmentHistory())).Value.Should().BeEmpty();
    }
}
