using ClsPortal.Application.Access;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Access;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Families;

/// <summary>The red line on lists of health and money, and looks at addresses where they are shown beside something else.</summary>
public sealed class ConfidentialListsTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly Person Accountant = Person.With(Roles.Accountant);
    private static readonly Person Administrator = Person.With(Roles.Administrator);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_health_list_says_of_each_child_what_must_not_be_told(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        var ofChild = (await portal.SendAs(Agent, new GetConfidentialNotice(home.FamilyId))).Value!.For(home.Hidden);
        var list = new ProduceHealthList(HiddenHome.Wednesday, HiddenHome.Wednesday);

        // The record holds a doctor, which is nothing to know all day: neither line nor gap.
        (await portal.SendAs(Agent, list))
            .Value.Sessions.Single()
            .Should()
            .BeEquivalentTo(new { Children = Array.Empty<HealthListLine>(), Confidential = Array.Empty<string>() });
        await portal.GivenHealth(home.Hidden, (HealthField.FoodAllergies, "Arachide"));
        (await portal.SendAs(Agent, list)).Value.Sessions.Single().Children.Should().ContainSingle().Which.Confidential.Should().Be(ofChild);
        await portal.Find(db => db.HealthRecords.ExecuteDeleteAsync());
        var session = (await portal.SendAs(Agent, list)).Value.Sessions.Single();
        session.WithoutRecord.Should().ContainSingle();
        session.Confidential.Should().Equal(ofChild);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Lists_of_money_carry_the_line_for_staff_and_never_for_parents(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        var other = await portal.GivenFamily();
        var day = new DateOnly(2018, 12, 5);
        foreach (
            var (family, guardian, child, number) in new[]
            {
                (home.FamilyId, home.Mother.GuardianId, home.Hidden, "01"),
                (other.Family.Id, other.Family.Guardians[0].Id, other.ChildId, "02"),
            }
        )
        {
            await portal.SaveAsync(
                Invoice.Issue(
                    $"0118000{number}",
                    new(family, "Famille", guardian),
                    new(day, day, day, day),
                    [InvoiceLine.For(new(child, "Enfant", null, day), "Mercredi", 1, 1620, 1620, 0, "")],
                    new(portal.Clock.GetUtcNow().UtcDateTime, Guid.NewGuid(), "C")
                )
            );
        }

        var sentence = (await portal.SendAs(Accountant, new GetConfidentialNotice(home.FamilyId))).Value!.Sentence;

        (await portal.SendAs(Accountant, new ListInvoices()))
            .Value.Lines.Items.Select(line => (line.FamilyId, line.Confidential))
            .Should()
            .BeEquivalentTo([(home.FamilyId, (string?)sentence), (other.Family.Id, null)]);
        (await portal.SendAs(Accountant, new ListUnpaid()))
            .Value.Lines.Items.Select(line => (line.Id, line.Confidential))
            .Should()
            .BeEquivalentTo([(home.FamilyId, (string?)sentence), (other.Family.Id, null)]);
        (await portal.SendAs(home.Mother, new ListMyInvoices())).Value.Lines.Items.Should().ContainSingle().Which.Confidential.Should().BeNull();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Logins_unsent_mails_and_papers_of_the_person_are_looks_and_those_of_others_are_none(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        var other = await portal.GivenFamily();
        var piece = (await portal.SendAs(other.Parent, new DepositFile(home.PerFamily.Id, null, new IncomingFile("a.pdf", FileSamples.Pdf())))).Value;
        await portal.SendAs(other.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"));
        await portal.SendAs(Agent, new ListMailsNotSent());
        await UserTests.GivenLogin(portal, "Zoé Autre", Roles.Agent);

        await portal.SendAs(Administrator, new ListUsers("zoé"));
        await portal.SendAs(Agent, new OpenDeposit(piece));
        await portal.SendAs(home.Mother, new OpenDeposit(home.Deposits[0]));
        (await LooksAsync(portal)).Should().Equal(["courriels non envoyés, avec les adresses"], "the decisions on her requests wait in the outbox");
        portal.Clock.Advance(TimeSpan.FromMinutes(6));
        await portal.SendAs(Administrator, new ListUsers());
        await portal.SendAs(Administrator, new GetUser(home.Mother.UserId));
        await portal.SendAs(Agent, new OpenDeposit(home.Deposits[0]));
        await portal.SendAs(Administrator with { UserId = Guid.NewGuid() }, new ExportList(ExportKind.Users));

        (await LooksAsync(portal)).Skip(1).Should().Equal("connexions, avec les adresses e-mail", "pièce déposée", "connexions, avec les adresses e-mail");
        (await portal.Find(db => db.AuditEntries.Where(entry => entry.Act == "confidential.read").AllAsync(entry => entry.FamilyId == home.FamilyId)))
            .Should()
            .BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_administrator_of_the_family_does_not_see_the_address_with_which_the_person_signs_in(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var home = await HiddenHome.GivenAsync(portal);
        var father = home.Father with { Roles = Roles.Parent | Roles.Administrator };
        var email = (await portal.SendAs(Administrator, new GetUser(home.Mother.UserId))).Value.Email;
        email.Should().NotBeEmpty();

        var logins = (await portal.SendAs(father, new ListUsers())).Value.Logins.Items;
        logins.Single(line => line.Id == home.Mother.UserId).Email.Should().BeEmpty();
        logins.Single(line => line.Id == home.Father.UserId).Email.Should().NotBeEmpty();
        (await portal.SendAs(father, new GetUser(home.Mother.UserId))).Value.Email.Should().BeEmpty();
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignIn(father.UserId, father.Name, father.Roles, father.FamilyId, father.GuardianId);
        user.ConfirmSecondFactor();
        await foreach (var row in (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ExportList(ExportKind.Users))).Value.Rows)
        {
            row.Should().NotContain(email);
        }
    }

    private static Task<List<string?>> LooksAsync(Portal portal) =>
        portal.Find(db =>
            db.AuditEntries.Where(entry => entry.Act == "confidential.read").OrderBy(entry => entry.Id).Select(entry => entry.Details).ToListAsync()
        );
}
