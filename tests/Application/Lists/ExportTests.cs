using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Lists;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Application.Treatment;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Lists;

public sealed class ExportTests
{
    private static readonly Person Administrator = Person.With(Roles.Administrator);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Every_list_is_read_with_its_heads_and_recorded(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(withBus: true);
        var family = await portal.GivenFamily();
        await portal.SendAs(Person.With(Roles.Agent), new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), activity.BusStops[0].Id, null, null));
        var booking = (await portal.RequestsOf(family))[0].Id;
        portal.ItIs(Wednesday, new(9, 0));
        await portal.SendAs(Person.With(Roles.Agent), new Application.Presence.MarkAttendance(
            Guid.NewGuid(), booking, AttendanceMarkKind.Present, portal.Clock.GetUtcNow(), null, new TimeOnly(8, 31)));

        foreach (var kind in Enum.GetValues<ExportKind>())
        {
            var (columns, rows) = await Read(portal, new ExportList(kind, Wednesday, Wednesday));

            rows.Should().ContainSingle($"{kind} holds one line").Which.Should().HaveCount(columns.Count);
            (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == $"export.{kind.ToString().ToLowerInvariant()}" && entry.UserId == Administrator.UserId))).Should().Be(1);
        }

        var (_, bookings) = await Read(portal, new ExportList(ExportKind.Bookings, Wednesday, Wednesday));
        bookings[0].Should().ContainInOrder(family.Family.Number, activity.Name, Wednesday, "Beine");
        var (_, attendance) = await Read(portal, new ExportList(ExportKind.Attendance, Wednesday, Wednesday));
        attendance[0].Should().ContainInOrder("Présent", new TimeOnly(8, 31));
        (await Read(portal, new ExportList(ExportKind.Bookings, Wednesday.AddDays(1), Wednesday.AddDays(9)))).Rows.Should().BeEmpty();
    }

    private static async Task<(IReadOnlyList<string> Columns, List<IReadOnlyList<object?>> Rows)> Read(Portal portal, ExportList message)
    {
        // Rows are read in the scope that sent the message, as the edge does.
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().SignIn(Administrator.UserId, Administrator.Name, Administrator.Roles, 0);
        var list = (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message)).Value;
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var row in list.Rows)
        {
            rows.Add(row);
        }

        return (list.Columns, rows);
    }
}
