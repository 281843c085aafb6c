using System.Text;
using System.Text.RegularExpressions;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Enrolment;

/// <summary>The list of what waits and the dashboard's counts, where a lot waits.</summary>
public sealed partial class WaitingListTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly DateOnly First = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Every_request_stands_on_one_page_in_the_order_of_day_hour_and_filing(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await GivenWaitingAsync(portal, families: 14, days: 4);
        var expected = await portal.Find(db =>
            (
                from row in db.EnrolmentRequests
                join session in db.Sessions on row.SessionId equals session.Id
                join activity in db.Activities on session.ActivityId equals activity.Id
                orderby session.Date, activity.StartsAt, row.FiledAt, row.Id
                select row.Id
            ).ToListAsync()
        );

        var pages = new List<RequestsToTreat>();
        for (var page = 1; page <= 4; page++)
        {
            pages.Add((await portal.SendAs(Agent, new ListRequestsToTreat(PageNumber: page))).Value);
        }

        expected.Should().HaveCount(112);
        pages.Select(page => page.Lines.Items.Count).Should().Equal(50, 50, 12, 12);
        pages.Select(page => page.Lines.Number).Should().Equal(1, 2, 3, 3);
        pages.Should().OnlyContain(page => page.Lines.Total == 112);
        pages.Take(3).SelectMany(page => page.Lines.Items).Select(line => line.Id).Should().Equal(expected);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_dashboard_counts_what_the_lists_behind_its_figures_show(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var families = await GivenWaitingAsync(portal, families: 3, days: 2);
        var mine = await portal.RequestsOf(families[0]);
        await portal.SendAs(Agent, new TreatRequests([mine[0].Id, mine[1].Id], Accept: true));
        portal.ItIs(First.AddDays(-3), new(9, 0));
        await portal.SendAs(families[0].Parent, new AskCancellation(mine[0].Id));

        var board = (await portal.SendAs(Agent, new GetDashboard())).Value;

        (board.Waiting, board.Urgent, board.Late, board.Cancellations).Should().Be((11, 6, 10, 1));
        (await TotalAsync(portal, new())).Should().Be(board.Waiting);
        (await TotalAsync(portal, new(OnlyUrgent: true))).Should().Be(board.Urgent);
        (await TotalAsync(portal, new(OnlyLate: true))).Should().Be(board.Late);
        (await TotalAsync(portal, new(Kind: RequestKind.Cancellation))).Should().Be(board.Cancellations);
    }

    [Fact]
    public async Task Requests_are_counted_from_the_index_of_what_waits_and_only_the_days_of_a_page_are_sorted()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        await GivenWaitingAsync(portal, families: 2, days: 2);

        portal.Statements.Reset();
        await portal.SendAs(Agent, new ListRequestsToTreat());
        var list = await PlansAsync(portal);
        portal.Statements.Reset();
        await portal.SendAs(Agent, new GetDashboard());
        var board = await PlansAsync(portal);

        foreach (var plan in list.Concat(board).Where(plan => ScannedRequests().IsMatch(plan)))
        {
            plan.Should().Contain("USING COVERING INDEX ix_enrolment_requests", "no request is opened to be counted");
            plan.Should().Match(steps => steps.StartsWith("CO-ROUTINE", StringComparison.Ordinal) || !steps.Contains("SEARCH", StringComparison.Ordinal));
        }

        list.Should().ContainSingle(plan => plan.Contains("SEARCH s USING INDEX ix_sessions_date (date>? AND date<?)", StringComparison.Ordinal));
    }

    [GeneratedRegex("SCAN \\w+ USING (COVERING )?INDEX ix_enrolment_requests|SCAN (enrolment_requests|e)\n")]
    private static partial Regex ScannedRequests();

    private static async Task<int> TotalAsync(Portal portal, ListRequestsToTreat list) => (await portal.SendAs(Agent, list)).Value.Lines.Total;

    private static async Task<IReadOnlyList<Household>> GivenWaitingAsync(Portal portal, int families, int days)
    {
        var (late, early) = (
            await portal.GivenActivity(capacity: 50, from: new(13, 30), name: "Chablis mercredi après-midi"),
            await portal.GivenActivity(capacity: 50, to: new(12, 0), name: "Chablis mercredi matin")
        );
        List<Household> all = [];
        for (var family = 0; family < families; family++)
        {
            var household = await portal.GivenFamily();
            all.Add(household);
            foreach (var activity in new[] { late, early })
            {
                var asked = await portal.SendAs(
                    household.Parent,
                    new AskSeries(household.ChildId, activity.Id, new(First, First.AddDays((days - 1) * 7), Weekdays.All))
                );
                asked.Value.Filed.Should().HaveCount(days);
            }
        }

        return all;
    }

    private static async Task<IReadOnlyList<string>> PlansAsync(Portal portal)
    {
        List<string> plans = [];
        foreach (var statement in portal.Statements.Sent.Where(sent => sent.Contains("enrolment_requests", StringComparison.Ordinal)))
        {
            plans.Add(
                await portal.Find(async db =>
                {
                    await db.Database.OpenConnectionAsync();
                    await using var command = db.Database.GetDbConnection().CreateCommand();
                    command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
                    foreach (var name in Regex.Matches(statement, "@[A-Za-z_0-9]+").Select(match => match.Value).Distinct())
                    {
                        var parameter = command.CreateParameter();
                        (parameter.ParameterName, parameter.Value) = (name, 50);
                        command.Parameters.Add(parameter);
                    }

                    await using var reader = await command.ExecuteReaderAsync();
                    var lines = new StringBuilder();
                    while (await reader.ReadAsync())
                    {
                        lines.Append(reader.GetString(3)).Append('\n');
                    }

                    return lines.ToString();
                })
            );
        }

        plans.Should().NotBeEmpty();
        return plans;
    }
}
