using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>Staff register families, and persons in them.</summary>
public sealed class CreateFamilyTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly IReadOnlyDictionary<string, string> Helene = Records.Guardian("Hélène", "Dupré", "helene@example.fr");
    private static readonly IReadOnlyDictionary<string, string> Emma = Records.Child("Emma", "Dupré", "2013-05-02");

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_family_begins_with_its_referent_its_children_and_the_next_number(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SaveAsync(Family.Create("0119", "test"), Family.Create("A-7", "autre"));

        var created = (await portal.SendAs(Agent, new CreateFamily("", "", Helene, [Emma], []))).Value;

        created.Should().BeEquivalentTo(new { Name = "Dupré", Number = "0120" });
        var family = await portal.Find(db =>
            db.Families.AsNoTracking().Include(row => row.Guardians).Include(row => row.Children).SingleAsync(row => row.Id == created.FamilyId)
        );
        family
            .Guardians.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Id = created.GuardianId,
                    FirstName = "Hélène",
                    Email = "helene@example.fr",
                    Town = "Beine",
                    MobilePhone = "06.12.34.56.78",
                    IsReferent = true,
                }
            );
        family
            .Children.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    FirstName = "Emma",
                    BirthDate = new DateOnly(2013, 5, 2),
                    LeftAt = (DateTime?)null,
                }
            );
        (await portal.SendAs(Agent, new ListFamilies("helene dupre"))).Value.Items.Should().ContainSingle().Which.Children.Should().Equal("Emma");
        (await portal.Find(db => db.AuditEntries.SingleAsync()))
            .Should()
            .BeEquivalentTo(
                new
                {
                    Act = "family.created",
                    FamilyId = (int?)created.FamilyId,
                    Details = "Famille Dupré (n° 0120)",
                    UserId = Agent.UserId,
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_is_wrong_is_told_beside_each_field_and_nothing_is_kept(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SaveAsync(Family.Create("0119", "test"));

        var wrong = await portal.SendAs(
            Agent,
            new CreateFamily("", "", Records.Guardian("", "Dupré", "pas une adresse"), [Emma, Records.Child("Léo", "", "2019-01-16"), Emma], [])
        );
        var taken = await portal.SendAs(Agent, new CreateFamily("", " 0119 ", Helene, [], []));
        var odd = await portal.SendAs(Agent, new CreateFamily("", "01 19", Helene, [], []));

        wrong
            .Refusals.Select(refusal => refusal.Field)
            .Should()
            .BeEquivalentTo("Guardian-0-0-FirstName", "Guardian-0-0-Email", "Child-2-2-LastName", "Child-2-2-BirthDate", "Child-3-3-FirstName");
        taken.Refusal.Should().BeEquivalentTo(new { Code = "NumberTaken", Field = "Number" });
        odd.Refusal.Field.Should().Be("Number");
        (await portal.Find(db => db.Families.CountAsync())).Should().Be(1);
        (await portal.Find(db => db.AuditEntries.CountAsync())).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Who_may_be_known_already_is_told_until_staff_say_that_it_is_another_person(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var first = (await portal.SendAs(Agent, new CreateFamily("", "", Helene, [Emma], []))).Value;
        var sameChild = Records.Child("EMMA", "dupre", "2013-05-02");
        var sameMail = Records.Guardian("Marc", "Autre", "Helene@Example.fr");

        var warned = await portal.SendAs(Agent, new CreateFamily("", "", sameMail, [sameChild], []));
        var found = (await portal.SendAs(Agent, new FindDuplicates(sameMail, [sameChild]))).Value;
        var half = await portal.SendAs(Agent, new CreateFamily("", "", sameMail, [sameChild], [found[0].Key]));
        var sameName = await portal.SendAs(Agent, new FindDuplicates(Records.Guardian("helene", "DUPRE", ""), [Records.Child("Emma", "Dupré", "2013-05-03")]));
        var other = await portal.SendAs(Agent, new CreateFamily("", "", sameMail, [sameChild], [.. found.Select(duplicate => duplicate.Key)]));

        warned.Refusals.Should().HaveCount(2).And.OnlyContain(refusal => refusal.Code == "Duplicate");
        warned.Refusals[0].Sentence.Should().Contain("Hélène Dupré").And.Contain("n° 0001");
        warned.Refusals[1].Sentence.Should().Contain("Emma Dupré").And.Contain("02-05-2013");
        found.Should().OnlyContain(duplicate => duplicate.FamilyId == first.FamilyId);
        half.Refusal.Code.Should().Be("Duplicate", "one of both was not seen");
        sameName.Value.Should().ContainSingle("the child was born on another day").Which.Key.Should().StartWith("guardian:");
        other.IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_colleagues_who_register_one_child_at_once_one_does_and_the_others_are_warned(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => Task.Run(() => portal.SendAs(Person.With(Roles.Agent), new CreateFamily("", "", Helene, [Emma], []))))
        );

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        answers.Where(answer => answer.IsRefused).Should().OnlyContain(answer => answer.Refusal.Code == "Duplicate");
        (await portal.Find(db => db.Families.CountAsync())).Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Families_registered_at_once_get_a_number_each(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 6)
                .Select(index =>
                    Task.Run(() =>
                        portal.SendAs(Agent, new CreateFamily("", "", Records.Guardian("Parent", $"Numéro {index}", $"parent{index}@example.fr"), [], []))
                    )
                )
        );

        answers.Select(answer => answer.Value.Number).Should().BeEquivalentTo("0001", "0002", "0003", "0004", "0005", "0006");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_guardian_and_a_child_are_added_with_their_trace_and_the_family_is_told(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();

        var guardian = await portal.SendAs(Agent, new AddMember(family.Family.Id, RecordPart.Guardian, Helene, []));
        var child = await portal.SendAs(Agent, new AddMember(family.Family.Id, RecordPart.Child, Emma, []));
        var twice = await portal.SendAs(Agent, new AddMember(family.Family.Id, RecordPart.Child, Emma, []));
        var contact = await portal.SendAs(Agent, new AddMember(family.Family.Id, RecordPart.Contact, Emma, []));
        var nowhere = await portal.SendAs(Agent, new AddMember(9999, RecordPart.Child, Emma, []));

        var record = (await portal.SendAs(Agent, new GetFamilyRecord(family.Family.Id))).Value;
        record.Guardians.Select(group => group.Name).Should().Equal("Mère Nom1", "Hélène Dupré");
        record.Guardians[1].Subject.Id.Should().Be(guardian.Value.Id);
        record.Children.Should().Contain(group => group.Subject.Id == child.Value.Id && group.Name == "Emma Dupré");
        twice.Refusal.Code.Should().Be("AlreadyInFamily");
        contact.IsRefused.Should().BeTrue("a contact is added another way");
        nowhere.IsNotFound.Should().BeTrue();
        // What was entered of another guardian is that person's.
        (await portal.SendAs(family.Parent, new GetMyRecord()))
            .Value.Decided.Select(line => line.Label)
            .Should()
            .Equal("Enfant à ajouter");
        (await portal.Find(db => db.OutboxMessages.Select(mail => mail.Recipients).Distinct().ToListAsync()))
            .Should()
            .BeEquivalentTo("mere1@example.fr", "helene@example.fr");
        (await portal.Find(db => db.AuditEntries.Select(entry => entry.Act).ToListAsync()))
            .Should()
            .HaveCount(2)
            .And.OnlyContain(act => act == "record.edited");
        (await portal.SendAs(Agent, new ListFamilies("emma dupre"))).Value.Items.Should().ContainSingle();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_family_gets_another_name_or_number_and_a_colleagues_change_is_not_overwritten(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var other = await portal.GivenFamily();
        var (name, number) = (family.Family.Name, family.Family.Number);

        var taken = await portal.SendAs(Agent, new RenameFamily(family.Family.Id, name, number, name, other.Family.Number));
        var renamed = await portal.SendAs(Agent, new RenameFamily(family.Family.Id, name, number, "Dupré-Martin", "2019-12"));
        var late = await portal.SendAs(Agent, new RenameFamily(family.Family.Id, name, number, "Martin", number));

        taken.Refusal.Field.Should().Be("Number");
        renamed.IsRefused.Should().BeFalse();
        late.Refusal.Should().BeEquivalentTo(new { Code = "ChangedMeanwhile" });
        (await portal.SendAs(Agent, new ListFamilies("dupre martin"))).Value.Items.Should().ContainSingle().Which.Number.Should().Be("2019-12");
        (await portal.Find(db => db.AuditEntries.SingleAsync())).Act.Should().Be("family.renamed");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_referent_changes_by_staff_once_and_there_is_always_exactly_one(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var (mother, father) = (family.Family.Guardians[0].Id, family.Family.Guardians[1].Id);
        var stranger = await portal.GivenFamily();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => portal.SendAs(Agent, new ChangeReferent(family.Family.Id, father, mother, "Jugement"))))
        );
        var foreign = await portal.SendAs(Agent, new ChangeReferent(family.Family.Id, stranger.Family.Guardians[0].Id, father, "Jugement"));

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        answers.Where(answer => answer.IsRefused).Should().OnlyContain(answer => answer.Refusal.Code == "ChangedMeanwhile");
        foreign.IsNotFound.Should().BeTrue();
        (
            await portal.Find(db =>
                db.Guardians.AsNoTracking()
                    .Where(guardian => guardian.IsReferent && guardian.FamilyId == family.Family.Id)
                    .Select(guardian => guardian.Id)
                    .ToListAsync()
            )
        )
            .Should()
            .Equal(father);
        (await portal.SendAs(Agent, new GetFamilyRecord(family.Family.Id))).Value.Guardians[0].Subject.Id.Should().Be(father);
    }
}
