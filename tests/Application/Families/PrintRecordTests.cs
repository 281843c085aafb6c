using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

public sealed class PrintRecordTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_parent_prints_the_own_child_and_no_other(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, stranger) = (await portal.GivenFamily(), await portal.GivenFamily());

        var printed = (await portal.SendAs(family.Parent, new PrintMyRecord(family.ChildId))).Value;

        (printed.Child.Name, printed.FamilyNumber, printed.PrintedAtLocal)
            .Should()
            .Be(("Enfant 1 Nom1", family.Family.Number, new DateTime(2019, 1, 15, 9, 0, 0)));
        printed.Guardians.Should().ContainSingle();
        (await portal.SendAs(stranger.Parent, new PrintMyRecord(family.ChildId))).IsNotFound.Should().BeTrue();
        (await portal.Find(db => db.AuditEntries.CountAsync())).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_print_with_a_second_factor_and_that_they_did_is_written_down(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(RecordSubject.Health(family.ChildId), HealthField.Recommendations, "", "lunettes")]));

        (await portal.SendAs(Agent with { HasPasswordAlone = true }, new PrintRecord(family.ChildId))).Refusal.Should().Be(Refusal.SecondFactorNeeded);
        (await portal.SendAs(Agent with { HasPasswordAlone = true }, new ReadHealthRecord(family.ChildId))).Refusal.Should().Be(Refusal.SecondFactorNeeded);
        (await portal.SendAs(Person.With(Roles.Administrator), new PrintRecord(family.ChildId))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Agent, new PrintRecord(999))).IsNotFound.Should().BeTrue();
        var printed = (await portal.SendAs(Agent, new PrintRecord(family.ChildId))).Value;

        printed.Health.Values[HealthField.Recommendations].Should().Be("lunettes");
        var audit = await portal.Find(db => db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Act.StartsWith("health.")));
        (audit.Act, audit.UserId, audit.FamilyId).Should().Be(("health.printed", Agent.UserId, family.Family.Id));
        audit.Details.Should().NotContain("lunettes");
    }
}
