using System.Text.Json;
using ClsPortal.Application.Families;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>Two guardians of one family: what each knows, asks for and takes back is the own.</summary>
public sealed class GuardianPrivacyTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly JsonSerializerOptions AsText = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_mothers_new_address_reaches_the_father_by_no_page_mail_print_or_copy(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var (mother, subject) = family.Mother();
        await portal.GivenLogin(family.Father());
        await portal.SendAs(
            mother,
            new FileChanges([new(subject, nameof(Guardian.Address), "", "1 rue du Refuge"), new(subject, nameof(Guardian.MobilePhone), "", "06 11 11 11 11")])
        );
        var id = (await portal.ChangesOf(family))[0].Id;

        var father = family.Father();
        var seen = await SeenBy(portal, father, family);
        var withdrawn = await portal.SendAs(father, new WithdrawChange(id));
        var edited = await portal.SendAs(father, new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine")]));
        await portal.SendAs(Agent, new TreatChanges([.. (await portal.ChangesOf(family)).Select(change => new SeenChange(change.Id))], Accept: true));
        var seenLater = await SeenBy(portal, father, family);

        (seen + seenLater).Should().NotContain("Refuge").And.NotContain("06.11.11.11.11").And.NotContain("mere1@");
        withdrawn.IsNotFound.Should().BeTrue();
        edited.IsNotFound.Should().BeTrue();
        (await portal.Find(db => db.OutboxMessages.Select(mail => mail.Recipients).ToListAsync())).Should().Equal("mere1@example.fr");
        (await SeenBy(portal, mother, family)).Should().Contain("1 rue du Refuge").And.Contain("06.11.11.11.11");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_referent_goes_on_seeing_what_he_entered_for_a_mother_without_login_and_no_sign_of_what_staff_entered_since(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        // The first guardian of the test's family is the référent: here the one whom the example calls the father.
        var (referent, _) = family.Mother();
        var other = RecordSubject.Guardian(family.Family.Guardians[1].Id);
        await portal.SendAs(referent, new FileChanges([new(other, nameof(Guardian.Address), "", "12 rue des Vignes")]));
        await portal.SendAs(Agent, new TreatChanges([.. (await portal.ChangesOf(family)).Select(change => new SeenChange(change.Id))], Accept: true));

        await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(other, nameof(Guardian.Address), "12 rue des Vignes", "1 rue du Refuge")]));

        var form = (await portal.SendAs(referent, new GetMyForm(RecordPart.Guardian, other.Id))).Value.Groups.Single();
        form.Values[nameof(Guardian.Address)].Should().Be("12 rue des Vignes");
        (await SeenBy(portal, referent, family)).Should().NotContain("Refuge");
        (await portal.Find(db => db.OutboxMessages.CountAsync(mail => mail.Recipients.Contains("mere1@") && mail.Subject.Contains("Le centre a modifié"))))
            .Should()
            .Be(0);

        // What he asks for now is compared with what he saw; staff see all of it, and why.
        (await portal.SendAs(referent, new FileChanges([new(other, nameof(Guardian.Address), "12 rue des Vignes", "3 rue Neuve")])))
            .IsRefused.Should()
            .BeFalse();
        var line = (await portal.SendAs(Agent, new ListChangesToTreat())).Value.Items.Single();
        line.Change.Should()
            .BeEquivalentTo(
                new
                {
                    Old = "12 rue des Vignes",
                    New = "3 rue Neuve",
                    Current = "1 rue du Refuge",
                    IsOutdated = true,
                }
            );
        line.Warning.Should().Contain("ne voit pas");
        var mine = (await portal.SendAs(referent, new GetMyRecord())).Value.Pending.Single();
        mine.IsOutdated.Should().BeFalse("that something changed would be told by it");
        mine.Current.Should().Be("12 rue des Vignes");

        // With a login of the own it is the person's alone.
        await portal.GivenLogin(family.Father());
        (await portal.SendAs(referent, new GetMyForm(RecordPart.Guardian, other.Id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(referent, new GetMyRecord())).Value.Persons.Single(person => person.Subject == other).IsOpen.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_is_shared_is_seen_until_it_is_not_and_what_waits_is_never(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var (mother, subject) = family.Mother();
        await portal.GivenLogin(family.Father());
        await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(subject, nameof(Guardian.Town), "", "Maligny")]));

        (await portal.SendAs(mother, new ShareCoordinates(Shares: true))).IsRefused.Should().BeFalse();
        await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "Maligny", "Beine")]));
        var shared = (await portal.SendAs(family.Father(), new GetMyForm(RecordPart.Guardian, subject.Id))).Value.Groups.Single();
        var asked = await portal.SendAs(family.Father(), new FileChanges([new(subject, nameof(Guardian.Town), "Maligny", "Chablis")]));
        await portal.SendAs(mother, new ShareCoordinates(Shares: false));

        shared.Values[nameof(Guardian.Town)].Should().Be("Maligny");
        shared.Pending.Should().BeEmpty();
        asked.IsRefused.Should().BeFalse("that the mother asks for another town is not told, by a refusal neither");
        (await portal.SendAs(family.Father(), new GetMyForm(RecordPart.Guardian, subject.Id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Agent, new ListChangesToTreat())).Value.Items.Should().HaveCount(2);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Contacts_are_seen_whole_by_who_named_them_and_by_name_and_role_by_the_other(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        await portal.SendAs(family.Parent, new ProposeContact(RecordTests.Grandmother));
        var waiting = await SeenBy(portal, family.Father(), family);
        await portal.SendAs(Agent, new TreatChanges([.. (await portal.ChangesOf(family)).Select(change => new SeenChange(change.Id))], Accept: true));
        var contact = (await portal.SendAs(family.Father(), new GetMyRecord())).Value.Contacts.Single();

        contact
            .Should()
            .BeEquivalentTo(
                new
                {
                    Name = "Jeanne Martin",
                    Role = "Grand-mère",
                    Tasks = "habilitée",
                    IsOpen = false,
                }
            );
        (waiting + await SeenBy(portal, family.Father(), family)).Should().NotContain("03.86.42.00.11");
        (await portal.SendAs(family.Father(), new GetMyForm(RecordPart.Contact, contact.Subject.Id))).Value.Groups.Should().BeEmpty();
        (await portal.SendAs(family.Father(), new ProposeContactRemoval(contact.Subject.Id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(family.Parent, new GetMyForm(RecordPart.Contact)))
            .Value.Groups.Single()
            .Values[nameof(Contact.Phone)]
            .Should()
            .Be("03.86.42.00.11");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_concerns_a_child_is_seen_by_both_and_taken_back_by_who_filed_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        await portal.SendAs(family.Parent, new FileChanges([new(RecordSubject.Child(family.ChildId), nameof(Child.School), "", "École de Beine")]));
        var line = (await portal.SendAs(family.Father(), new GetMyRecord())).Value.Pending.Single();

        line.Should()
            .BeEquivalentTo(
                new
                {
                    New = "École de Beine",
                    FiledBy = "Mère Nom1",
                    IsMine = false,
                }
            );
        (await portal.SendAs(family.Father(), new WithdrawChange(line.Id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(family.Parent, new WithdrawChange(line.Id))).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_change_of_referent_needs_the_others_yes_or_staffs_reason(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var father = family.Father();
        await portal.SendAs(father, new ProposeReferent(father.GuardianId));
        var id = (await portal.ChangesOf(family)).Single().Id;

        (await portal.SendAs(family.Parent, new GetMyRecord())).Value.ToAnswer.Should().Equal(id);
        (await portal.SendAs(father, new GetMyRecord())).Value.ToAnswer.Should().BeEmpty();
        (await portal.SendAs(Agent, new TreatChanges([new(id)], Accept: true))).Value.Missed.Single().Code.Should().Be(TreatChanges.NeedsYes);
        (await portal.SendAs(family.Parent, new AgreeToReferent(id, Agrees: false))).IsRefused.Should().BeFalse();
        (await portal.ChangesOf(family)).Single().Status.Should().Be(ChangeStatus.Refused);

        await portal.SendAs(father, new ProposeReferent(father.GuardianId));
        var second = (await portal.ChangesOf(family)).Single(change => change.Status == ChangeStatus.Pending).Id;
        (await portal.SendAs(Agent, new TreatChanges([new(second)], Accept: true, "Jugement du 3 janvier"))).Value.Treated.Should().Be(1);
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "record.accepted"))).Details.Should().Contain("Jugement du 3 janvier");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_protected_guardian_and_the_children_who_live_with_her_are_names_to_the_other(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var (mother, subject) = family.Mother();
        var child = RecordSubject.Child(family.ChildId);
        await portal.SendAs(mother, new ShareCoordinates(Shares: true));
        await portal.SendAs(mother, new ProposeContact(RecordTests.Grandmother));
        await portal.SendAs(Agent, new TreatChanges([.. (await portal.ChangesOf(family)).Select(change => new SeenChange(change.Id))], Accept: true));

        (await portal.SendAs(Agent, new ProtectGuardian(family.Family.Id, subject.Id, IsConfidential: true, [family.ChildId], "")))
            .Refusal.Field.Should()
            .Be(nameof(ProtectGuardian.Reason));
        (await portal.SendAs(Agent, new ProtectGuardian(family.Family.Id, subject.Id, IsConfidential: true, [family.ChildId], "Ordonnance de protection")))
            .IsRefused.Should()
            .BeFalse();
        await portal.SendAs(
            mother,
            new FileChanges([new(child, nameof(Child.School), "", "École du Refuge"), new(subject, nameof(Guardian.Town), "", "Villerefuge")])
        );
        await portal.SendAs(
            Agent,
            new TreatChanges(
                [.. (await portal.ChangesOf(family)).Where(change => change.Status == ChangeStatus.Pending).Select(change => new SeenChange(change.Id))],
                Accept: true
            )
        );

        var father = family.Father();
        (await SeenBy(portal, father, family)).Should().NotContain("efuge").And.NotContain("Jeanne", "whom she names may tell where she is");
        (await portal.SendAs(father, new GetMyForm(RecordPart.Child, family.ChildId))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(father, new GetMyForm(RecordPart.Health, family.ChildId))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(father, new SignHealthRecord(family.ChildId))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(father, new PrintMyRecord(family.ChildId))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(father, new FileChanges([new(child, nameof(Child.SchoolClass), "", "CP")]))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(mother, new ShareCoordinates(Shares: true))).Refusal.Code.Should().Be("Confidential");
        (await SeenBy(portal, mother, family)).Should().Contain("École du Refuge");
    }

    /// <summary>All that the record's screens, the print and the copy of the data tell a guardian, as text.</summary>
    private static async Task<string> SeenBy(Portal portal, Person person, Household family)
    {
        List<object?> answers = [(await portal.SendAs(person, new GetMyRecord())).Value];
        foreach (
            var (part, id) in family
                .Family.Guardians.Select(guardian => (RecordPart.Guardian, guardian.Id))
                .Concat([(RecordPart.Child, family.ChildId), (RecordPart.Contact, 0), (RecordPart.Consent, 0)])
        )
        {
            var form = await portal.SendAs(person, new GetMyForm(part, id));
            answers.Add(form.IsRefused ? form.Refusals : form.Value);
        }

        var print = await portal.SendAs(person, new PrintMyRecord(family.ChildId));
        answers.Add(print.IsRefused ? print.Refusals : print.Value);
        answers.Add((await portal.SendAs(person, new ExportMyFamily(WithHealth: true))).Value);
        return JsonSerializer.Serialize(answers, AsText);
    }
}

internal static class GuardianLogins
{
    /// <summary>Makes a login for the guardian behind a person of the tests.</summary>
    public static Task<int> GivenLogin(this Portal portal, Person person) =>
        portal.SaveAsync(
            new PortalUser
            {
                Id = person.UserId,
                UserName = $"{person.UserId}@example.fr",
                NormalizedUserName = $"{person.UserId}@EXAMPLE.FR",
                Email = $"{person.UserId}@example.fr",
                NormalizedEmail = $"{person.UserId}@EXAMPLE.FR",
                DisplayName = person.Name,
                FamilyId = person.FamilyId,
                GuardianId = person.GuardianId,
                SecurityStamp = "x",
            }
        );
}
