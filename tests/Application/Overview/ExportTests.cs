using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Overview;

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
        await portal.SendAs(
            Person.With(Roles.Agent),
            new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), activity.BusStops[0].Id, null, null)
        );
        var booking = (await portal.RequestsOf(family))[0].Id;
        portal.ItIs(Wednesday, new(9, 0));
        await portal.SendAs(
            Person.With(Roles.Agent),
            new Application.Attendance.MarkAttendance(Guid.NewGuid(), booking, AttendanceMarkKind.Present, portal.Clock.GetUtcNow(), null, new TimeOnly(8, 31))
        );

        var piece = await portal.GivenPiece();
        await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, new IncomingFile("Assurance.pdf", FileSamples.Pdf())));
        await portal.SendAs(family.Parent, new StartConversation(Guid.CreateVersion7(), "Objet", "Texte"));
        await portal.SaveAsync(
            Contact.Create(family.Family.Id, null, new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(Contact.LastName)] = "Voisine" })
        );

        foreach (var kind in Enum.GetValues<ExportKind>().Where(kind => kind is not (ExportKind.Users or ExportKind.Journal)))
        {
            var (columns, rows) = await Read(portal, new ExportList(kind, Wednesday, Wednesday));

            rows.Should().ContainSingle($"{kind} holds one line").Which.Should().HaveCount(columns.Count);
            (
                await portal.Find(db =>
                    db.AuditEntries.CountAsync(entry => entry.Act == $"export.{kind.ToString().ToLowerInvariant()}" && entry.UserId == Everything.UserId)
                )
            )
                .Should()
                .Be(1);
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
        foreach (
            var (kind, may, mayNot) in new[]
            {
                (ExportKind.Journal, Roles.Administrator, Roles.Director),
                (ExportKind.Users, Roles.Administrator, Roles.Director),
                (ExportKind.Pieces, Roles.Director, Roles.Administrator),
                (ExportKind.Conversations, Roles.Director, Roles.Administrator),
            }
        )
        {
            (await portal.SendAs(Person.With(may), new ExportList(kind))).IsRefused.Should().BeFalse();
            (await portal.SendAs(Person.With(mayNot), new ExportList(kind))).IsNotFound.Should().BeTrue();
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_file_holds_what_the_screen_shows_on_all_its_pages(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (activity, other) = (
            await portal.GivenActivity(capacity: 200),
            await portal.GivenActivity(capacity: 200, name: "Autre", from: new(18, 0), to: new(19, 0))
        );
        List<Household> shown = [];
        for (var index = 0; index < 52; index++)
        {
            shown.Add(await GivenNamed(portal, "Évrard"));
        }

        var hidden = await GivenNamed(portal, "Zévaco");
        foreach (var family in (Household[])[.. shown, hidden])
        {
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
        }

        await portal.SendAs(shown[0].Parent, new AskSession(shown[0].ChildId, other.Id, Wednesday));
        await portal.SendAs(Everything, new TreatRequests([(await portal.RequestsOf(shown[1]))[0].Id], Accept: true));
        var search = new ExportFilter { Search = "evrard" };
        var toTreat = search with { Requests = RequestsShown.ToTreat, ActivityId = activity.Id, RequestKind = RequestKind.Enrolment };

        foreach (var kind in (ExportKind[])[ExportKind.Families, ExportKind.Guardians, ExportKind.Children])
        {
            (await Read(portal, new ExportList(kind, Shown: search))).Rows.Should().HaveCount(52, $"{kind}");
            (await Read(portal, new ExportList(kind))).Rows.Should().HaveCount(53, $"{kind}");
        }

        (await Read(portal, new ExportList(ExportKind.Requests, Shown: toTreat)))
            .Rows.Should()
            .HaveCount(51)
            .And.OnlyContain(row => (string)row[6]! == "En attente" && (string)row[3]! == activity.Name);
        (await portal.SendAs(Everything, new ListRequestsToTreat(activity.Id, RequestKind.Enrolment, Search: "evrard"))).Value.Lines.Total.Should().Be(51);
        (await Read(portal, new ExportList(ExportKind.Requests, Shown: toTreat with { OnlyLate = true }))).Rows.Should().BeEmpty();
        (await Read(portal, new ExportList(ExportKind.Requests, Shown: search with { Requests = RequestsShown.Treated })))
            .Rows.Should()
            .ContainSingle()
            .Which[6]
            .Should()
            .Be("Acceptée");
        (
            await Read(
                portal,
                new ExportList(ExportKind.Requests, Shown: search with { Requests = RequestsShown.Treated, Decision = TreatedDecision.EnrolmentRefused })
            )
        )
            .Rows.Should()
            .BeEmpty();
        (await Read(portal, new ExportList(ExportKind.Bookings, Shown: search with { ActivityId = other.Id }))).Rows.Should().BeEmpty();
        (await Read(portal, new ExportList(ExportKind.Bookings, Shown: search))).Rows.Should().ContainSingle();
        (await Read(portal, new ExportList(ExportKind.Sessions, Wednesday, Wednesday, new ExportFilter { ActivityId = other.Id })))
            .Rows.Should()
            .ContainSingle()
            .Which[0]
            .Should()
            .Be("Autre");
        (await portal.Find(db => db.AuditEntries.OrderByDescending(entry => entry.Id).Select(entry => entry.Details).FirstAsync()))
            .Should()
            .Be("2019-01-23 – 2019-01-23, 1 lignes, liste filtrée", "what was searched for is nobody's business");
        (await portal.SendAs(Everything, new ExportList(ExportKind.Families, Shown: new ExportFilter { Search = new string('a', 101) })))
            .IsRefused.Should()
            .BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task So_do_the_files_of_pieces_exchanges_attendance_logins_and_the_journal(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var (shown, hidden) = (await GivenNamed(portal, "Évrard"), await GivenNamed(portal, "Zévaco"));
        var (piece, asked) = (await portal.GivenPiece(), await portal.GivenPiece("Autorisation"));
        foreach (var family in (Household[])[shown, hidden])
        {
            await portal.SendAs(Everything, new BookOnBehalf(family.ChildId, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
            await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, new IncomingFile("Assurance.pdf", FileSamples.Pdf())));
            await portal.SendAs(family.Parent, new StartConversation(Guid.CreateVersion7(), "Objet", "Texte"));
        }

        var search = new ExportFilter { Search = "evrard" };
        portal.ItIs(Wednesday, new(9, 0));
        foreach (var family in (Household[])[shown, hidden])
        {
            await portal.SendAs(
                Everything,
                new Application.Attendance.MarkAttendance(
                    Guid.NewGuid(),
                    (await portal.RequestsOf(family))[0].Id,
                    AttendanceMarkKind.Present,
                    portal.Clock.GetUtcNow(),
                    null,
                    new TimeOnly(8, 31)
                )
            );
        }

        async Task HoldsOnlyShown(ExportKind kind, ExportFilter filter) =>
            (await Read(portal, new ExportList(kind, Shown: filter))).Rows.Should().ContainSingle($"{kind}").Which.Should().Contain(shown.Family.Number);

        await HoldsOnlyShown(ExportKind.Pieces, search with { Status = Domain.Families.DepositStatus.Deposited, PieceId = piece.Id });
        await HoldsOnlyShown(ExportKind.Conversations, search with { Closed = false, OnlyUnread = true });
        await HoldsOnlyShown(ExportKind.Attendance, search with { ActivityId = activity.Id });
        (await Read(portal, new ExportList(ExportKind.Pieces, Shown: search with { Status = Domain.Families.DepositStatus.Accepted }))).Rows.Should().BeEmpty();
        (await Read(portal, new ExportList(ExportKind.Pieces, Shown: search with { Status = Domain.Families.DepositStatus.Deposited, PieceId = asked.Id })))
            .Rows.Should()
            .BeEmpty();
        (await Read(portal, new ExportList(ExportKind.Conversations, Shown: search with { Closed = true }))).Rows.Should().BeEmpty();
        (await Read(portal, new ExportList(ExportKind.Conversations, Shown: search with { Closed = false, OnlyMine = true }))).Rows.Should().BeEmpty();
        (await Read(portal, new ExportList(ExportKind.Attendance, Shown: search with { ActivityId = activity.Id + 99 }))).Rows.Should().BeEmpty();
        (await Read(portal, new ExportList(ExportKind.Journal, Shown: search with { Act = "booking" })))
            .Rows.Should()
            .OnlyContain(row => (string)row[3]! == shown.Family.Number)
            .And.NotBeEmpty();
        (await Read(portal, new ExportList(ExportKind.Journal, Shown: new ExportFilter { Who = "personne de ce nom" }))).Rows.Should().BeEmpty();
        (await Read(portal, new ExportList(ExportKind.Users, Shown: new ExportFilter { Search = "personne de ce nom" }))).Rows.Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_family_whose_names_went_stands_in_no_list_of_people(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        await portal.SaveAsync(
            Contact.Create(family.Family.Id, null, new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(Contact.LastName)] = "Voisine" })
        );
        await portal.Find(async db =>
        {
            (await db.Families.Include(row => row.Guardians).Include(row => row.Children).SingleAsync()).Anonymise(portal.Clock.GetUtcNow().UtcDateTime);
            return await db.SaveChangesAsync();
        });

        foreach (var kind in (ExportKind[])[ExportKind.Families, ExportKind.Guardians, ExportKind.Children, ExportKind.Contacts])
        {
            (await Read(portal, new ExportList(kind))).Rows.Should().BeEmpty($"{kind}");
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_first_and_the_last_day_of_the_calendar_are_no_faults(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await Read(portal, new ExportList(ExportKind.Families));

        (await Read(portal, new ExportList(ExportKind.Journal, DateOnly.MinValue, DateOnly.MaxValue))).Rows.Should().NotBeEmpty();
        (await portal.SendAs(Everything, new Application.Access.ListAudit(From: DateOnly.MinValue, To: DateOnly.MaxValue))).Value.Total.Should().BePositive();
    }

    private static async Task<Household> GivenNamed(Portal portal, string name)
    {
        var family = Family.Create($"{Guid.NewGuid():N}"[..12], name);
        family.AddGuardian("Mère", name, null);
        family.AddChild("Enfant", name, new DateOnly(2011, 10, 25));
        await portal.SaveAsync(family);
        return new Household(family, new Person(Guid.NewGuid(), name, Roles.Parent, family.Id, family.Guardians[0].Id));
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
