using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using static ClsPortal.Domain.Shared.RefusalReason;

namespace ClsPortal.Application.Tests.Enrolment;

/// <summary>
/// Messages that no screen would send, sent all the same: each command of the enrolment against each thing that stands in its way.
/// Which role may send what at all is <see cref="AccessTests"/>.
/// </summary>
public sealed class ForgedMessageTests
{
    public enum Obstacle
    {
        ForeignChild,
        WindowNotOpenYet,
        WindowClosed,
        PastCutoff,
        Full,
    }

    private const string Passes = "passes";
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly DateOnly NextWednesday = new(2019, 1, 30);
    private static readonly Person Agent = Person.With(Roles.Agent);

    // Rules 1 to 3, 6 and 8 of the specification, as a table. What is left out cannot be: staff have no foreign child, and
    // whoever holds a place cannot find its session too full to leave it.
    private static readonly (string UseCase, Obstacle Obstacle, string Answer)[] Table =
    [
        (nameof(AskSession), Obstacle.ForeignChild, Refusal.NotFoundCode),
        (nameof(AskSession), Obstacle.WindowNotOpenYet, nameof(WindowNotYetOpen)),
        (nameof(AskSession), Obstacle.WindowClosed, nameof(RefusalReason.WindowClosed)),
        (nameof(AskSession), Obstacle.PastCutoff, nameof(RefusalReason.PastCutoff)),
        (nameof(AskSession), Obstacle.Full, nameof(RefusalReason.Full)),
        (nameof(AskSeries), Obstacle.ForeignChild, Refusal.NotFoundCode),
        (nameof(AskSeries), Obstacle.WindowNotOpenYet, nameof(WindowNotYetOpen)),
        (nameof(AskSeries), Obstacle.WindowClosed, nameof(RefusalReason.WindowClosed)),
        (nameof(AskSeries), Obstacle.PastCutoff, nameof(RefusalReason.PastCutoff)),
        (nameof(AskSeries), Obstacle.Full, nameof(RefusalReason.Full)),
        (nameof(WithdrawRequest), Obstacle.ForeignChild, Refusal.NotFoundCode),
        (nameof(WithdrawRequest), Obstacle.WindowClosed, Passes),
        (nameof(WithdrawRequest), Obstacle.PastCutoff, nameof(RefusalReason.PastCutoff)),
        (nameof(ChangePendingRequest), Obstacle.ForeignChild, Refusal.NotFoundCode),
        (nameof(ChangePendingRequest), Obstacle.WindowClosed, Passes),
        (nameof(ChangePendingRequest), Obstacle.PastCutoff, nameof(RefusalReason.PastCutoff)),
        (nameof(AskCancellation), Obstacle.ForeignChild, Refusal.NotFoundCode),
        (nameof(AskCancellation), Obstacle.WindowClosed, Passes),
        (nameof(AskCancellation), Obstacle.PastCutoff, nameof(RefusalReason.PastCutoff)),
        (nameof(BookOnBehalf), Obstacle.WindowNotOpenYet, Passes),
        (nameof(BookOnBehalf), Obstacle.WindowClosed, Passes),
        (nameof(BookOnBehalf), Obstacle.PastCutoff, Passes),
        (nameof(BookOnBehalf), Obstacle.Full, nameof(RefusalReason.Full)),
        (nameof(MoveBooking), Obstacle.WindowClosed, Passes),
        (nameof(MoveBooking), Obstacle.PastCutoff, Passes),
        (nameof(MoveBooking), Obstacle.Full, nameof(RefusalReason.Full)),
        (nameof(CancelOnBehalf), Obstacle.WindowClosed, Passes),
        (nameof(CancelOnBehalf), Obstacle.PastCutoff, Passes),
    ];

    public static TheoryData<string, Obstacle, string, DatabaseProvider> EveryUseCaseAndObstacle()
    {
        var rows = new TheoryData<string, Obstacle, string, DatabaseProvider>();
        foreach (var (useCase, obstacle, answer) in Table)
        {
            rows.Add(useCase, obstacle, answer, DatabaseProvider.Sqlite);
            rows.Add(useCase, obstacle, answer, DatabaseProvider.Postgres);
        }

        return rows;
    }

    [Theory, MemberData(nameof(EveryUseCaseAndObstacle))]
    public async Task The_command_refuses_what_the_screen_would_not_send(string useCase, Obstacle obstacle, string answer, DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 1);
        var owner = await portal.GivenFamily();
        var sender = obstacle == Obstacle.ForeignChild ? (await portal.GivenFamily()).Parent : owner.Parent;
        var requestId = await GivenRequestAsync(portal, useCase, owner, activity);
        await PutInTheWayAsync(portal, obstacle, activity, useCase == nameof(MoveBooking) ? NextWednesday : Wednesday);
        var before = await portal.RequestsOf(owner);

        var said = useCase switch
        {
            nameof(AskSession) => CodeOf(await portal.SendAs(sender, new AskSession(owner.ChildId, activity.Id, Wednesday))),
            nameof(AskSeries) => CodeOf(await portal.SendAs(sender, new AskSeries(owner.ChildId, activity.Id, OneDay))),
            nameof(WithdrawRequest) => CodeOf(await portal.SendAs(sender, new WithdrawRequest(requestId))),
            nameof(ChangePendingRequest) => CodeOf(await portal.SendAs(sender, new ChangePendingRequest(requestId, null, null, "Autre note"))),
            nameof(AskCancellation) => CodeOf(await portal.SendAs(sender, new AskCancellation(requestId))),
            nameof(BookOnBehalf) => CodeOf(await portal.SendAs(Agent, new BookOnBehalf(owner.ChildId, activity.Id, OneDay, null, null, null))),
            nameof(MoveBooking) => CodeOf(await portal.SendAs(Agent, new MoveBooking(requestId, activity.Id, NextWednesday, null))),
            nameof(CancelOnBehalf) => CodeOf(await portal.SendAs(Agent, new CancelOnBehalf(requestId, false, "Appel de la famille"))),
            _ => throw new ArgumentOutOfRangeException(nameof(useCase)),
        };

        said.Should().Be(answer);
        if (answer != Passes)
        {
            (await portal.RequestsOf(owner)).Should().BeEquivalentTo(before, "a refused message changes nothing");
        }

        await portal.PlacesAreConsistent();
    }

    private static Series OneDay => new(Wednesday, Wednesday, Weekdays.All);

    private static string CodeOf<T>(Outcome<T> outcome) => outcome.IsRefused ? outcome.Refusal.Code : Passes;

    private static string CodeOf(Outcome<FiledPlaces> outcome) =>
        outcome.IsRefused ? outcome.Refusal.Code
        : outcome.Value.NotFiled is [var only] ? only.Code
        : Passes;

    /// <summary>What the message is about: nothing, a request that waits, or a booking.</summary>
    private static async Task<long> GivenRequestAsync(Portal portal, string useCase, Household owner, Activity activity)
    {
        switch (useCase)
        {
            case nameof(WithdrawRequest) or nameof(ChangePendingRequest):
                await portal.SendAs(owner.Parent, new AskSession(owner.ChildId, activity.Id, Wednesday));
                break;
            case nameof(AskCancellation) or nameof(MoveBooking) or nameof(CancelOnBehalf):
                await portal.SendAs(Agent, new BookOnBehalf(owner.ChildId, activity.Id, OneDay, null, null, null));
                break;
            default:
                return 0;
        }

        return (await portal.RequestsOf(owner)).Should().ContainSingle().Which.Id;
    }

    private static async Task PutInTheWayAsync(Portal portal, Obstacle obstacle, Activity activity, DateOnly day)
    {
        switch (obstacle)
        {
            case Obstacle.WindowNotOpenYet:
                await SetWindowAsync(
                    portal,
                    activity,
                    opensAt: new DateTime(2019, 1, 20, 0, 0, 0, DateTimeKind.Utc),
                    closesAt: new DateTime(2019, 2, 1, 0, 0, 0, DateTimeKind.Utc)
                );
                break;
            case Obstacle.WindowClosed:
                await SetWindowAsync(
                    portal,
                    activity,
                    opensAt: new DateTime(2018, 8, 20, 0, 0, 0, DateTimeKind.Utc),
                    closesAt: new DateTime(2019, 1, 14, 0, 0, 0, DateTimeKind.Utc)
                );
                break;
            case Obstacle.PastCutoff:
                portal.ItIs(Wednesday.AddDays(-1), new(12, 0));
                break;
            case Obstacle.Full:
                var other = await portal.GivenFamily();
                await portal.SendAs(other.Parent, new AskSession(other.ChildId, activity.Id, day));
                break;
            case Obstacle.ForeignChild:
                break;
        }
    }

    private static Task SetWindowAsync(Portal portal, Activity activity, DateTime opensAt, DateTime closesAt) =>
        portal.Find(db =>
            db.Set<BookingWindow>()
                .Where(window => window.ActivityId == activity.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(window => window.OpensAt, opensAt).SetProperty(window => window.ClosesAt, closesAt))
        );
}
