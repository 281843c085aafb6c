using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Files;
using ClsPortal.Application.Lists;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Application.Treatment;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Lists;

public sealed class ExportTests
{
    private static readonly Person Everything = Person.With(Roles.Director | Roles.Administrator);
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

        var piece = await portal.GivenPiece();
        await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, new IncomingFile("Assurance.pdf", FileSamples.Pdf())));
        await portal.SendAs(family.Parent, new StartConversation(Guid.CreateVersion7(), "Objet", "Texte"));
        await portal.SaveAsync(Contact.Create(family.Family.Id, new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(Contact.LastName)] = "Voisine" }));

        foreach (var kind in Enum.GetValues<ExportKind>().Where(kind => kind is not (ExportKind.Users or ExportKind.Journal)))
        {
            var (columns, rows) = await Read(portal, new ExportList(kind, Wednesday, Wednesday));

            rows.Should().ContainSingle($"{kind} holds one line").Which.Should().HaveCount(columns.Count);
            (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == $"export.{kind.ToString().ToLowerInvariant()}" && entry.UserId == Everything.UserId))).Should().Be(1);
        }

        var (_, bookings) = await Read(portal, new ExportList(ExportKind.Bookings, Wednesday, Wednesday));
        bookings[0].Should().ContainInOrder(family.Family.Number, activity.Name, Wednesday, "Beine");
        var (_, attendance) = await Read(portal, new ExportList(ExportKind.Attendance, Wednesday, Wednesday));
        attendance[0].Should().ContainInOrder("Présent", new TimeOnly(8, 31));
        (await Read(portal, new ExportList(ExportKind.Bookings, Wednesday.AddDays(1), Wednesday.AddDays(9)))).Rows.Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_journal_and_the_logins_are_the_administrators_and_pieces_and_exchanges_the_directors(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await Read(portal, new ExportList(ExportKind.Families));

        var (columns, journal) = await Read(portal, new ExportList(ExportKind.Journal, new(2019, 1, 15), new(2019, 1, 15)));
        var (_, later) = await Read(portal, new ExportList(ExportKind.Journal, new(2019, 1, 16), new(2019, 1, 20)));
        var (heads, users) = await Read(portal, new ExportList(ExportKind.Users));

        journal[0].Should().HaveCount(columns.Count).And.ContainInOrder(Everything.Name, "a exporté la liste des familles");
        later.Should().BeEmpty();
        users.Should().OnlyContain(row => row.Count == heads.Count);
        foreach (var (kind, may, mayNot) in new[]
        {
            (ExportKind.Journal, Roles.Administrator, Roles.Director), (ExportKind.Users, Roles.Administrator, Roles.Director),
            (ExportKind.Pieces, Roles.Director, Roles.Administrator), (ExportKind.Conversations, Roles.Director, Roles.Administrator),
        })
        {
            (await portal.SendAs(Person.With(may), new ExportList(kind))).IsRefused.Should().BeFalse();
            (await portal.SendAs(Person.With(mayNot), new ExportList(kind))).IsNotFound.Should().BeTrue();
        }
    }

    private static async Task<(IReadOnlyList<string> Columns, List<IReadOnlyList<object?>> Rows)> Read(Portal portal, ExportList message)
    {
        // Rows are read in the scope that sent the message, as the edge does.
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().SignIn(Everything.UserId, Everything.Name, Everything.Roles, 0);
        var list = (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message)).Value;
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var row in list.Rows)
        {
            rows.Add(row);
        }

        return (list.Columns, rows);
    }
}
