using System.Text.Json;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>Staff decide changes of records, or make their own.</summary>
public sealed class RecordTreatmentTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Accepted_fields_enter_the_record_with_one_mail_and_an_audit_row_each(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();
        await portal.SendAs(
            mother,
            new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine"), new(subject, nameof(Guardian.LastName), "Nom1", "Dupont")])
        );

        var result = (
            await portal.SendAs(Agent, new TreatChanges([.. (await portal.ChangesOf(family)).Select(change => new SeenChange(change.Id))], Accept: true))
        ).Value;

        result.Treated.Should().Be(2);
        (await portal.GuardianOf(family)).Should().BeEquivalentTo(new { Town = "Beine", LastName = "Dupont" });
        (await portal.SendAs(Agent, new ListFamilies("dupont"))).Value.Items.Should().ContainSingle("staff find the family by its new name");
        (await portal.SendAs(Agent, new ListFamilies("mere nom1"))).Value.Items.Should().BeEmpty();
        var mail = (await portal.Find(db => db.OutboxMessages.ToListAsync())).Should().ContainSingle().Subject;
        JsonSerializer.Deserialize<RecordTreatedMail>(mail.Model)!.Lines.Select(line => line.What).Should().BeEquivalentTo("Commune", "Nom");
        mail.Model.Should().NotContain("Beine").And.NotContain("Dupont", "values stay on the portal");
        (await portal.Find(db => db.AuditEntries.ToListAsync()))
            .Should()
            .HaveCount(2)
            .And.OnlyContain(entry => entry.Act == "record.accepted" && entry.UserId == Agent.UserId && entry.FamilyId == family.Family.Id);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_refusal_needs_a_reason_and_leaves_the_record_alone(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();
        await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine")]));
        var id = (await portal.ChangesOf(family))[0].Id;

        var without = await portal.SendAs(Agent, new TreatChanges([new(id)], Accept: false, " "));
        var with = await portal.SendAs(Agent, new TreatChanges([new(id)], Accept: false, "Justificatif manquant"));
        var again = await portal.SendAs(Agent, new TreatChanges([new(id)], Accept: true));

        without.Refusal.Should().BeEquivalentTo(new { Code = "Invalid", Field = "Reason" });
        with.Value.Treated.Should().Be(1);
        again.Value.Missed.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = "AlreadyTreated" });
        (await portal.GuardianOf(family)).Town.Should().BeEmpty();
        (await portal.SendAs(mother, new GetMyRecord()))
            .Value.Decided.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { Status = ChangeStatus.Refused, Reason = "Justificatif manquant" });
        (await portal.Find(db => db.OutboxMessages.SingleAsync())).Model.Should().Contain("Justificatif manquant");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_record_changed_meanwhile_is_told_and_accepted_only_by_who_saw_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();
        await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine")]));
        var id = (await portal.ChangesOf(family))[0].Id;
        // As an import, or a hand in the database, would.
        await portal.Find(db =>
            db.Guardians.Where(row => row.FamilyId == family.Family.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Town, "Maligny"))
        );

        var blind = await portal.SendAs(Agent, new TreatChanges([new(id, "")], Accept: true));
        var line = (await portal.SendAs(Agent, new ListChangesToTreat())).Value.Items.Single().Change!;
        var seen = await portal.SendAs(Agent, new TreatChanges([new(id, line.CurrentValue)], Accept: true));

        blind.Value.Should().BeEquivalentTo(new { Treated = 0 });
        blind.Value.Missed.Single().Should().BeEquivalentTo(new { Code = "ChangedMeanwhile" });
        blind.Value.Missed.Single().Sentence.Should().Contain("Maligny");
        line.Should()
            .BeEquivalentTo(
                new
                {
                    IsOutdated = true,
                    Old = "—",
                    New = "Beine",
                    Current = "Maligny",
                }
            );
        seen.Value.Treated.Should().Be(1);
        (await portal.GuardianOf(family)).Town.Should().Be("Beine");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_cannot_write_over_what_a_family_asked_and_each_own_change_is_kept_and_told(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();
        await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine")]));

        var over = await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(subject, nameof(Guardian.Town), "", "Maligny")]));
        var wrong = await portal.SendAs(
            Agent,
            new EditRecord(family.Family.Id, [new(RecordSubject.Child(family.ChildId), nameof(Child.BirthDate), "2011-10-25", "2019-01-16")])
        );
        var edited = await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(subject, nameof(Guardian.MobilePhone), "", "0612345678")]));

        over.Refusal.Code.Should().Be("AlreadyPending");
        wrong.Refusal.Sentence.Should().Contain("avenir");
        edited.Value.Count.Should().Be(1);
        (await portal.GuardianOf(family)).Should().BeEquivalentTo(new { Town = "", MobilePhone = "06.12.34.56.78" });
        (await portal.SendAs(mother, new GetMyRecord()))
            .Value.Decided.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    IsByCentre = true,
                    Old = "—",
                    New = "06.12.34.56.78",
                }
            );
        (await portal.Find(db => db.AuditEntries.SingleAsync()))
            .Should()
            .BeEquivalentTo(new { Act = "record.edited", Details = "Mère Nom1 : Téléphone portable" });
        (await portal.Find(db => db.OutboxMessages.SingleAsync())).Subject.Should().Be("Le centre a modifié votre dossier");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_new_address_is_told_to_the_old_one_too_and_the_login_stays(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();
        await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Email), "mere1@example.fr", "nouvelle@example.fr")]));

        await portal.SendAs(Agent, new TreatChanges([new((await portal.ChangesOf(family))[0].Id)], Accept: true));

        (await portal.GuardianOf(family)).Email.Should().Be("nouvelle@example.fr");
        var mails = await portal.Find(db => db.OutboxMessages.ToListAsync());
        mails.Select(mail => mail.Recipients).Should().BeEquivalentTo("mere1@example.fr", "nouvelle@example.fr");
        mails.Should().OnlyContain(mail => JsonSerializer.Deserialize<RecordTreatedMail>(mail.Model, JsonSerializerOptions.Default)!.LoginStays);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Changes_that_break_each_other_are_not_accepted_one_without_the_other(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        await portal.SendAs(Agent, new AddContact(family.Family.Id, RecordTests.Grandmother));
        var contact = RecordSubject.Contact(await portal.Find(db => db.Contacts.Select(row => row.Id).SingleAsync()));
        await portal.SendAs(
            family.Parent,
            new FileChanges([new(contact, nameof(Contact.MayPickUp), "true", "false"), new(contact, nameof(Contact.MayBeCalled), "false", "true")])
        );
        var changes = await portal.ChangesOf(family);

        var alone = await portal.SendAs(Agent, new TreatChanges([new(changes.Single(change => change.Field == nameof(Contact.MayPickUp)).Id)], Accept: true));
        var both = await portal.SendAs(Agent, new TreatChanges([.. changes.Select(change => new SeenChange(change.Id))], Accept: true));

        alone.Value.Missed.Single().Sentence.Should().Contain("ne vont pas l’une sans l’autre");
        both.Value.Treated.Should().Be(2);
        (await portal.Find(db => db.Contacts.SingleAsync())).Should().BeEquivalentTo(new { MayBeCalled = true, MayPickUp = false });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_list_is_paged_filtered_and_read_in_a_bounded_number_of_statements(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        for (var index = 0; index < 13; index++)
        {
            var family = await portal.GivenFamily();
            var (mother, subject) = family.Mother();
            await portal.SendAs(
                mother,
                new FileChanges([
                    new(subject, nameof(Guardian.Town), "", "Beine"),
                    new(subject, nameof(Guardian.PostalCode), "", "89800"),
                    new(RecordSubject.Child(family.ChildId), nameof(Child.School), "", "École"),
                    new(RecordSubject.Health(family.ChildId), HealthField.DoctorName, "", "Dr Martin"),
                ])
            );
        }

        portal.Statements.Reset();
        var first = (await portal.SendAs(Agent, new ListChangesToTreat())).Value;
        var statements = portal.Statements.Sent.Count;
        var second = (await portal.SendAs(Agent, new ListChangesToTreat(PageNumber: 2))).Value;
        var health = (await portal.SendAs(Agent, new ListChangesToTreat(Part: RecordPart.Health))).Value;
        var one = (await portal.SendAs(Agent, new ListChangesToTreat("famille 7"))).Value;

        (first.Items.Count, first.Total, first.Count).Should().Be((50, 52, 2));
        second.Items.Should().HaveCount(2);
        statements.Should().BeLessThanOrEqualTo(7);
        health.Items.Should().HaveCount(13).And.OnlyContain(line => line.Change == null && line.ChildName != null);
        one.Total.Should().Be(4);
        (await portal.SendAs(Agent, new GetDashboard())).Value.RecordChanges.Should().Be(52);
    }
}
