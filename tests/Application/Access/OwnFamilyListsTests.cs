using System.Text.Json;
using ClsPortal.Application.Access;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Families;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Access;

/// <summary>
/// What a parent who works for the centre finds of the own family on the centre’s lists: the children marked, and nothing that another guardian wrote.
/// </summary>
public sealed class OwnFamilyListsTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly Person Colleague = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_own_child_is_told_from_the_others_where_children_are_marked_booked_and_listed(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        foreach (var household in new[] { own, other })
        {
            await portal.SendAs(Colleague, new BookOnBehalf(household.ChildId, activity.Id, new Series(Wednesday, Wednesday, Weekdays.All), null, null, null));
        }

        foreach (var (person, mine) in new[] { (BothIn(own), 1), (JoinedTo(own), 1), (Colleague, 0) })
        {
            var lines = (await portal.SendAs(person, new GetAttendanceSheet(Wednesday, activity.Id))).Value.Lines;
            lines.Where(line => line.IsOwnFamily).Select(line => line.FamilyId).Should().Equal(Enumerable.Repeat(own.Family.Id, mine));
            lines.Should().HaveCount(2);
            (await portal.SendAs(person, new FindChildren(Wednesday, activity.Id, "Enfant")))
                .Value.Children.Where(child => child.IsOwnFamily)
                .Select(child => child.Id)
                .Should()
                .Equal(Enumerable.Repeat(own.ChildId, mine));
            (await portal.SendAs(person, new GetDayLists(Wednesday, Wednesday)))
                .Value.Sessions.Single()
                .Children.Where(child => child.IsOwnFamily)
                .Select(child => child.LastName)
                .Should()
                .Equal(Enumerable.Repeat(own.Family.Children[0].LastName, mine));
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Threads_and_mails_of_the_own_family_are_on_no_list_of_the_centre(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (own, other) = (await portal.GivenFamily(isSeparated: true), await portal.GivenFamily());
        var (mother, theirs) = (await StartedAsync(portal, own.Parent), await StartedAsync(portal, other.Parent));
        var audience = Audience.Of(new(2019, 1, 15));
        var sent = (
            await portal.SendAs(
                Colleague,
                new SendBroadcast(Guid.NewGuid(), audience, "Sortie", "À 9 h.", (await portal.SendAs(Colleague, new PreviewBroadcast(audience))).Value.Stamp)
            )
        ).Value;
        (await portal.SendAs(Colleague, new ListMailsNotSent()))
            .Value.Lines.Total.Should()
            .Be(5, "one for each guardian of the two families, and two that tell the centre of a message");
        await portal.Find(db => db.OutboxMessages.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Status, OutboxStatus.GivenUp)));

        foreach (var father in new[] { own.Father() with { Roles = Roles.Parent | Roles.Director }, JoinedTo(own) })
        {
            (await portal.SendAs(father, new ListInbox())).Value.Items.Select(line => line.Id).Should().Equal(theirs);
            (await portal.SendAs(father, new ListInbox(Search: own.Family.Number))).Value.Total.Should().Be(0);
            (await portal.SendAs(father, new GetDashboard())).Value.Should().BeEquivalentTo(new { UnreadConversations = 1, MailsNotSent = 2 });
            (await portal.SendAs(father, new GetBroadcast(sent.Id))).Value.Readers.Items.Select(reader => reader.FamilyId).Should().Equal(other.Family.Id);
            (await portal.SendAs(father, new ListMailsNotSent()))
                .Value.Lines.Items.Should()
                .HaveCount(2)
                .And.OnlyContain(mail => mail.FamilyName == other.Family.Name);
            (await RowsAsync(portal, father, ExportKind.Conversations)).Should().NotContain(own.Family.Number).And.Contain(other.Family.Number);
        }

        (await portal.SendAs(Colleague, new ListInbox())).Value.Items.Select(line => line.Id).Should().BeEquivalentTo([mother, theirs]);
        (await portal.SendAs(Colleague, new GetDashboard())).Value.UnreadConversations.Should().Be(2);
        (await RowsAsync(portal, Colleague, ExportKind.Conversations)).Should().Contain(own.Family.Number);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_the_own_family_wrote_to_the_centre_is_read_by_a_colleague(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var own = await portal.GivenFamily(isSeparated: true);
        var piece = await portal.GivenPiece();
        await portal.SendAs(own.Parent, new AskSession(own.ChildId, activity.Id, Wednesday, Note: "Kanari"));
        await portal.SendAs(own.Parent, new AskSession(own.ChildId, activity.Id, Wednesday.AddDays(7)));
        await portal.SendAs(Colleague, new TreatRequests([(await portal.RequestsOf(own))[1].Id], Accept: false, "Kanari"));
        await portal.SendAs(own.Parent, new DepositFile(piece.Id, own.ChildId, new IncomingFile("Kanari.pdf", FileSamples.Pdf())));

        foreach (
            var (person, told) in new[] { (own.Father() with { Roles = Roles.Parent | Roles.Director }, false), (JoinedTo(own), false), (Colleague, true) }
        )
        {
            (await portal.SendAs(person, new ListRequestsToTreat())).Value.Lines.Items.Single().Note.Should().Be(told ? "Kanari" : null);
            (await portal.SendAs(person, new ListTreatedRequests())).Value.Lines.Items.Single().Reason.Should().Be(told ? "Kanari" : null);
            (await portal.SendAs(person, new ListDeposits())).Value.Lines.Items.Single().FileName.Should().Be(told ? "Kanari.pdf" : "");
            (await RowsAsync(portal, person, ExportKind.Requests)).Contains("Kanari", StringComparison.Ordinal).Should().Be(told);
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_the_changes_that_the_own_family_asks_for_are_listed_those_a_parent_may_know(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var own = await portal.GivenFamily(isSeparated: true);
        var (mother, subject) = own.Mother();
        var father = own.Father();
        await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Kanari")]));
        await portal.SendAs(mother, new ProposeContact(RecordTests.Grandmother));
        await portal.SendAs(mother, new FileChanges([new(RecordSubject.Child(own.ChildId), nameof(Child.School), "", "Pasteur")]));
        await portal.SendAs(father, new FileChanges([new(RecordSubject.Guardian(father.GuardianId), nameof(Guardian.Town), "", "Beine")]));
        var login = Person.With(Roles.Agent);
        await portal.SaveAsync(UserOf(login), JoinedGuardian.Of(login.UserId, own.Family.Id, father.GuardianId, portal.Clock.GetUtcNow().UtcDateTime));

        foreach (var person in new[] { father with { Roles = Roles.Parent | Roles.Agent }, login with { JoinedFamilies = [own.Family.Id] } })
        {
            var lines = (await portal.SendAs(person, new ListChangesToTreat())).Value.Items;
            lines.Should().OnlyContain(line => line.IsOwnFamily);
            lines.Select(line => line.Change!.New).Should().BeEquivalentTo(["Pasteur", "Beine"]);
        }

        (await portal.SendAs(Colleague, new ListChangesToTreat())).Value.Total.Should().Be(4);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_journal_of_a_family_that_hides_somebody_is_not_read_by_a_parent_of_it(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        var father = home.Father with { Roles = Roles.Parent | Roles.Administrator };

        (await portal.SendAs(father, new ListAudit())).Value.Items.Should().NotContain(line => line.FamilyNumber == home.Household.Family.Number);
        (await RowsAsync(portal, father, ExportKind.Journal)).Should().NotContain("Ordonnance");
        (await portal.SendAs(Person.With(Roles.Administrator), new ListAudit()))
            .Value.Items.Should()
            .Contain(line => line.Details!.Contains("Ordonnance de protection", StringComparison.Ordinal));
    }

    private static Person BothIn(Household household) => household.Parent with { Roles = Roles.Parent | Roles.Director };

    private static Person JoinedTo(Household household) => Person.With(Roles.Director) with { JoinedFamilies = [household.Family.Id] };

    private static Infrastructure.Shared.PortalUser UserOf(Person person) =>
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

    private static async Task<Guid> StartedAsync(Portal portal, Person parent) =>
        (await portal.SendAs(parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Value;

    /// <summary>Rows are read in the scope that sent the message, as the edge does.</summary>
    private static async Task<string> RowsAsync(Portal portal, Person person, ExportKind kind)
    {
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignIn(person.UserId, person.Name, person.Roles, person.FamilyId, person.GuardianId, person.JoinedFamilies);
        user.ConfirmSecondFactor();
        var rows = new List<string>();
        await foreach (var row in (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ExportList(kind))).Value.Rows)
        {
            rows.Add(JsonSerializer.Serialize(row));
        }

        return string.Join('\n', rows);
    }
}
