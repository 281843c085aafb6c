using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>Parents ask to add a child, or for another référent; staff decide.</summary>
public sealed class ProposeMemberTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly IReadOnlyDictionary<string, string> Emma = Records.Child("Emma", "Dupré", "2013-05-02");

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_child_asked_for_waits_visibly_and_enters_the_family_when_staff_accept(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var mother = family.Mother().Person;

        var asked = await portal.SendAs(mother, new ProposeChild(Emma));
        var waiting = (await portal.SendAs(mother, new GetMyRecord())).Value;
        var line = (await portal.SendAs(Agent, new ListChangesToTreat())).Value.Items.Single();
        var accepted = (await portal.SendAs(Agent, new TreatChanges([new(line.Id)], Accept: true))).Value;

        asked.IsRefused.Should().BeFalse();
        waiting.Persons.Should().HaveCount(2, "until then the child is nowhere");
        waiting
            .Pending.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Who = "Emma Dupré",
                    Label = "Enfant à ajouter",
                    Old = "—",
                }
            );
        line.Change!.New.Should().Contain("Date de naissance : 02-05-2013");
        accepted.Should().BeEquivalentTo(new { Treated = 1 });
        (await portal.SendAs(mother, new GetMyRecord())).Value.Persons.Should().Contain(person => person.Name == "Emma Dupré" && person.Role == "Enfant");
        (await portal.SendAs(Agent, new ListFamilies("emma dupre"))).Value.Items.Should().ContainSingle();
        (await portal.Find(db => db.OutboxMessages.SingleAsync())).Model.Should().Contain("Enfant \\u00E0 ajouter");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_child_refused_or_withdrawn_is_not_added_and_a_reason_is_told(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var stranger = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new ProposeChild(Emma));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await portal.SendAs(family.Parent, new ProposeChild(Records.Child("Léo", "Dupré", "2014-05-02")));
        var (emma, leo) = (await portal.ChangesOf(family)) is [var first, var second] ? (first.Id, second.Id) : default;

        var foreign = await portal.SendAs(stranger.Parent, new WithdrawChange(emma));
        await portal.SendAs(family.Parent, new WithdrawChange(emma));
        await portal.SendAs(Agent, new TreatChanges([new(leo)], Accept: false, "Hors de nos tranches d’âge"));

        foreign.IsNotFound.Should().BeTrue();
        (await portal.Find(db => db.Children.CountAsync(child => child.FamilyId == family.Family.Id))).Should().Be(1);
        (await portal.SendAs(family.Parent, new GetMyRecord()))
            .Value.Decided.Should()
            .Contain(line => line.Who == "Léo Dupré" && line.Reason == "Hors de nos tranches d’âge");
        (await portal.Find(db => db.OutboxMessages.SingleAsync())).Recipients.Should().Be("mere1@example.fr");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task One_child_is_asked_for_once_and_never_when_it_is_there(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.SendAs(family.Parent, new ProposeChild(Emma)))));
        var there = await portal.SendAs(family.Parent, new ProposeChild(Records.Child("enfant 1", "NOM1", "2011-10-25")));
        var wrong = await portal.SendAs(family.Parent, new ProposeChild(Records.Child("", "Dupré", "hier")));
        // Meanwhile staff add the child on the telephone.
        await portal.SendAs(Agent, new AddMember(family.Family.Id, RecordPart.Child, Emma, []));
        var late = (await portal.SendAs(Agent, new TreatChanges([new((await portal.ChangesOf(family)).Single().Id)], Accept: true))).Value;

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        answers.Where(answer => answer.IsRefused).Should().OnlyContain(answer => answer.Refusal.Code == "AlreadyPending");
        there.Refusal.Code.Should().Be("AlreadyInFamily");
        wrong.Refusals.Select(refusal => refusal.Field).Should().BeEquivalentTo("Child-0-0-FirstName", "Child-0-0-BirthDate");
        late.Missed.Should().ContainSingle().Which.Code.Should().Be("AlreadyInFamily");
        (await portal.Find(db => db.Children.CountAsync(child => child.FamilyId == family.Family.Id))).Should().Be(2);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_see_that_a_child_asked_for_is_known_in_another_family(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        await portal.SendAs(Agent, new AddMember(other.Family.Id, RecordPart.Child, Emma, []));
        await portal.SendAs(family.Parent, new ProposeChild(Emma));

        (await portal.SendAs(Agent, new ListChangesToTreat())).Value.Items.Single().Known.Should().Contain("Emma Dupré").And.Contain(other.Family.Number);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Another_referent_is_asked_for_one_at_a_time_and_decided_by_staff(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var stranger = await portal.GivenFamily();
        var (mother, father) = (family.Family.Guardians[0].Id, family.Family.Guardians[1].Id);

        var already = await portal.SendAs(family.Parent, new ProposeReferent(mother));
        var foreign = await portal.SendAs(stranger.Parent, new ProposeReferent(father));
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => portal.SendAs(family.Parent, new ProposeReferent(father)))));
        var byForm = await portal.SendAs(family.Parent, new FileChanges([new(RecordSubject.Guardian(mother), nameof(Guardian.IsReferent), "true", "false")]));
        var byStaff = await portal.SendAs(Agent, new ChangeReferent(family.Family.Id, father, mother, "Jugement"));
        var line = (await portal.SendAs(Agent, new ListChangesToTreat())).Value.Items.Single();
        var without = (await portal.SendAs(Agent, new TreatChanges([new(line.Id, line.Change!.CurrentValue)], Accept: true))).Value;
        var own = await portal.SendAs(family.Parent, new AgreeToReferent(line.Id, Agrees: true));
        await portal.SendAs(family.Parent with { UserId = Guid.NewGuid(), GuardianId = father }, new AgreeToReferent(line.Id, Agrees: true));
        await portal.SendAs(Agent, new TreatChanges([new(line.Id, line.Change!.CurrentValue)], Accept: true));

        without.Missed.Should().ContainSingle().Which.Code.Should().Be(TreatChanges.NeedsYes);
        own.IsNotFound.Should().BeTrue("nobody says yes to the own wish");
        already.Refusal.Code.Should().Be("NothingChanged");
        foreign.IsNotFound.Should().BeTrue();
        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        byForm.IsNotFound.Should().BeTrue("nobody makes the family one without a référent");
        byStaff.Refusal.Code.Should().Be("AlreadyPending");
        line.Change.Should()
            .BeEquivalentTo(
                new
                {
                    Who = "Père Autre1",
                    Label = "Référent de la famille",
                    Old = "Non",
                    New = "Oui",
                }
            );
        (
            await portal.Find(db =>
                db.Guardians.AsNoTracking()
                    .Where(guardian => guardian.FamilyId == family.Family.Id && guardian.IsReferent)
                    .Select(guardian => guardian.Id)
                    .ToListAsync()
            )
        )
            .Should()
            .Equal(father);
        (await portal.SendAs(family.Parent, new GetMyRecord())).Value.Persons[0].Should().BeEquivalentTo(new { Role = "Référent", Name = "Père Autre1" });
    }
}
