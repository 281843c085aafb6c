using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Shared;
using CsCheck;

namespace ClsPortal.Application.Tests.Enrolment;

/// <summary>Whatever the sequence of requests, withdrawals, decisions and moves of the clock, the places add up.</summary>
public sealed class RandomHistoryTests
{
    private static readonly DateOnly[] Days = [new(2019, 1, 23), new(2019, 1, 30), new(2019, 2, 6)];
    private static readonly Gen<(int Act, int Who, int What)> Step = Gen.Select(Gen.Int[0, 10], Gen.Int[0, 2], Gen.Int[0, 11]);

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
                default:
                    portal.Clock.Advance(TimeSpan.FromHours(what * 3));
                    break;
            }

            await portal.PlacesAreConsistent();
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
}
