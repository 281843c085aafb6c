using System.Text.Json;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Shared;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Enrolment;

/// <summary>
/// Whatever the sequence of requests, withdrawals, decisions, closures, departures and moves of the clock: the places add up, and every decision that
/// stands has its row in the journal and its line in a mail, each once.
/// </summary>
public sealed class RandomHistoryTests
{
    private static readonly DateOnly[] Days = [new(2019, 1, 23), new(2019, 1, 30), new(2019, 2, 6)];
    private static readonly Gen<(int Act, int Who, int What)> Step = Gen.Select(Gen.Int[0, 13], Gen.Int[0, 2], Gen.Int[0, 11]);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Places_taken_always_equal_the_rows_that_hold_one(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await Step.Array[5, 40].SampleAsync(history => PlayAsync(portal, history), iter: 12, threads: 1);
    }

    private static async Task PlayAsync(Portal portal, (int Act, int Who, int What)[] history)
    {
        portal.ItIs(new(2019, 1, 15), new(9, 0));
        Activity[] activities =
        [
            await portal.GivenActivity(capacity: 2),
            await portal.GivenActivity(capacity: 1, from: new(8, 30), to: new(12, 0), name: "Matin"),
        ];
        Household[] families = [await portal.GivenFamily(), await portal.GivenFamily(), await portal.GivenFamily()];
        var agent = Person.With(Roles.Agent);
        var model = new Model();
        foreach (var (act, who, what) in history)
        {
            var family = families[who];
            var activity = activities[what % 2];
            var day = Days[what % 3];
            var rows = await portal.RequestsOf(family);
            var row = rows.Count == 0 ? 0 : rows[what % rows.Count].Id;
            switch (act)
            {
                case 0 or 1:
                    await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, day));
                    break;
                case 2:
                    await portal.SendAs(family.Parent, new AskSeries(family.ChildId, activity.Id, new(Days[0], Days[2], Weekdays.All)));
                    break;
                case 3:
                    await portal.SendAs(family.Parent, new WithdrawRequest(row));
                    break;
                case 4:
                    await portal.SendAs(agent, new TreatRequests([row], Accept: what % 3 != 0, "Motif"));
                    break;
                case 5:
                    await portal.SendAs(family.Parent, new AskCancellation(row));
                    break;
                case 6:
                    await portal.SendAs(agent, new CancelOnBehalf(row, what % 2 == 0, "Motif"));
                    break;
                case 8:
                    await portal.SendAs(agent, new UndoDecisions([.. rows.Select(request => request.Id).DefaultIfEmpty()]));
                    break;
                case 9:
                    await portal.SendAs(agent, new BookOnBehalf(family.ChildId, activity.Id, new(day, day, Weekdays.All), null, null, null));
                    break;
                case 7:
                    await portal.SendAs(agent, new MoveBooking(row, activity.Id, day, null));
                    break;
                case 10:
                    await portal.SendAs(agent, new SettleBookings([.. rows.Take(2).Select(request => request.Id).DefaultIfEmpty()], "Motif"));
                    break;
                case 11 when what < 3:
                    await CloseAsync(portal, new(day, day, activity.Id));
                    break;
                case 12 when what < 3:
                    await LeaveAsync(portal, family);
                    break;
                default:
                    portal.Clock.Advance(TimeSpan.FromHours(what * 3));
                    break;
            }

            await portal.PlacesAreConsistent();
            await EveryDecisionIsTold(portal, families, model, byDecision: act == 4);
            var live = (await portal.RequestsOf(family)).Where(request =>
                request is { Kind: RequestKind.Enrolment, Status: RequestStatus.Pending or RequestStatus.Accepted }
            );
            live.Select(request => request.SessionId).Should().OnlyHaveUniqueItems();
            // A cancellation waits for a booking that stands, and for no other.
            (await portal.RequestsOf(family))
                .Where(request => request is { Kind: RequestKind.Cancellation, Status: RequestStatus.Pending })
                .Should()
                .OnlyContain(request => live.Any(booking => booking.SessionId == request.SessionId && booking.Status == RequestStatus.Accepted));
        }
    }

    private static async Task CloseAsync(Portal portal, ClosedDays days)
    {
        var director = Person.With(Roles.Director);
        var preview = await portal.SendAs(director, new PreviewClosure(days));
        if (!preview.IsRefused)
        {
            await portal.SendAs(director, new CloseDays(days, "Motif", preview.Value.Stamp));
        }
    }

    private static async Task LeaveAsync(Portal portal, Household family)
    {
        var agent = Person.With(Roles.Agent);
        var departure = await portal.SendAs(agent, new GetChildDeparture(family.Family.Id, family.ChildId));
        if (!departure.IsRefused)
        {
            await portal.SendAs(
                agent,
                new LetChildLeave(
                    family.Family.Id,
                    family.ChildId,
                    [.. departure.Value.Places.Select((place, index) => new PlaceGivenUp(place.RequestId, index % 2 == 0))],
                    "Motif"
                )
            );
        }
    }

    private sealed class Model
    {
        private readonly HashSet<long> _decided = [];
        private readonly HashSet<long> _cancelledByCentre = [];
        private Dictionary<long, RequestStatus> _before = [];

        public void Learn(IReadOnlyCollection<EnrolmentRequest> rows, bool byDecision)
        {
            foreach (var row in rows)
            {
                switch (_before.GetValueOrDefault(row.Id, row.Status), row.Status)
                {
                    // What the family had asked to cancel is answered by a cancellation, which tells it.
                    case (RequestStatus.Pending, RequestStatus.Accepted or RequestStatus.Refused) when byDecision || row.Kind == RequestKind.Enrolment:
                        _decided.Add(row.Id).Should().BeTrue();
                        break;
                    case (RequestStatus.Accepted or RequestStatus.Refused, RequestStatus.Pending):
                        _decided.Remove(row.Id).Should().BeTrue();
                        break;
                    case (RequestStatus.Accepted, RequestStatus.Cancelled) when !byDecision:
                        _cancelledByCentre.Add(row.Id).Should().BeTrue();
                        break;
                }
            }

            _before = rows.ToDictionary(row => row.Id, row => row.Status);
        }

        public int Decided(EnrolmentRequest row) => _decided.Contains(row.Id) ? 1 : 0;

        public int Cancelled(EnrolmentRequest row) => _cancelledByCentre.Contains(row.Id) ? 1 : 0;
    }

    private static async Task EveryDecisionIsTold(Portal portal, Household[] families, Model model, bool byDecision)
    {
        var ids = families.Select(family => family.Family.Id).ToList();
        var rows = await portal.Find(db => db.EnrolmentRequests.AsNoTracking().Where(row => ids.Contains(row.FamilyId)).ToListAsync());
        model.Learn(rows, byDecision);
        var acts = await portal.Find(db =>
            db.AuditEntries.Where(entry => ids.Contains(entry.FamilyId!.Value)).Select(entry => new { entry.Act, entry.Subject }).ToListAsync()
        );
        var lines = (await portal.Find(db => db.OutboxMessages.Where(mail => ids.Contains(mail.FamilyId!.Value)).Select(mail => mail.Model).ToListAsync()))
            .SelectMany(mail => JsonSerializer.Deserialize<RequestsTreatedMail>(mail)!.Lines)
            .ToList();
        foreach (var row in rows)
        {
            (Count(row, "enrolment.accepted", "enrolment.refused", "cancellation.accepted", "cancellation.refused") - Count(row, "decision.undone"))
                .Should()
                .Be(model.Decided(row), "a {0} is {1}", row.Kind, row.Status);
            Count(row, "booking.cancelled", "booking.cancelled.invoiced").Should().Be(model.Cancelled(row));
            // A line that was taken back before its mail left is no line.
            lines
                .Where(line => line.RequestId == row.Id)
                .Sum(line => line.Outcome is TreatedOutcome.EnrolmentWaitsAgain or TreatedOutcome.CancellationWaitsAgain ? -1 : 1)
                .Should()
                .Be(model.Decided(row), "its mail tells of a {0} that is {1}", row.Kind, row.Status);
        }

        lines
            .Count(line => line.Outcome is TreatedOutcome.CancelledByCentre or TreatedOutcome.CancelledByCentreAndInvoiced)
            .Should()
            .Be(rows.Sum(model.Cancelled));
        var booked = rows.Count(row => families.All(family => family.Parent.UserId != row.FiledBy));
        lines.Count(line => line.Outcome == TreatedOutcome.BookedByCentre).Should().Be(booked);
        acts.Count(entry => entry.Act is "booking.made" or "booking.moved").Should().Be(booked);

        int Count(EnrolmentRequest row, params string[] names) =>
            acts.Count(entry => names.Contains(entry.Act) && entry.Subject == $"EnrolmentRequest:{row.Id}");
    }
}
