using System.Text.Json;
using AwesomeAssertions.Execution;
using ClsPortal.Application.Access;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Families;

/// <summary>A parent who works for the centre finds there nothing of a guardian and of children who are hidden from that parent.</summary>
public sealed class HiddenFromStaffTests
{
    private static readonly Person Colleague = Person.With(Roles.Director | Roles.Administrator);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Who_may_fetch_the_own_child_and_who_did_is_on_no_list_of_the_day(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        await GivenContactAsync(portal, home);

        using var all = new AssertionScope();
        foreach (var (person, told) in new[] { (FatherIn(home), false), (await JoinedAsync(portal, home), false), (Colleague, true) })
        {
            var line = (await portal.SendAs(person, new GetAttendanceSheet(HiddenHome.Today))).Value.Lines.Single();
            line.IsOwnFamily.Should().Be(!told);
            line.PickUps.Any(who => who.Label.Contains("Jeanne", StringComparison.Ordinal)).Should().Be(told);
            (line.Now.LeftWith is not null).Should().Be(told);
            line.Now.LeftAt.Should().NotBeNull("the list itself is not withheld");
            var rows = await RowsAsync(portal, person, ExportKind.Attendance);
            rows.Contains("Voisine", StringComparison.Ordinal).Should().Be(told);
            foreach (var kind in (ExportKind[])[ExportKind.Attendance, ExportKind.Bookings, ExportKind.Requests])
            {
                var (columns, of) = await TableAsync(portal, person, kind);
                of.Should().NotBeEmpty().And.OnlyContain(row => row[columns.IndexOf("Votre enfant")]!.Equals(!told));
                of.Should().Contain(row => row[columns.IndexOf("Coordonnées confidentielles")]!.Equals(true), $"a withheld child is on the list of {kind}");
            }
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_list_of_contacts_leaves_out_those_whom_the_hidden_guardian_named_also_one_who_left(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        await GivenContactAsync(portal, home);
        (await portal.SendAs(Colleague, new AddContact(home.FamilyId, Named("Ferdinand"), home.Father.GuardianId))).IsRefused.Should().BeFalse();
        var joined = await JoinedAsync(portal, home);

        using var all = new AssertionScope();
        foreach (var hasLeft in new[] { false, true })
        {
            foreach (var person in new[] { FatherIn(home), joined })
            {
                (await RowsAsync(portal, person, ExportKind.Contacts)).Should().NotContain("Jeanne").And.Contain("Ferdinand");
                (await RowsAsync(portal, person, ExportKind.Guardians)).Should().NotContain("Kanari");
            }

            var (columns, rows) = await TableAsync(portal, Colleague, ExportKind.Contacts);
            rows.Select(row => (row[columns.IndexOf("Prénom")], row[columns.IndexOf("Coordonnées confidentielles")]))
                .Should()
                .BeEquivalentTo([((object?)"Jeanne", (object?)true), ("Ferdinand", false)]);
            await portal.Find(db =>
                db.Guardians.Where(row => row.Id == home.Mother.GuardianId)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(row => row.IsReferent, false).SetProperty(row => row.LeftAt, portal.Clock.GetUtcNow().UtcDateTime)
                    )
            );
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_withheld_childs_record_is_read_by_a_colleague(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        await portal.GivenHealth(home.Hidden, (HealthField.FoodAllergies, "Arachide"), (HealthField.Recommendations, HiddenHome.Canary));
        await portal.SendAs(
            Colleague,
            new TreatRequests(
                [.. (await portal.RequestsOf(home.Household)).Where(row => row.Status == RequestStatus.Pending).Select(row => row.Id)],
                Accept: true
            )
        );
        await portal.GivenHealth(home.Open, (HealthField.FoodAllergies, "Lait"));
        var list = new ProduceHealthList(HiddenHome.Wednesday, HiddenHome.Wednesday);

        using var all = new AssertionScope();
        foreach (var father in new[] { FatherIn(home), await JoinedAsync(portal, home) })
        {
            (await portal.SendAs(father, new ReadHealthRecord(home.Hidden))).Refusal.Should().Be(OwnFamily.Refusal);
            (await portal.SendAs(father, new ReadHealthRecord(home.Open))).IsRefused.Should().BeFalse();
            var lines = (await portal.SendAs(father, list)).Value.Sessions.SelectMany(session => session.Children).ToList();
            lines.Should().HaveCount(2).And.OnlyContain(line => line.IsOwnFamily);
            JsonSerializer
                .Serialize(lines.ConvertAll(line => line.Facts))
                .Should()
                .NotContain("Arachide")
                .And.NotContain(HiddenHome.Canary)
                .And.Contain("Lait");
            (
                await portal.Find(db =>
                    db.AuditEntries.CountAsync(entry => entry.UserId == father.UserId && entry.Act == "health.read" && entry.Subject == $"Child:{home.Hidden}")
                )
            )
                .Should()
                .Be(0, "nothing of it was read");
        }

        (await portal.SendAs(Colleague, new ReadHealthRecord(home.Hidden))).Value.Record.Values.Values.Should().Contain("Arachide");
        JsonSerializer.Serialize((await portal.SendAs(Colleague, list)).Value).Should().Contain("Arachide").And.Contain("Lait");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Addresses_are_found_by_no_search_and_shown_on_no_card(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        var (mothers, fathers) = ($"login{home.Mother.GuardianId}@", $"login{home.Father.GuardianId}@");
        var known = Records.Guardian("Zoé", "Inconnue", home.MothersEmail);

        using var all = new AssertionScope();
        foreach (var (person, told) in new[] { (FatherIn(home), false), (await JoinedAsync(portal, home), false), (Colleague, true) })
        {
            (await portal.SendAs(person, new ListUsers(mothers)))
                .Value.Logins.Items.Any(login => login.Id == home.Mother.UserId)
                .Should()
                .Be(told, "a search must not tell whose an address is");
            (await portal.SendAs(person, new ListUsers(fathers))).Value.Logins.Items.Should().ContainSingle();
            (await portal.SendAs(person, new FindDuplicates(known, []))).Value.Should().HaveCount(told ? 1 : 0);
            (await portal.SendAs(person, new ListGuardianAccess(home.FamilyId))).IsRefused.Should().Be(!told);
            (await portal.SendAs(person, new GetProtection(home.FamilyId, home.Mother.GuardianId))).IsRefused.Should().Be(!told);
        }

        (
            await portal.Find(db =>
                db.AuditEntries.Where(entry => entry.Act == "confidential.read" && entry.UserId == Colleague.UserId)
                    .Select(entry => entry.Details)
                    .ToListAsync()
            )
        )
            .Should()
            .Contain("dossier de la famille", "the card shows addresses");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_dashboard_counts_the_changes_that_its_list_shows(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (own, other) = (await portal.GivenFamily(isSeparated: true), await portal.GivenFamily());
        var (mother, subject) = own.Mother();
        await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Kanari")]));
        await portal.SendAs(own.Father(), new FileChanges([new(RecordSubject.Guardian(own.Father().GuardianId), nameof(Guardian.Town), "", "Beine")]));
        await portal.SendAs(other.Mother().Person, new FileChanges([new(other.Mother().Subject, nameof(Guardian.Town), "", "Chablis")]));

        foreach (var (person, changes) in new[] { (own.Father() with { Roles = Roles.Parent | Roles.Director }, 2), (Colleague, 3) })
        {
            (await portal.SendAs(person, new GetDashboard())).Value.RecordChanges.Should().Be(changes);
            (await portal.SendAs(person, new ListChangesToTreat())).Value.Total.Should().Be(changes);
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Several_own_families_are_asked_for_at_once(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        List<Household> families = [];
        for (var family = 0; family < 3; family++)
        {
            families.Add(await portal.GivenFamily(isSeparated: true));
        }

        var login = Person.With(Roles.Agent);
        await portal.SaveAsync([
            LoginOf(login),
            .. families.Select(family =>
                JoinedGuardian.Of(login.UserId, family.Family.Id, family.Family.Guardians[0].Id, portal.Clock.GetUtcNow().UtcDateTime)
            ),
        ]);
        var counts = new List<int>();

        for (var joined = 1; joined <= families.Count; joined++)
        {
            portal.Statements.Reset();
            await portal.SendAs(login with { JoinedFamilies = [.. families.Take(joined).Select(family => family.Family.Id)] }, new ListChangesToTreat());
            counts.Add(portal.Statements.Sent.Count);
        }

        counts.Distinct().Should().ContainSingle();
    }

    private static Person FatherIn(HiddenHome home) => home.Father with { Roles = Roles.Parent | Roles.Director | Roles.Administrator };

    private static PortalUser LoginOf(Person person) =>
        new()
        {
            Id = person.UserId,
            UserName = "a",
            NormalizedUserName = "A",
            Email = "a@example.fr",
            NormalizedEmail = "A@EXAMPLE.FR",
            DisplayName = person.Name,
            SecurityStamp = "x",
        };

    /// <summary>The father by another login, which staff joined to him.</summary>
    private static async Task<Person> JoinedAsync(Portal portal, HiddenHome home)
    {
        var login = Person.With(Roles.Director | Roles.Administrator);
        await portal.SaveAsync(LoginOf(login), JoinedGuardian.Of(login.UserId, home.FamilyId, home.Father.GuardianId, portal.Clock.GetUtcNow().UtcDateTime));
        return login with { JoinedFamilies = [home.FamilyId] };
    }

    private static async Task GivenContactAsync(Portal portal, HiddenHome home) =>
        (await portal.SendAs(Colleague, new AddContact(home.FamilyId, Named("Jeanne"), home.Mother.GuardianId))).IsRefused.Should().BeFalse();

    private static Dictionary<string, string> Named(string firstName) =>
        new(RecordTests.Grandmother, StringComparer.Ordinal) { [nameof(Contact.FirstName)] = firstName, [nameof(Contact.MayPickUp)] = RecordValue.Yes };

    private static async Task<string> RowsAsync(Portal portal, Person person, ExportKind kind) =>
        JsonSerializer.Serialize((await TableAsync(portal, person, kind)).Rows);

    /// <summary>Rows are read in the scope that sent the message, as the edge does.</summary>
    private static async Task<(List<string> Columns, List<IReadOnlyList<object?>> Rows)> TableAsync(Portal portal, Person person, ExportKind kind)
    {
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignIn(person.UserId, person.Name, person.Roles, person.FamilyId, person.GuardianId, person.JoinedFamilies);
        user.ConfirmSecondFactor();
        var table = (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ExportList(kind))).Value;
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var row in table.Rows)
        {
            rows.Add(row);
        }

        return ([.. table.Columns], rows);
    }
}
