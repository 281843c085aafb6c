using System.Text.Json;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Enrolment;

public sealed class UndoDecisionsTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly MailHold OneMinute = new(TimeSpan.FromMinutes(1));

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_refusal_undone_at_once_waits_again_with_its_place_and_no_family_hears_of_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database, hold: OneMinute);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily(isSeparated: true);
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, Note: "doudou"));
        var id = (await portal.RequestsOf(family))[0].Id;
        await portal.SendAs(Agent, new TreatRequests([id], Accept: false, "Mauvaise ligne"));

        var undone = (await portal.SendAs(Director, new UndoDecisions([id]))).Value;

        undone.Should().BeEquivalentTo(new { RequestIds = new[] { id }, FamiliesTold = 0 });
        (await portal.RequestsOf(family))
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Pending,
                    Note = "doudou",
                    Reason = (string?)null,
                    DecidedBy = (Guid?)null,
                    DecidedAt = (DateTime?)null,
                    TreatmentId = (Guid?)null,
                }
            );
        (await MailsAsync(portal)).Should().BeEmpty();
        (await portal.Find(db => db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => new { entry.Act, entry.UserId }).ToListAsync()))
            .Should()
            .Equal(new { Act = "enrolment.refused", Agent.UserId }, new { Act = "decision.undone", Director.UserId });
        await portal.PlacesAreConsistent();
        (await portal.SendAs(family.Parent, new WithdrawRequest(id))).IsRefused.Should().BeFalse("the request is the parent's again");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Where_the_mail_has_left_the_family_is_told_that_its_request_waits_again(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database, hold: OneMinute);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily(isSeparated: true);
        var id = await AskedAsync(portal, family, activity, Wednesday);
        await portal.SendAs(Agent, new TreatRequests([id], Accept: true));
        // One parent's mail is being sent, the other's still waits: both read the correction.
        await portal.Find(db =>
            db.OutboxMessages.Where(mail => mail.Recipients.StartsWith("mere"))
                .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.NextAttemptAt, mail => mail.NextAttemptAt.AddMinutes(5)))
        );

        var undone = (await portal.SendAs(Agent, new UndoDecisions([id]))).Value;

        undone.FamiliesTold.Should().Be(1);
        var mails = await MailsAsync(portal);
        mails.Should().HaveCount(4);
        var corrections = mails.FindAll(mail => mail.Subject == "Votre demande est de nouveau en attente");
        corrections.Select(mail => mail.Recipients).Should().BeEquivalentTo(family.Family.Guardians.Select(guardian => guardian.Email));
        JsonSerializer
            .Deserialize<RequestsTreatedMail>(corrections[0].Model)!
            .Lines.Should()
            .ContainSingle()
            .Which.Outcome.Should()
            .Be(TreatedOutcome.EnrolmentWaitsAgain);
        (await portal.RequestsOf(family))[0].Status.Should().Be(RequestStatus.Pending);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task One_line_of_twelve_is_taken_out_of_the_mail_that_waits(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database, hold: OneMinute);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(new(2019, 1, 20), new(2019, 4, 12), Weekdays.All)));
        var ids = (await portal.RequestsOf(family)).ConvertAll(row => row.Id);
        await portal.SendAs(Agent, new TreatRequests(ids, Accept: false, "Encadrement"));
        portal.Clock.Advance(TimeSpan.FromSeconds(40));

        await portal.SendAs(Agent, new UndoDecisions([ids[0]]));

        var mail = (await MailsAsync(portal)).Should().ContainSingle().Subject;
        mail.Subject.Should().Be("Vos 11 demandes ont été traitées");
        JsonSerializer.Deserialize<RequestsTreatedMail>(mail.Model)!.Lines.Should().HaveCount(11).And.NotContain(line => line.Date == Wednesday);
        mail.NextAttemptAt.Should().Be(portal.Clock.GetUtcNow().UtcDateTime.AddMinutes(1), "a worker that read the old text cannot claim it");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_full_session_keeps_the_refusal_and_says_what_to_do(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var (first, second) = (await portal.GivenFamily(), await portal.GivenFamily());
        var id = await AskedAsync(portal, first, activity, Wednesday);
        await portal.SendAs(Agent, new TreatRequests([id], Accept: false, "Encadrement"));
        await AskedAsync(portal, second, activity, Wednesday);

        var full = (await portal.SendAs(Agent, new UndoDecisions([id]))).Value;
        await portal.SendAs(Director, new SetSessionCapacity((await portal.SessionOf(activity, Wednesday)).Id, 2));
        var raised = (await portal.SendAs(Agent, new UndoDecisions([id]))).Value;

        full.RequestIds.Should().BeEmpty();
        full.Kept.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = nameof(RefusalReason.Full), Date = Wednesday });
        full.Kept[0].Sentence.Should().Contain("capacité");
        raised.RequestIds.Should().Equal(id);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_accepted_cancellation_undone_gives_the_booking_its_place_back(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        await portal.SendAs(Agent, new TreatRequests([await AskedAsync(portal, family, activity, Wednesday)], Accept: true));
        await portal.SendAs(family.Parent, new AskCancellation((await portal.RequestsOf(family))[0].Id));
        var cancellation = (await portal.RequestsOf(family))[1].Id;
        await portal.SendAs(Agent, new TreatRequests([cancellation], Accept: true));
        var taken = await AskedAsync(portal, other, activity, Wednesday);

        var full = (await portal.SendAs(Agent, new UndoDecisions([cancellation]))).Value;
        await portal.SendAs(other.Parent, new WithdrawRequest(taken));
        var undone = (await portal.SendAs(Agent, new UndoDecisions([cancellation]))).Value;

        full.Kept.Should().ContainSingle().Which.Code.Should().Be(nameof(RefusalReason.Full));
        undone.RequestIds.Should().Equal(cancellation);
        (await portal.RequestsOf(family)).Select(row => row.Status).Should().Equal(RequestStatus.Accepted, RequestStatus.Pending);
        await portal.PlacesAreConsistent();
        (await portal.SendAs(Agent, new TreatRequests([cancellation], Accept: false, "Repas commandé"))).Value.Treated.Should().Be(1);
        (await portal.SendAs(Agent, new UndoDecisions([cancellation]))).Value.RequestIds.Should().Equal(cancellation);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_happened_since_keeps_the_decision(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var morning = await portal.GivenActivity(from: new(8, 30), to: new(12, 0), name: "Chablis mercredi matin");
        var (leaving, overlapping, booked, late) = (
            await portal.GivenFamily(),
            await portal.GivenFamily(),
            await portal.GivenFamily(),
            await portal.GivenFamily()
        );
        var accepted = await AskedAsync(portal, leaving, activity, Wednesday);
        var refused = await AskedAsync(portal, overlapping, activity, Wednesday);
        await portal.SendAs(Agent, new TreatRequests([accepted], Accept: true));
        await portal.SendAs(Agent, new TreatRequests([refused], Accept: false, "Encadrement"));
        await portal.SendAs(leaving.Parent, new AskCancellation(accepted));
        await AskedAsync(portal, overlapping, morning, Wednesday);
        await portal.SendAs(Agent, new BookOnBehalf(booked.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        var byCentre = (await portal.RequestsOf(booked))[0].Id;
        var old = await AskedAsync(portal, late, activity, Wednesday);

        var undone = (await portal.SendAs(Agent, new UndoDecisions([accepted, refused, byCentre, old]))).Value;
        await portal.SendAs(Agent, new TreatRequests([old], Accept: true));
        portal.Clock.Advance(TimeSpan.FromHours(24.1));
        var tooLate = (await portal.SendAs(Agent, new UndoDecisions([old]))).Value;

        undone.RequestIds.Should().BeEmpty();
        undone
            .Kept.Select(kept => kept.Code)
            .Should()
            .BeEquivalentTo(
                nameof(RefusalReason.CancellationAlreadyAsked),
                nameof(RefusalReason.Overlaps),
                "NotARequest",
                nameof(RefusalReason.NoLongerStands)
            );
        tooLate.Kept.Should().ContainSingle().Which.Code.Should().Be("TooLate");
        (await portal.RequestsOf(late))[0].Status.Should().Be(RequestStatus.Accepted);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_list_of_decisions_says_who_when_and_why_and_can_be_filtered(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var morning = await portal.GivenActivity(from: new(7, 30), to: new(8, 30), name: "Petit déjeuner");
        var (first, second) = (await portal.GivenFamily(), await portal.GivenFamily());
        var accepted = await AskedAsync(portal, first, activity, Wednesday);
        var refused = await AskedAsync(portal, second, morning, Wednesday.AddDays(7));
        await portal.SendAs(Agent, new TreatRequests([accepted], Accept: true));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await portal.SendAs(Director, new TreatRequests([refused], Accept: false, " Complet "));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await portal.SendAs(Agent, new BookOnBehalf(second.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await portal.SendAs(first.Parent, new AskCancellation(accepted));
        await portal.SendAs(Agent, new TreatRequests([(await portal.RequestsOf(first))[1].Id], Accept: true));
        portal.Statements.Reset();

        var all = (await portal.SendAs(Director, new ListTreatedRequests())).Value;
        var statements = portal.Statements.Sent.Count;
        async Task<IEnumerable<TreatedDecision>> Found(ListTreatedRequests list) =>
            (await portal.SendAs(Director, list)).Value.Lines.Items.Select(line => line.Decision);

        statements.Should().BeLessThanOrEqualTo(4, "one of them asks what must not be told of the children");
        all.Lines.Items.Select(line => line.Decision)
            .Should()
            .Equal(TreatedDecision.CancellationAccepted, TreatedDecision.BookedByCentre, TreatedDecision.EnrolmentRefused);
        all.Lines.Items[2]
            .Should()
            .BeEquivalentTo(
                new
                {
                    DecidedBy = Director.Name,
                    DecidedAt = new DateTime(2019, 1, 15, 9, 1, 0),
                    Reason = "Complet",
                    ActivityName = "Petit déjeuner",
                    CanUndo = true,
                }
            );
        all.Lines.Items[1].CanUndo.Should().BeFalse("no request stands behind it");
        (await Found(new(ActivityId: morning.Id))).Should().Equal(TreatedDecision.EnrolmentRefused);
        (await Found(new(Decision: TreatedDecision.BookedByCentre))).Should().Equal(TreatedDecision.BookedByCentre);
        (await Found(new(Decision: TreatedDecision.EnrolmentAccepted))).Should().BeEmpty();
        (await Found(new(From: Wednesday.AddDays(1)))).Should().Equal(TreatedDecision.EnrolmentRefused);
        (await Found(new(Search: first.Family.Name))).Should().Equal(TreatedDecision.CancellationAccepted);
        (await portal.SendAs(Director, new ListTreatedRequests(From: Wednesday, To: Wednesday.AddDays(-1)))).Refusal.Field.Should().Be("To");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_list_leafs_through_the_latest_thousand_and_a_filter_finds_the_older_ones(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        var asked = await AskedAsync(portal, family, activity, Wednesday);
        var row = (await portal.RequestsOf(family)).Single(one => one.Id == asked);
        var decided = portal.Clock.GetUtcNow().UtcDateTime;
        await portal.Find(db =>
        {
            foreach (var minute in Enumerable.Range(0, TreatedRequests.Most + 1))
            {
                var old = EnrolmentRequest.File(
                    RequestKind.Enrolment,
                    new RequestedPlace(row.FamilyId, row.ChildId, row.SessionId),
                    null,
                    decided.AddDays(-2),
                    Agent.UserId,
                    Wednesday
                );
                old.Refuse(Treatment.Begin(decided.AddMinutes(-minute), Agent.UserId, $"Motif {minute}")).IsAllowed.Should().BeTrue();
                db.Add(old);
            }

            return db.SaveChangesAsync();
        });

        var first = (await portal.SendAs(Director, new ListTreatedRequests())).Value;
        var last = (await portal.SendAs(Director, new ListTreatedRequests(PageNumber: 99))).Value;

        first.HasMore.Should().BeTrue();
        first.Lines.Total.Should().Be(TreatedRequests.Most);
        first.Lines.Items[0].Reason.Should().Be("Motif 0");
        last.Lines.Number.Should().Be(TreatedRequests.Most / 50);
        last.Lines.Items[^1].Reason.Should().Be($"Motif {TreatedRequests.Most - 1}");
    }

    private static async Task<long> AskedAsync(Portal portal, Household family, Activity activity, DateOnly date)
    {
        (await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, date))).IsRefused.Should().BeFalse();
        return (await portal.RequestsOf(family))[^1].Id;
    }

    private static Task<List<OutboxMessage>> MailsAsync(Portal portal) => portal.Find(db => db.OutboxMessages.AsNoTracking().ToListAsync());
}
