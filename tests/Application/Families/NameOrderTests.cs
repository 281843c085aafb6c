using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>What people read by name stands where French readers look for it, on both databases alike.</summary>
public sealed class NameOrderTests
{
    private static readonly string[] Names = ["Zévaco", "Le Goff", "Évrard", "Lefèvre", "d’Arc", "Étienne"];
    private static readonly string[] Sorted = ["d’Arc", "Étienne", "Évrard", "Le Goff", "Lefèvre", "Zévaco"];
    private static readonly Person Staff = Person.With(Roles.Director | Roles.Accountant | Roles.Administrator);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Families_and_children_do(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        foreach (var name in Names)
        {
            var family = Family.Create($"{Guid.NewGuid():N}"[..12], name);
            family.AddGuardian("Mère", name, null);
            family.AddChild("Enfant", name, new DateOnly(2011, 10, 25));
            await portal.SaveAsync(family);
            await portal.SendAs(Staff, new BookOnBehalf(family.Children[0].Id, activity.Id, new(Wednesday, Wednesday, Weekdays.All), null, null, null));
        }

        var all = "e"; // a letter that each of them has somewhere: « Mère »
        var audience = new Audience(Wednesday, Wednesday);
        (await portal.SendAs(Staff, new ListFamilies())).Value.Items.Select(line => line.Name).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new ListFamilyQuotients())).Value.Items.Select(line => line.Name).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new FindFamilies())).Value.Items.Select(line => line.Name).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new GetFamilyAccount(Search: all))).Value.Found.Select(line => line.Name).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new PreviewBroadcast(audience))).Value.Families.Items.Select(line => line.Name).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new GetAttendanceSheet(Wednesday, activity.Id))).Value.Lines.Select(line => line.LastName).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new GetDayLists(Wednesday, Wednesday)))
            .Value.Sessions.Single()
            .Children.Select(line => line.LastName)
            .Should()
            .Equal(Sorted);
        (await portal.SendAs(Staff, new FindChildren(Wednesday, activity.Id, "enfant"))).Value.Children.Select(line => line.FamilyName).Should().Equal(Sorted);
        await portal.SendAs(
            Staff,
            new SendBroadcast(Guid.NewGuid(), audience, "Sortie", "À 9 h.", (await portal.SendAs(Staff, new PreviewBroadcast(audience))).Value.Stamp)
        );
        var broadcast = (await portal.SendAs(Staff, new ListBroadcasts())).Value.Items.Single().Id;
        (await portal.SendAs(Staff, new GetBroadcast(broadcast))).Value.Readers.Items.Select(line => line.FamilyName).Should().Equal(Sorted);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Activities_logins_and_pieces_do(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        foreach (var name in Names)
        {
            await portal.GivenActivity(name: name);
            await portal.GivenPiece(name);
            await portal.SaveAsync(
                new PortalUser
                {
                    Id = Guid.CreateVersion7(),
                    UserName = name,
                    Email = $"{Guid.NewGuid():N}@example.fr",
                    DisplayName = name,
                    SecurityStamp = "x",
                }
            );
        }

        (await portal.SendAs(Staff, new ListTariffs())).Value.Activities.Select(line => line.ActivityName).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new ListTreatedRequests())).Value.Activities.Select(line => line.Name).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new ListUsers())).Value.Logins.Items.Select(line => line.Name).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new ListRequiredPieces())).Value.Select(line => line.Name).Should().Equal(Sorted);
        (await portal.SendAs(Staff, new GetDayLists(Wednesday, Wednesday))).Value.Activities.Select(line => line.Name).Should().Equal(Sorted);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_page_of_families_is_read_along_an_index_and_pages_follow_each_other(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SaveAsync([
            .. Enumerable.Range(0, 60).Select(index => Family.Create($"{index:0000}", index % 2 == 0 ? $"Étienne {index:00}" : $"Etienne {index:00}")),
        ]);

        var first = (await portal.SendAs(Staff, new ListFamilies())).Value;
        var second = (await portal.SendAs(Staff, new ListFamilies(PageNumber: 2))).Value;

        first
            .Items.Concat(second.Items)
            .Select(line => line.Number)
            .Should()
            .Equal(Enumerable.Range(0, 60).Select(index => $"{index:0000}"), "the accent makes no difference");
        if (database == DatabaseProvider.Sqlite)
        {
            var plan = await portal.Find(async db =>
            {
                await db.Database.OpenConnectionAsync();
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = "EXPLAIN QUERY PLAN SELECT id FROM families WHERE anonymised_at IS NULL ORDER BY sort_key, id LIMIT 50";
                await using var reader = await command.ExecuteReaderAsync();
                List<string> steps = [];
                while (await reader.ReadAsync())
                {
                    steps.Add(reader.GetString(3));
                }

                return string.Join("; ", steps);
            });
            plan.Should().Contain("ix_families_sort_key_id").And.NotContain("TEMP B-TREE");
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_a_migration_a_restored_backup_or_an_older_copy_left_without_its_key_gets_it_at_start(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = Family.Create("0119", "Évrard");
        family.AddGuardian("Mère", "Évrard", null);
        family.AddChild("Zoé", "Évrard", new DateOnly(2011, 10, 25));
        await portal.SaveAsync(family);
        await portal.GivenActivity(name: "Éveil");
        await portal.SaveAsync(
            new PortalUser
            {
                Id = Guid.CreateVersion7(),
                UserName = "x",
                Email = "x@example.fr",
                DisplayName = "Élise",
                SecurityStamp = "x",
            }
        );
        await portal.Find(db =>
            db.Database.ExecuteSqlRawAsync(
                "UPDATE families SET sort_key = ''; UPDATE children SET sort_key = ''; UPDATE activities SET sort_key = ''; UPDATE users SET sort_key = '';"
            )
        );

        await portal.InScope(async services =>
        {
            await DatabaseStart.MigrateAsync(services);
            return true;
        });

        (await portal.Find(db => db.Families.Select(row => row.SortKey).SingleAsync())).Should().Be("EVRARD");
        (await portal.Find(db => db.Children.Select(row => row.SortKey).SingleAsync())).Should().Be("EVRARD  ZOE");
        (await portal.Find(db => db.Activities.Select(row => row.SortKey).SingleAsync())).Should().Be("EVEIL");
        (await portal.Find(db => db.Users.Select(row => row.SortKey).SingleAsync())).Should().Be("ELISE");
        portal.Statements.Reset();
        await portal.InScope(async services =>
        {
            await DatabaseStart.MigrateAsync(services);
            return true;
        });
        portal
            .Statements.Sent.Should()
            .NotContain(
                statement => statement.Contains("UPDATE", StringComparison.Ordinal) && statement.Contains("sort_key", StringComparison.Ordinal),
                "nothing is to be mended any more"
            );
    }
}
