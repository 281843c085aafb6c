using System.Text.Json;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Messaging;

/// <summary>A message is signed by its person and read by that person and the centre; the other guardian does not even learn that it exists.</summary>
public sealed class GuardianThreadTests
{
    private const string Word = "Refuge";
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly Person Director = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_what_the_mother_writes_and_is_answered_the_father_learns_nothing(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        var before = JsonSerializer.Serialize((await portal.SendAs(couple.Father, new GetHome())).Value);

        var id = await portal.GivenThreadOf(couple.Mother, Word);

        JsonSerializer.Serialize((await portal.SendAs(couple.Father, new GetHome())).Value).Should().Be(before);
        (await portal.SendAs(couple.Mother, new GetHome())).Value.Waits.Should().BeEquivalentTo(new { UnreadMessages = 1, MessagesToCentre = 0 });
        (await portal.SendAs(couple.Father, new ListConversations())).Value.Total.Should().Be(0);
        var stranger = Guid.CreateVersion7();
        (await portal.SendAs(couple.Father, new OpenConversation(id)))
            .Refusals.Should()
            .Equal((await portal.SendAs(couple.Father, new OpenConversation(stranger))).Refusals);
        (await portal.SendAs(couple.Father, new AnswerConversation(id, Guid.NewGuid(), "Texte")))
            .Refusals.Should()
            .Equal((await portal.SendAs(couple.Father, new AnswerConversation(stranger, Guid.NewGuid(), "Texte"))).Refusals);
        (await portal.SendAs(couple.Father, new ShareConversation(id, IsShared: true)))
            .Refusals.Should()
            .Equal((await portal.SendAs(couple.Father, new ShareConversation(stranger, IsShared: true))).Refusals);
        (await portal.Find(db => db.ConversationMessages.CountAsync())).Should().Be(2);
        (await portal.SendAs(couple.Mother, new ListConversations())).Value.Items.Single().Unread.Should().Be(1, "the father's visits mark nothing as read");
        var mails = await portal.Find(db => db.OutboxMessages.AsNoTracking().ToListAsync());
        mails
            .Select(mail => (mail.GuardianId, mail.Recipients))
            .Should()
            .BeEquivalentTo([((int?)null, "centre@example.fr"), (couple.Mother.GuardianId, couple.MothersEmail)]);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_copy_of_data_of_each_holds_the_own_messages_mails_and_journal(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        await portal.GivenThreadOf(couple.Mother, Word);
        await portal.SendAs(couple.Mother, new ExportMyFamily(WithHealth: false));

        var fathers = (await portal.SendAs(couple.Father, new ExportMyFamily(WithHealth: false))).Value;
        var mothers = (await portal.SendAs(couple.Mother, new ExportMyFamily(WithHealth: false))).Value;

        JsonSerializer.Serialize(fathers.Sections).Should().NotContain(Word);
        Rows(fathers, "messages").Should().BeEmpty();
        Rows(fathers, "courriels").Should().BeEmpty();
        Rows(fathers, "consultations").Should().ContainSingle("of the journal only the own act of this moment is told");
        Rows(mothers, "messages").Should().HaveCount(2).And.OnlyContain(row => row.Contains($"Objet {Word}"));
        Rows(mothers, "courriels").Should().ContainSingle().Which.Should().Contain(couple.MothersEmail).And.Contain("Mère Nom1");
        Rows(mothers, "consultations").Should().HaveCount(2);

        static IReadOnlyList<IReadOnlyList<object?>> Rows(FamilyDossier dossier, string key) => dossier.Sections.Single(section => section.Key == key).Rows;
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Messages_are_signed_by_their_person_and_staff_see_whose_thread_it_is(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        var mothers = await portal.GivenThreadOf(couple.Mother, Word);
        var fathers = await portal.GivenThreadOf(couple.Father, "Sortie", isShared: true);

        (await portal.SendAs(couple.Mother, new OpenConversation(mothers)))
            .Value.Messages.Items.Select(message => message.AuthorName)
            .Should()
            .Equal("Mère Nom1", "Centre de Loisirs");
        var opened = (await portal.SendAs(Agent, new OpenFamilyConversation(mothers))).Value;
        opened.Messages.Items.Select(message => message.AuthorName).Should().Equal("Mère Nom1", "Agent");
        opened
            .Readers.Should()
            .BeEquivalentTo(
                new
                {
                    Owner = "Mère Nom1",
                    IsShared = false,
                    Others = new[] { "Père Autre1" },
                }
            );
        (await portal.SendAs(Agent, new ListInbox()))
            .Value.Items.Select(line => (line.Id, line.GuardianName, line.IsShared))
            .Should()
            .BeEquivalentTo([(mothers, "Mère Nom1", false), (fathers, "Père Autre1", true)]);
        var export = (await portal.SendAs(Person.With(Roles.Director), new ExportList(ExportKind.Conversations))).Value;
        export.Columns.Should().Contain(["Responsable", "Visible par l’autre responsable"]);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_shared_thread_is_read_and_answered_by_both_and_unread_for_each_alone(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        var id = await portal.GivenThreadOf(couple.Mother, Word, isShared: true);

        (await portal.SendAs(couple.Father, new ListConversations()))
            .Value.Items.Single()
            .Should()
            .BeEquivalentTo(
                new
                {
                    Id = id,
                    Unread = 2,
                    IsShared = true,
                    GuardianName = "Mère Nom1",
                }
            );
        (await portal.SendAs(couple.Mother, new OpenConversation(id))).Value.Readers.Should().BeEquivalentTo(new { IsOwn = true, IsShared = true });
        (await portal.SendAs(couple.Father, new GetHome())).Value.Waits.UnreadMessages.Should().Be(2, "what one has read is not read by the other");
        (await portal.SendAs(couple.Father, new OpenConversation(id))).Value.Readers.IsOwn.Should().BeFalse();
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        (await portal.SendAs(couple.Father, new AnswerConversation(id, Guid.NewGuid(), "Texte"))).IsRefused.Should().BeFalse();
        (await portal.SendAs(couple.Mother, new ListConversations())).Value.Items.Single().Unread.Should().Be(1);
        (await portal.Find(db => db.OutboxMessages.Where(mail => mail.GuardianId != null).Select(mail => mail.Recipients).ToListAsync()))
            .Should()
            .BeEquivalentTo([couple.MothersEmail, couple.FathersEmail]);

        (await portal.SendAs(couple.Mother, new ShareConversation(id, IsShared: false))).Refusal.Code.Should().Be("OtherHasWritten");
        (await portal.SendAs(couple.Father, new ShareConversation(id, IsShared: false))).IsNotFound.Should().BeTrue("it is not the father's");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Whoever_began_a_thread_opens_it_to_the_other_and_closes_it_again(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        var id = await portal.GivenThreadOf(couple.Mother, Word);

        await portal.SendAs(couple.Mother, new ShareConversation(id, IsShared: true));
        (await portal.SendAs(couple.Father, new ListConversations())).Value.Items.Single().Unread.Should().Be(2);
        await portal.SendAs(couple.Mother, new ShareConversation(id, IsShared: false));
        (await portal.SendAs(couple.Father, new ListConversations())).Value.Total.Should().Be(0);
        (await portal.SendAs(couple.Father, new OpenConversation(id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(couple.Father, new GetHome())).Value.Waits.UnreadMessages.Should().Be(0);
        (await portal.Find(db => db.ConversationReaders.Select(row => row.GuardianId).ToListAsync())).Should().Equal(couple.Mother.GuardianId);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_write_to_each_guardian_apart_to_one_or_knowingly_to_both(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();

        var each = new WriteToFamily(Guid.CreateVersion7(), couple.FamilyId, "À chacun", "Texte");
        await portal.SendAs(Agent, each);
        (await portal.SendAs(Agent, each)).Value.Should().Be(each.MessageId, "sent twice it is one");
        await portal.SendAs(Agent, new WriteToFamily(Guid.CreateVersion7(), couple.FamilyId, "À la mère", "Texte", couple.Mother.GuardianId));
        await portal.SendAs(Agent, new WriteToFamily(Guid.CreateVersion7(), couple.FamilyId, "Ensemble", "Texte", IsShared: true));

        (await Subjects(couple.Mother)).Should().BeEquivalentTo("À chacun", "À la mère", "Ensemble");
        (await Subjects(couple.Father)).Should().BeEquivalentTo("À chacun", "Ensemble");
        (await portal.Find(db => db.Conversations.CountAsync())).Should().Be(4);
        var fathers = (await portal.SendAs(couple.Father, new ListConversations())).Value.Items.Single(line => line.Subject == "À chacun").Id;
        await portal.SendAs(couple.Father, new AnswerConversation(fathers, Guid.NewGuid(), "Texte"));
        (await portal.SendAs(couple.Mother, new OpenConversation(fathers))).IsNotFound.Should().BeTrue("an answer is its author's");
        (await portal.Find(db => db.OutboxMessages.Where(mail => mail.GuardianId != null).Select(mail => mail.Recipients).ToListAsync()))
            .Should()
            .BeEquivalentTo([couple.MothersEmail, couple.MothersEmail, couple.MothersEmail, couple.FathersEmail, couple.FathersEmail])
            .And.NotContain(address => address.Contains(','));
        (await portal.SendAs(Agent, new ListAddressees(couple.FamilyId))).Value.Select(person => person.Name).Should().Equal("Mère Nom1", "Père Autre1");
        var other = await portal.GivenCouple();
        (await portal.SendAs(Agent, new WriteToFamily(Guid.CreateVersion7(), couple.FamilyId, "Objet", "Texte", other.Mother.GuardianId)))
            .IsNotFound.Should()
            .BeTrue();

        async Task<IEnumerable<string>> Subjects(Person person) =>
            (await portal.SendAs(person, new ListConversations())).Value.Items.Select(line => line.Subject);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_goes_to_many_is_a_thread_of_each_guardian_read_by_each(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        var preview = (await portal.SendAs(Director, new PreviewBroadcast(Audience.Of(new(2019, 1, 15))))).Value;

        var sent = (await portal.SendAs(Director, new SendBroadcast(Guid.NewGuid(), Audience.Of(new(2019, 1, 15)), "Sortie", "À 9 h.", preview.Stamp))).Value;
        var mothers = (await portal.SendAs(couple.Mother, new ListConversations())).Value.Items.Single().Id;
        await portal.SendAs(couple.Mother, new OpenConversation(mothers));

        preview.People.Should().Be(2);
        sent.Should().BeEquivalentTo(new { Families = 1, People = 2 });
        (await portal.SendAs(couple.Father, new OpenConversation(mothers))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(couple.Father, new ListConversations())).Value.Items.Single().Unread.Should().Be(1);
        var view = (await portal.SendAs(Director, new GetBroadcast(sent.Id))).Value;
        view.Line.Should()
            .BeEquivalentTo(
                new
                {
                    Families = 1,
                    Read = 1,
                    People = 2,
                    ReadByPeople = 1,
                    Answered = 0,
                }
            );
        view.Readers.Items.Select(reader => (reader.GuardianName, reader.ReadAt is not null)).Should().Equal(("Mère Nom1", true), ("Père Autre1", false));
        (await portal.SendAs(Director, new GetBroadcast(sent.Id, OnlyUnread: true))).Value.Readers.Items.Single().GuardianName.Should().Be("Père Autre1");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_address_that_the_other_reads_gets_no_mail_of_a_thread_that_the_other_does_not(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        await portal.Find(db =>
            db.Guardians.Where(guardian => guardian.FamilyId == couple.FamilyId)
                .ExecuteUpdateAsync(set => set.SetProperty(guardian => guardian.Email, "Nous@example.fr"))
        );
        await portal.GivenThreadOf(couple.Mother, Word);

        (await MailsAsync()).Should().Equal([(couple.Mother.GuardianId, "")], "staff see that she was not told");
        (await portal.SendAs(Agent, new ListMailsNotSent()))
            .Value.Lines.Items.Should()
            .Contain(line => line.GuardianName == "Mère Nom1" && line.Recipient == "");
        await portal.SendAs(Agent, new WriteToFamily(Guid.CreateVersion7(), couple.FamilyId, "À chacun", "Texte"));
        (await MailsAsync()).Should().HaveCount(2).And.Contain((couple.Mother.GuardianId, "Nous@example.fr"));

        async Task<List<(int? Guardian, string Address)>> MailsAsync() =>
            [
                .. (
                    await portal.Find(db =>
                        db.OutboxMessages.AsNoTracking().Where(mail => mail.GuardianId != null).OrderBy(mail => mail.CreatedAt).ToListAsync()
                    )
                ).Select(mail => (mail.GuardianId, mail.Recipients)),
            ];
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_limit_counts_each_guardian_alone(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        for (var number = 0; number < 20; number++)
        {
            (await portal.SendAs(couple.Mother, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).IsRefused.Should().BeFalse();
        }

        (await portal.SendAs(couple.Mother, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Refusal.Code.Should().Be("TooManyMessages");
        (await portal.SendAs(couple.Father, new StartConversation(Guid.NewGuid(), "Objet", "Texte")))
            .IsRefused.Should()
            .BeFalse("else he would learn that she writes");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_login_without_a_guardian_reads_nothing_of_a_persons(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        var id = await portal.GivenThreadOf(couple.Mother, Word, isShared: true);
        var nobody = couple.Mother with { UserId = Guid.NewGuid(), GuardianId = 0 };

        (await portal.SendAs(nobody, new ListConversations())).Value.Total.Should().Be(0);
        (await portal.SendAs(nobody, new OpenConversation(id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(nobody, new GetHome())).Value.Waits.UnreadMessages.Should().Be(0);
        (await portal.SendAs(nobody, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Refusal.Code.Should().Be("NoGuardian");
        JsonSerializer.Serialize((await portal.SendAs(nobody, new ExportMyFamily(WithHealth: false))).Value.Sections).Should().NotContain(Word);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_answer_and_the_end_of_sharing_in_the_same_instant_never_leave_an_answer_that_its_author_cannot_read(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        for (var round = 0; round < 8; round++)
        {
            var id = (await portal.SendAs(couple.Mother, new StartConversation(Guid.CreateVersion7(), "Objet", "Texte", IsShared: true))).Value;
            var closing = Task.Run(() => portal.SendAs(couple.Mother, new ShareConversation(id, IsShared: false)));
            var answering = Task.Run(() => portal.SendAs(couple.Father, new AnswerConversation(id, Guid.CreateVersion7(), "Réponse")));
            var (closed, answered) = (await closing, await answering);

            var isShared = await portal.Find(db => db.Conversations.Where(row => row.Id == id).Select(row => row.IsShared).SingleAsync());
            answered.IsRefused.Should().Be(!isShared);
            closed.IsRefused.Should().Be(isShared);
            (await portal.SendAs(couple.Father, new OpenConversation(id))).IsRefused.Should().Be(!isShared);
            portal.Clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_who_write_at_once_into_a_shared_thread_are_both_counted(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var couple = await portal.GivenCouple();
        var id = (await portal.SendAs(couple.Mother, new StartConversation(Guid.CreateVersion7(), "Objet", "Texte", IsShared: true))).Value;
        await portal.Find(db => db.ConversationReaders.ExecuteDeleteAsync());

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(number =>
                    Task.Run(() => portal.SendAs(number % 2 == 0 ? couple.Mother : couple.Father, new AnswerConversation(id, Guid.CreateVersion7(), "Texte")))
                )
        );

        outcomes.Should().OnlyContain(outcome => !outcome.IsRefused);
        (await portal.Find(db => db.ConversationReaders.AsNoTracking().ToListAsync())).Select(row => row.Unread).Should().Equal(6, 6);
        (await portal.SendAs(Agent, new ListInbox())).Value.Items.Single().Unread.Should().Be(13);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Mails_of_what_the_centre_decided_go_to_each_address_in_a_row_of_its_person(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var couple = await portal.GivenCouple();

        await portal.SendAs(
            Agent,
            new BookOnBehalf(couple.Household.ChildId, activity.Id, new Series(new(2019, 1, 23), new(2019, 1, 23), Weekdays.All), null, null, null)
        );

        (await portal.Find(db => db.OutboxMessages.AsNoTracking().Select(mail => new { mail.GuardianId, mail.Recipients }).ToListAsync()))
            .Should()
            .BeEquivalentTo([
                new { GuardianId = (int?)couple.Mother.GuardianId, Recipients = couple.MothersEmail },
                new { GuardianId = (int?)couple.Father.GuardianId, Recipients = couple.FathersEmail },
            ]);
    }
}
