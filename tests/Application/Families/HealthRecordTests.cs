using System.Text;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

public sealed class HealthRecordTests
{
    private const string Secret = "Arachide-Zanzibar";
    private const string Action = "Stylo-Zanzibar";
    private static readonly Person Agent = Person.With(Roles.Agent);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Health_is_proposed_accepted_and_signed_and_lies_nowhere_in_clear(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, _) = family.Mother();
        var subject = RecordSubject.Health(family.ChildId);

        var alone = await portal.SendAs(mother, new FileChanges([new(subject, HealthField.FoodAllergies, "", Secret)]));
        await portal.SendAs(
            mother,
            new FileChanges([
                new(subject, HealthField.FoodAllergies, "", Secret),
                new(subject, HealthField.AllergyAction, "", Action),
                new(subject, HealthField.Diet, "", "NoMeat;NoPork"),
            ])
        );
        var changes = await portal.ChangesOf(family);
        var diet = changes.Single(change => change.Field == HealthField.Diet).Id;
        await portal.SendAs(Agent, new TreatChanges([.. changes.Where(change => change.Id != diet).Select(change => new SeenChange(change.Id))], Accept: true));
        await portal.SendAs(Agent, new TreatChanges([new(diet)], Accept: false, "Zanzibar : voir le médecin"));

        alone.Refusal.Sentence.Should().Contain("en cas de réaction");
        var group = (await portal.SendAs(mother, new GetMyForm(RecordPart.Health, family.ChildId))).Value.Groups.Single();
        group.Values[HealthField.FoodAllergies].Should().Be(Secret);
        group.Values[HealthField.Diet].Should().BeEmpty();
        group.SignedBy.Should().Be("Mère Nom1");
        (await portal.SendAs(mother, new GetMyRecord()))
            .Value.Decided.Should()
            .Contain(line => line.New == "Sans porc, Sans viande" && line.Reason == "Zanzibar : voir le médecin");
        var mails = await portal.Find(db => db.OutboxMessages.Select(mail => mail.Model + mail.Subject).ToListAsync());
        mails.Should().HaveCount(2).And.OnlyContain(mail => !mail.Contains("Zanzibar") && !mail.Contains("llergi") && !mail.Contains("Repas"));
        (await portal.Find(db => db.AuditEntries.Select(entry => entry.Details + entry.Subject).ToListAsync()))
            .Should()
            .HaveCount(3)
            .And.OnlyContain(text => !text.Contains("Zanzibar") && !text.Contains("llergi"));
        (await DumpAsync(portal)).Should().NotContain("Zanzibar").And.NotContain("NoPork");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Swapped_ciphertexts_do_not_open(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(children: 2);
        foreach (var child in family.Family.Children)
        {
            await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(RecordSubject.Health(child.Id), HealthField.DoctorName, "", $"Dr {child.Id}")]));
        }

        var (first, second) = (family.Family.Children[0].Id, family.Family.Children[1].Id);
        await portal.Find(async db =>
        {
            var content = await db.HealthRecords.Where(record => record.ChildId == second).Select(record => record.Content).SingleAsync();
            return await db
                .HealthRecords.Where(record => record.ChildId == first)
                .ExecuteUpdateAsync(set => set.SetProperty(record => record.Content, content));
        });

        var reading = () => portal.SendAs(family.Parent, new GetMyForm(RecordPart.Health, first));

        await reading.Should().ThrowAsync<SecretUnreadableException>();
        (await portal.SendAs(family.Parent, new GetMyForm(RecordPart.Health, second)))
            .Value.Groups[0]
            .Values[HealthField.DoctorName]
            .Should()
            .Be($"Dr {second}");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Every_reading_by_staff_is_written_down_without_what_was_read(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(RecordSubject.Health(family.ChildId), HealthField.Recommendations, "", Secret)]));

        var read = await portal.SendAs(Agent, new ReadHealthRecord(family.ChildId));
        var unknown = await portal.SendAs(Agent, new ReadHealthRecord(999));
        var form = await portal.SendAs(Agent, new GetFamilyForm(family.Family.Id, RecordPart.Health, family.ChildId));
        var record = await portal.SendAs(Agent, new GetFamilyRecord(family.Family.Id));

        read.Value.Record.Values[HealthField.Recommendations].Should().Be(Secret);
        unknown.IsNotFound.Should().BeTrue();
        form.IsNotFound.Should().BeTrue("a health record has one way in, and it is audited");
        record.Value.Children.SelectMany(child => child.Values.Values).Should().NotContain(Secret);
        (await portal.Find(db => db.AuditEntries.Where(entry => entry.Act == "health.read").ToListAsync()))
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    UserId = Agent.UserId,
                    Subject = $"Child:{family.ChildId}",
                    FamilyId = (int?)family.Family.Id,
                    Details = "Enfant 1 Nom1",
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_agent_who_is_a_parent_elsewhere_reads_no_health_record_out_of_a_refusal(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, own) = (await portal.GivenFamily(), await portal.GivenFamily());
        var both = new Person(Guid.NewGuid(), "Agent et parent", Roles.Agent | Roles.Parent, own.Family.Id);
        var subject = RecordSubject.Health(family.ChildId);
        await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(subject, HealthField.Recommendations, "", Secret)]));
        await portal.SendAs(family.Mother().Person, new FileChanges([new(subject, HealthField.DoctorName, "", "Dr Zanzibar")]));

        var guessed = await portal.SendAs(both, new EditRecord(family.Family.Id, [new(subject, HealthField.Recommendations, "x", "y")]));
        var waiting = await portal.SendAs(both, new EditRecord(family.Family.Id, [new(subject, HealthField.DoctorName, "", "Dr X")]));

        guessed.Refusal.Sentence.Should().NotContain("Zanzibar");
        waiting.Refusal.Code.Should().Be("AlreadyPending");
        waiting.Refusal.Sentence.Should().NotContain("Zanzibar");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_password_alone_neither_reads_nor_writes_nor_decides_health(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, guardian) = family.Mother();
        var weak = Agent with { HasPasswordAlone = true };
        var subject = RecordSubject.Health(family.ChildId);
        await portal.SendAs(mother, new FileChanges([new(subject, HealthField.Recommendations, "", Secret)]));
        var id = (await portal.ChangesOf(family))[0].Id;

        var read = await portal.SendAs(weak, new ReadHealthRecord(family.ChildId));
        var edited = await portal.SendAs(weak, new EditRecord(family.Family.Id, [new(subject, HealthField.DoctorName, "", "Dr X")]));
        var treated = await portal.SendAs(weak, new TreatChanges([new(id)], Accept: true));
        var other = await portal.SendAs(weak, new EditRecord(family.Family.Id, [new(guardian, nameof(Guardian.Town), "", "Beine")]));
        var guessed = await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(subject, HealthField.Recommendations, "x", "y")]));

        read.Refusal.Code.Should().Be(Refusal.SecondFactorCode);
        edited.Refusal.Code.Should().Be(Refusal.SecondFactorCode);
        treated
            .Value.Missed.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { Code = Refusal.SecondFactorCode, Label = "Fiche sanitaire" }, "which question was changed speaks of health");
        other.IsRefused.Should().BeFalse();
        guessed.Refusal.Sentence.Should().NotContain("Zanzibar", "no refusal tells staff what they did not open");
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "health.read"))).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Vaccines_follow_the_year_of_birth_and_a_parent_signs_without_a_change(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var director = Person.With(Roles.Director);
        var (old, young) = (await portal.GivenFamily(), await portal.GivenFamily(born: new DateOnly(2018, 3, 1)));
        await portal.SendAs(director, new AddUsualVaccines());
        var twice = await portal.SendAs(director, new AddUsualVaccines());
        var ofOld = (await portal.SendAs(old.Parent, new GetMyForm(RecordPart.Health, old.ChildId))).Value.Groups.Single();
        var ofYoung = (await portal.SendAs(young.Parent, new GetMyForm(RecordPart.Health, young.ChildId))).Value.Groups.Single();

        var future = await portal.SendAs(old.Parent, new FileChanges([new(ofOld.Subject, ofOld.Fields[0].Key, "", "2019-01-16")]));
        var signed = await portal.SendAs(old.Parent, new SignHealthRecord(old.ChildId));

        twice.Refusal.Code.Should().Be("NotEmpty");
        ofOld.Fields.Count(field => field.Key.StartsWith(HealthField.VaccinePrefix, StringComparison.Ordinal)).Should().Be(1);
        ofYoung.Fields.Count(field => field.Key.StartsWith(HealthField.VaccinePrefix, StringComparison.Ordinal)).Should().Be(7);
        future.Refusal.Sentence.Should().Contain("avenir");
        signed.IsRefused.Should().BeFalse();
        (await portal.SendAs(old.Parent, new GetMyForm(RecordPart.Health, old.ChildId))).Value.Groups[0].SignedBy.Should().NotBeNull();
        (await portal.ChangesOf(old)).Should().BeEmpty();
    }

    /// <summary>All rows of the tables that could hold health, as whoever steals a dump reads them.</summary>
    private static Task<string> DumpAsync(Portal portal) =>
        portal.Find(async db =>
        {
            var dump = new StringBuilder();
            foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).OfType<string>().Distinct().ToList())
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                await db.Database.OpenConnectionAsync();
                command.CommandText = $"SELECT * FROM {table}";
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    for (var column = 0; column < reader.FieldCount; column++)
                    {
                        dump.Append(reader.GetValue(column) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetValue(column)).Append('\n');
                    }
                }
            }

            return dump.ToString();
        });
}
