using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>A parent's changes of the record, until staff treat them.</summary>
public sealed class RecordTests
{
    public static readonly IReadOnlyDictionary<string, string> Grandmother = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(Contact.FirstName)] = "Jeanne",
        [nameof(Contact.LastName)] = "Martin",
        [nameof(Contact.Relation)] = "Grand-mère",
        [nameof(Contact.Phone)] = "03 86 42 00 11",
        [nameof(Contact.MayPickUp)] = RecordValue.Yes,
    };

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_save_files_one_change_per_field_and_leaves_the_record_as_it_was(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();

        var filed = await portal.SendAs(
            mother,
            new FileChanges([
                new(subject, nameof(Guardian.MobilePhone), "", "06 12 34 56 78"),
                new(subject, nameof(Guardian.Town), "", " Beine "),
                new(subject, nameof(Guardian.Profession), "", ""),
            ])
        );

        filed.Value.Count.Should().Be(2);
        var record = (await portal.SendAs(mother, new GetMyRecord())).Value;
        record
            .Pending.Select(line => (line.Label, line.Old, line.New, line.FiledBy))
            .Should()
            .BeEquivalentTo([("Téléphone portable", "—", "06.12.34.56.78", "Mère Nom1"), ("Commune", "—", "Beine", "Mère Nom1")]);
        record.Persons[0].Should().BeEquivalentTo(new { Role = "Référent", Waits = true });
        (await portal.GuardianOf(family)).MobilePhone.Should().BeEmpty();
        (await portal.Find(db => db.OutboxMessages.CountAsync())).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_unchanged_save_says_so_and_nothing_is_filed_when_one_field_is_wrong(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();

        var unchanged = await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "  ")]));
        var empty = await portal.SendAs(mother, new FileChanges([]));
        var wrong = await portal.SendAs(
            mother,
            new FileChanges([
                new(subject, nameof(Guardian.Town), "", "Beine"),
                new(subject, nameof(Guardian.HomePhone), "", "12"),
                new(subject, nameof(Guardian.FirstName), "Mère", " "),
            ])
        );

        unchanged.Refusal.Code.Should().Be("NothingChanged");
        empty.Refusal.Sentence.Should().Contain("rien modifié");
        wrong
            .Refusals.Select(refusal => refusal.Field)
            .Should()
            .BeEquivalentTo(FieldEdit.KeyOf(subject, nameof(Guardian.HomePhone)), FieldEdit.KeyOf(subject, nameof(Guardian.FirstName)));
        (await portal.ChangesOf(family)).Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_second_parent_on_the_same_field_of_a_child_is_shown_who_and_both_values(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var child = RecordSubject.Child(family.ChildId);
        await portal.SendAs(family.Parent, new FileChanges([new(child, nameof(Child.School), "", "École de Beine")]));

        var father = await portal.SendAs(
            family.Father(),
            new FileChanges([new(child, nameof(Child.School), "", "École de Chablis"), new(child, nameof(Child.SchoolClass), "", "CP")])
        );

        father
            .Refusals.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { Code = "AlreadyPending", Field = FieldEdit.KeyOf(child, nameof(Child.School)) });
        father.Refusal.Sentence.Should().Contain("Mère Nom1").And.Contain("— → École de Beine");
        (await portal.ChangesOf(family)).Should().ContainSingle();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_form_that_shows_an_older_record_is_told_and_overwrites_nothing(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();
        await portal.SendAs(Person.With(Roles.Agent), new EditRecord(family.Family.Id, [new(subject, nameof(Guardian.Town), "", "Maligny")]));

        var late = await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine")]));

        late.Refusal.Should().BeEquivalentTo(new { Code = "ChangedMeanwhile", Field = FieldEdit.KeyOf(subject, nameof(Guardian.Town)) });
        late.Refusal.Sentence.Should().Contain("—").And.Contain("Maligny");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_change_that_waits_can_be_withdrawn_once_and_never_by_a_stranger(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var (mother, subject) = family.Mother();
        await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine")]));
        var id = (await portal.ChangesOf(family))[0].Id;

        var stranger = await portal.SendAs(other.Parent, new WithdrawChange(id));
        var withdrawn = await portal.SendAs(mother, new WithdrawChange(id));
        var twice = await portal.SendAs(mother, new WithdrawChange(id));
        var treated = await portal.SendAs(Person.With(Roles.Agent), new TreatChanges([new(id)], Accept: true));

        stranger.IsNotFound.Should().BeTrue();
        withdrawn.IsRefused.Should().BeFalse();
        twice.Refusal.Code.Should().Be("AlreadyTreated");
        treated.Value.Missed.Should().ContainSingle().Which.Sentence.Should().Contain("retiré");
        (await portal.ChangesOf(family))[0].Should().BeEquivalentTo(new { Status = ChangeStatus.Withdrawn, DecidedByName = "Mère Nom1" });
        (await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Chablis")]))).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Contacts_are_added_changed_and_removed_by_proposals(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var agent = Person.With(Roles.Agent);

        var without = await portal.SendAs(family.Parent, new ProposeContact(new Dictionary<string, string>(StringComparer.Ordinal)));
        var added = await portal.SendAs(family.Parent, new ProposeContact(Grandmother));
        var twice = await portal.SendAs(family.Parent, new ProposeContact(Grandmother));
        await portal.SendAs(agent, new TreatChanges([new((await portal.ChangesOf(family))[0].Id)], Accept: true));
        var contact = (await portal.Find(db => db.Contacts.AsNoTracking().ToListAsync())).Should().ContainSingle().Subject;
        var nobody = await portal.SendAs(family.Parent, new FileChanges([new(RecordSubject.Contact(contact.Id), nameof(Contact.MayPickUp), "true", "false")]));
        var removal = await portal.SendAs(family.Parent, new ProposeContactRemoval(contact.Id));
        var meanwhile = await portal.SendAs(
            family.Parent,
            new FileChanges([new(RecordSubject.Contact(contact.Id), nameof(Contact.Phone), contact.Phone, "0386420012")])
        );
        await portal.SendAs(
            agent,
            new TreatChanges([new((await portal.ChangesOf(family)).Single(change => change.Kind == ChangeKind.Removal).Id)], Accept: true)
        );

        without.Refusals.Should().HaveCountGreaterThan(3);
        added.IsRefused.Should().BeFalse();
        twice.Refusal.Code.Should().Be("AlreadyPending");
        contact
            .Should()
            .BeEquivalentTo(
                new
                {
                    family.Family.Id,
                    LastName = "Martin",
                    Phone = "03.86.42.00.11",
                    MayPickUp = true,
                    MayBeCalled = false,
                },
                options => options.Excluding(row => row.Id)
            );
        nobody.Refusal.Sentence.Should().Contain("au moins une des deux");
        removal.IsRefused.Should().BeFalse();
        meanwhile.Refusal.Sentence.Should().Contain("a demandé de retirer");
        (await portal.Find(db => db.Contacts.CountAsync())).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task No_family_opens_or_changes_anothers_record(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, stranger) = (await portal.GivenFamily(), await portal.GivenFamily());
        var (_, guardian) = family.Mother();
        var kind = await portal.GivenConsentKind();
        await portal.SendAs(Person.With(Roles.Agent), new AddContact(family.Family.Id, Grandmother));
        var contactId = await portal.Find(db => db.Contacts.Select(contact => contact.Id).SingleAsync());
        (RecordSubject Subject, string Field, string To)[] targets =
        [
            (guardian, nameof(Guardian.Town), "Beine"),
            (RecordSubject.Child(family.ChildId), nameof(Child.School), "École"),
            (RecordSubject.Contact(contactId), nameof(Contact.FirstName), "Zoé"),
            (RecordSubject.Consent(kind.Id, family.ChildId), Consent.Answer, RecordValue.Yes),
            (RecordSubject.Health(family.ChildId), HealthField.DoctorName, "Dr X"),
        ];

        foreach (var (subject, field, to) in targets)
        {
            (await portal.SendAs(stranger.Parent, new FileChanges([new(subject, field, "", to)]))).IsNotFound.Should().BeTrue(subject.ToString());
            var form = await portal.SendAs(stranger.Parent, new GetMyForm(subject.Part, subject.Id));
            (form.IsNotFound || form.Value.Groups.All(group => group.Subject != subject)).Should().BeTrue(subject.ToString());
            (await portal.SendAs(Person.With(Roles.Agent), new EditRecord(stranger.Family.Id, [new(subject, field, "", to)])))
                .IsNotFound.Should()
                .BeTrue(subject.ToString());
        }

        (await portal.SendAs(stranger.Parent, new ProposeContactRemoval(contactId))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(stranger.Parent, new SignHealthRecord(family.ChildId))).IsNotFound.Should().BeTrue();
        // A subject whose parts do not belong together is nobody's.
        (
            await portal.SendAs(
                stranger.Parent,
                new FileChanges([new(new(RecordPart.Health, family.ChildId, stranger.ChildId), HealthField.DoctorName, "", "Dr X")])
            )
        )
            .IsNotFound.Should()
            .BeTrue();
        (await portal.SendAs(stranger.Parent, new FileChanges([new(new(RecordPart.Child, family.ChildId, stranger.ChildId), nameof(Child.School), "", "X")])))
            .IsNotFound.Should()
            .BeTrue();
        (await portal.ChangesOf(stranger)).Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Answers_keep_who_gave_them_and_when(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (mother, _) = family.Mother();
        var kind = await portal.GivenConsentKind();
        var subject = RecordSubject.Consent(kind.Id, family.ChildId);

        var waiting = (await portal.SendAs(mother, new GetMyRecord())).Value.UnansweredConsents;
        await portal.SendAs(mother, new FileChanges([new(subject, Consent.Answer, "", RecordValue.No)]));
        var asked = (await portal.SendAs(mother, new GetMyRecord())).Value.UnansweredConsents;
        portal.Clock.Advance(TimeSpan.FromHours(5));
        await portal.SendAs(Person.With(Roles.Agent), new TreatChanges([new((await portal.ChangesOf(family))[0].Id)], Accept: true));

        (waiting, asked).Should().Be((1, 0));
        (await portal.Find(db => db.Consents.AsNoTracking().SingleAsync()))
            .Should()
            .BeEquivalentTo(
                new
                {
                    IsGiven = false,
                    AnsweredBy = "Mère Nom1",
                    AnsweredAt = new DateTime(2019, 1, 15, 8, 0, 0, DateTimeKind.Utc),
                    ChildId = (int?)family.ChildId,
                }
            );
        (await portal.SendAs(mother, new GetMyForm(RecordPart.Consent)))
            .Value.Groups.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { SignedBy = "Mère Nom1", IsRequired = true });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Other_words_ask_again_and_a_corrected_spelling_does_not(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var director = Person.With(Roles.Director);
        var kind = await portal.GivenConsentKind();
        await portal.SendAs(
            Person.With(Roles.Agent),
            new EditRecord(family.Family.Id, [new(RecordSubject.Consent(kind.Id, family.ChildId), Consent.Answer, "", RecordValue.Yes)])
        );

        await portal.SendAs(director, new SaveConsentKind(kind.Id, "Photographies", true, true, 1));
        var corrected = (await portal.SendAs(family.Parent, new GetMyForm(RecordPart.Consent))).Value.Groups.Single();
        await portal.SendAs(director, new SaveConsentKind(kind.Id, "Photographies dans la presse", true, true, 1, AsksAgain: true));
        var again = (await portal.SendAs(family.Parent, new GetMyForm(RecordPart.Consent))).Value.Groups.Single();

        corrected.Values[Consent.Answer].Should().Be(RecordValue.Yes);
        again.Values[Consent.Answer].Should().BeEmpty();
        (await portal.SendAs(family.Parent, new FileChanges([new(RecordSubject.Consent(kind.Id, family.ChildId), Consent.Answer, "", RecordValue.No)])))
            .IsNotFound.Should()
            .BeTrue();
        (await portal.SendAs(director, new ListConsentKinds())).Value.Should().HaveCount(2).And.Contain(line => line.IsArchived && line.Yes == 1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task My_record_takes_a_bounded_number_of_statements(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(children: 3);
        var (mother, subject) = family.Mother();
        for (var contact = 0; contact < 8; contact++)
        {
            await portal.SendAs(
                Person.With(Roles.Agent),
                new AddContact(family.Family.Id, new Dictionary<string, string>(Grandmother) { [nameof(Contact.FirstName)] = $"Personne {contact}" })
            );
        }

        await portal.SendAs(
            mother,
            new FileChanges([
                new(subject, nameof(Guardian.Town), "", "Beine"),
                .. family.Family.Children.Select(child => new FieldEdit(RecordSubject.Health(child.Id), HealthField.DoctorName, "", "Dr Martin")),
            ])
        );
        portal.Statements.Reset();

        var record = (await portal.SendAs(mother, new GetMyRecord())).Value;

        record.Pending.Should().HaveCount(4);
        record.Decided.Should().HaveCount(8);
        portal.Statements.Sent.Should().HaveCountLessThanOrEqualTo(13);
    }
}
