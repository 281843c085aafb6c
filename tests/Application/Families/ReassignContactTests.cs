using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>Staff say whose a contact is, where the portal does not know or has it wrong.</summary>
public sealed class ReassignContactTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_guardian_who_is_said_to_have_named_the_person_sees_the_telephones_and_the_other_no_longer_does(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, mother, father, contact) = await GivenContactAsync(portal);
        var record = (await portal.SendAs(Agent, new GetFamilyRecord(family.Family.Id))).Value;
        record.Owners.Should().Equal(new ContactOwner(contact, mother.GuardianId, $"Mère {family.Family.Guardians[0].LastName}"));

        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        (await portal.SendAs(Agent, new ReassignContact(family.Family.Id, contact, father.GuardianId, mother.GuardianId, " Dit par les deux ")))
            .IsRefused.Should()
            .BeFalse();

        (await PhonesAsync(portal, father)).Should().Equal("03.86.42.00.11");
        (await PhonesAsync(portal, mother)).Should().BeEmpty();
        (await portal.SendAs(mother, new GetMyRecord()))
            .Value.Contacts.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { Name = "Jeanne Martin", IsOpen = false });
        var entry = await portal.Find(db => db.AuditEntries.AsNoTracking().SingleAsync(row => row.Act == "family.contact-reassigned"));
        entry
            .Should()
            .BeEquivalentTo(
                new
                {
                    FamilyId = (int?)family.Family.Id,
                    Agent.UserId,
                    Subject = $"Contact:{contact}",
                }
            );
        entry.Details.Should().Be($"Jeanne Martin : Père {family.Family.Guardians[1].LastName}. Motif : Dit par les deux");
        var mails = await portal.Find(db =>
            db.OutboxMessages.AsNoTracking().Where(mail => mail.GuardianId != null).OrderByDescending(mail => mail.CreatedAt).Take(2).ToListAsync()
        );
        mails.Select(mail => mail.GuardianId).Should().BeEquivalentTo(new int?[] { mother.GuardianId, father.GuardianId });
        mails.Single(mail => mail.GuardianId == mother.GuardianId).Model.Should().NotContain("Personne que vous", "whose it becomes is not told");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_contact_of_nobody_gets_its_guardian(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, mother, father, contact) = await GivenContactAsync(portal);
        await portal.Find(db => db.Contacts.ExecuteUpdateAsync(set => set.SetProperty(row => row.NamedById, (int?)null)));
        (await portal.SendAs(Agent, new GetFamilyRecord(family.Family.Id))).Value.Owners.Should().Equal(new ContactOwner(contact, null, null));

        (await portal.SendAs(Agent, new ReassignContact(family.Family.Id, contact, mother.GuardianId, null, "Appel"))).IsRefused.Should().BeFalse();

        (await PhonesAsync(portal, mother)).Should().HaveCount(1);
        (await PhonesAsync(portal, father)).Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Nothing_changes_without_a_reason_for_a_stranger_or_over_what_a_colleague_said(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, mother, father, contact) = await GivenContactAsync(portal);
        var stranger = await portal.GivenFamily();
        var id = family.Family.Id;

        (await portal.SendAs(Agent, new ReassignContact(id, contact, father.GuardianId, mother.GuardianId, " "))).Refusal.Field.Should().Be("Reason");
        (await portal.SendAs(Agent, new ReassignContact(id, contact, stranger.Family.Guardians[0].Id, mother.GuardianId, "x"))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Agent, new ReassignContact(stranger.Family.Id, contact, stranger.Family.Guardians[0].Id, mother.GuardianId, "x")))
            .Refusal.Code.Should()
            .Be("Gone");
        (await portal.SendAs(Agent, new ReassignContact(id, contact, father.GuardianId, null, "x"))).Refusal.Code.Should().Be("ChangedMeanwhile");
        (await portal.SendAs(Agent, new ReassignContact(id, contact, mother.GuardianId, mother.GuardianId, "x"))).Refusal.Code.Should().Be("NothingChanged");
        (await portal.SendAs(mother with { Roles = Roles.Parent | Roles.Agent }, new ReassignContact(id, contact, father.GuardianId, mother.GuardianId, "x")))
            .Refusal.Should()
            .Be(OwnFamily.Refusal);
        (await portal.SendAs(mother, new ProposeContactRemoval(contact))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Agent, new ReassignContact(id, contact, father.GuardianId, mother.GuardianId, "x"))).Refusal.Code.Should().Be("AlreadyPending");

        (await portal.Find(db => db.Contacts.Select(row => row.NamedById).SingleAsync())).Should().Be(mother.GuardianId);
        (await portal.Find(db => db.AuditEntries.AnyAsync(row => row.Act == "family.contact-reassigned"))).Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_a_guardian_with_confidential_coordinates_named_becomes_nobody_elses(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, mother, father, contact) = await GivenContactAsync(portal);
        var id = family.Family.Id;
        (await portal.SendAs(Agent, new ProtectGuardian(id, mother.GuardianId, IsConfidential: true, [], "Ordonnance"))).IsRefused.Should().BeFalse();

        (await portal.SendAs(Agent, new ReassignContact(id, contact, father.GuardianId, mother.GuardianId, "x", IsVerified: true)))
            .Refusal.Code.Should()
            .Be("ConfidentialCoordinates");
        (await PhonesAsync(portal, father)).Should().BeEmpty();
        await portal.Find(db =>
            db.Guardians.Where(row => row.Id == mother.GuardianId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsReferent, false).SetProperty(row => row.LeftAt, portal.Clock.GetUtcNow().UtcDateTime))
        );
        (await portal.SendAs(Agent, new ReassignContact(id, contact, father.GuardianId, mother.GuardianId, "x", IsVerified: true)))
            .Refusal.Code.Should()
            .Be("ConfidentialCoordinates", "whoever left goes on being protected");
        (await portal.Find(db => db.AuditEntries.AnyAsync(row => row.Act == "family.contact-reassigned"))).Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_contact_of_nobody_may_be_the_hidden_guardians_and_is_given_after_somebody_made_sure(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, mother, father, contact) = await GivenContactAsync(portal);
        var id = family.Family.Id;
        await portal.Find(db => db.Contacts.ExecuteUpdateAsync(set => set.SetProperty(row => row.NamedById, (int?)null)));
        (await portal.SendAs(Agent, new ProtectGuardian(id, mother.GuardianId, IsConfidential: true, [], "Ordonnance"))).IsRefused.Should().BeFalse();

        (await portal.SendAs(Agent, new ReassignContact(id, contact, father.GuardianId, null, "x"))).Refusal.Field.Should().Be("IsVerified");
        (await portal.SendAs(Agent, new ReassignContact(id, contact, father.GuardianId, null, "Appel", IsVerified: true))).IsRefused.Should().BeFalse();
        (await portal.Find(db => db.AuditEntries.SingleAsync(row => row.Act == "family.contact-reassigned")))
            .Details.Should()
            .Be(
                $"Jeanne Martin : Père {family.Family.Guardians[1].LastName} (vérifié : ne vient pas de Mère {family.Family.Guardians[0].LastName}). "
                    + "Motif : Appel"
            );
        await portal.Find(db => db.Contacts.ExecuteUpdateAsync(set => set.SetProperty(row => row.NamedById, (int?)null)));
        (await portal.SendAs(Agent, new ReassignContact(id, contact, mother.GuardianId, null, "x")))
            .IsRefused.Should()
            .BeFalse("to the hidden guardian nothing is told");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Who_named_a_new_contact_is_not_guessed_where_somebody_is_hidden(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, mother, father, _) = await GivenContactAsync(portal);
        var id = family.Family.Id;
        (await portal.SendAs(Agent, new AddContact(id, RecordTests.Grandmother))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Agent, new ProtectGuardian(id, father.GuardianId, IsConfidential: true, [], "Ordonnance"))).IsRefused.Should().BeFalse();

        (await portal.SendAs(Agent, new AddContact(id, RecordTests.Grandmother)))
            .Refusal.Should()
            .BeEquivalentTo(new { Code = "ConfidentialCoordinates", Field = "NamedById" });
        (await portal.SendAs(Agent, new AddContact(id, RecordTests.Grandmother, father.GuardianId))).IsRefused.Should().BeFalse();
        (await PhonesAsync(portal, mother)).Should().HaveCount(2, "the two that she named");
    }

    private static async Task<(Household Family, Person Mother, Person Father, int Contact)> GivenContactAsync(Portal portal)
    {
        var family = await portal.GivenFamily(isSeparated: true);
        var (mother, father) = (
            family.Parent with
            {
                GuardianId = family.Family.Guardians[0].Id,
            },
            Person.With(Roles.Parent) with
            {
                FamilyId = family.Family.Id,
                GuardianId = family.Family.Guardians[1].Id,
            }
        );
        await portal.SendAs(Agent, new AddContact(family.Family.Id, RecordTests.Grandmother, mother.GuardianId));
        return (family, mother, father, await portal.Find(db => db.Contacts.Select(contact => contact.Id).SingleAsync()));
    }

    private static async Task<IEnumerable<string>> PhonesAsync(Portal portal, Person guardian) =>
        (await portal.SendAs(guardian, new GetMyForm(RecordPart.Contact))).Value.Groups.Select(group => group.Values[nameof(Contact.Phone)]);
}
