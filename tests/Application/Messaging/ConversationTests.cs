using System.Text;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Messaging;

public sealed class ConversationTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Both_sides_read_and_answer_and_each_sees_what_the_other_wrote_as_unread(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var id = (await portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), "Goûter", "Y a-t-il un goûter ?"))).Value;

        (await Inbox(portal))
            .Should()
            .BeEquivalentTo(
                new[]
                {
                    new
                    {
                        Id = id,
                        Subject = "Goûter",
                        Unread = 1,
                        IsClosed = false,
                    },
                }
            );
        (await portal.SendAs(Agent, new OpenFamilyConversation(id)))
            .Value.Messages.Items.Should()
            .BeEquivalentTo(
                new[]
                {
                    new
                    {
                        IsFromCentre = false,
                        AuthorName = family.Family.Guardians[0].FirstName + " " + family.Family.Guardians[0].LastName,
                        Text = "Y a-t-il un goûter ?",
                    },
                }
            );
        (await Inbox(portal)).Single().Unread.Should().Be(0);
        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        await portal.SendAs(Agent, new AnswerFamily(id, Guid.NewGuid(), "Oui, à 16 h."));
        (await portal.SendAs(family.Parent, new ListConversations())).Value.Items.Single().Unread.Should().Be(1);
        var view = (await portal.SendAs(family.Parent, new OpenConversation(id))).Value;

        view.Messages.Items.Select(message => (message.AuthorName, message.Text))
            .Should()
            .Equal(("Mère Nom1", "Y a-t-il un goûter ?"), ("Centre de Loisirs", "Oui, à 16 h."));
        (await portal.SendAs(family.Parent, new ListConversations())).Value.Items.Single().Unread.Should().Be(0);
        (await portal.Find(db => db.AuditEntries.SingleAsync()))
            .Should()
            .BeEquivalentTo(
                new
                {
                    Act = "message.sent",
                    UserId = Agent.UserId,
                    FamilyId = (int?)family.Family.Id,
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Neither_mail_nor_database_shows_what_was_written(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var id = (await portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), "Objetsecret", "Textesecret"))).Value;
        await portal.SendAs(Agent, new AnswerFamily(id, Guid.NewGuid(), "Textesecret"));

        var mails = await portal.Find(db => db.OutboxMessages.AsNoTracking().OrderBy(row => row.CreatedAt).ToListAsync());
        mails.Select(mail => mail.Recipients).Should().BeEquivalentTo("centre@example.fr", family.Family.Guardians[0].Email);
        mails.Should().OnlyContain(mail => !(mail.Model + mail.Subject).Contains("secret"));
        var stored = await portal.Find(async db =>
            (await db.ConversationMessages.Select(row => row.SealedText).ToListAsync()).Concat(
                await db.Conversations.Select(row => row.SealedSubject).ToListAsync()
            )
        );
        stored.Should().HaveCount(3).And.OnlyContain(bytes => !Encoding.UTF8.GetString(bytes).Contains("secret"));
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_stranger_neither_reads_nor_answers(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (family, stranger) = (await portal.GivenFamily(), await portal.GivenFamily());
        var id = (await portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Value;

        (await portal.SendAs(stranger.Parent, new OpenConversation(id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(stranger.Parent, new AnswerConversation(id, Guid.NewGuid(), "Texte"))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(stranger.Parent, new ListConversations())).Value.Total.Should().Be(0);
        (await Inbox(portal)).Single().Unread.Should().Be(1, "a stranger's opening marks nothing as read");
        (await portal.Find(db => db.ConversationMessages.CountAsync())).Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Whoever_is_a_parent_and_works_for_the_centre_writes_for_the_side_whose_message_it_is(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var both = own.Parent with { Roles = Roles.Parent | Roles.Agent };
        var mine = (await portal.SendAs(both, new StartConversation(Guid.NewGuid(), "Goûter", "Y a-t-il un goûter ?"))).Value;
        var theirs = (await portal.SendAs(other.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Value;
        await portal.SendAs(both, new AnswerConversation(mine, Guid.NewGuid(), "Et une collation ?"));

        (await portal.Find(db => db.ConversationMessages.AnyAsync(message => message.IsFromCentre))).Should().BeFalse("a parent's message is a parent's");
        (await portal.SendAs(Agent, new ListInbox())).Value.Items.Should().ContainSingle(line => line.Id == mine && line.Unread == 2);
        (await portal.Find(db => db.OutboxMessages.CountAsync(mail => mail.Recipients == "centre@example.fr"))).Should().Be(3, "the centre is told of each");
        (await portal.SendAs(both, new OpenConversation(theirs))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(both, new AnswerConversation(theirs, Guid.NewGuid(), "Texte"))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(both, new OpenFamilyConversation(theirs))).Value.Messages.Items.Should().ContainSingle();
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        (await portal.SendAs(both, new AnswerFamily(theirs, Guid.NewGuid(), "Réponse"))).IsRefused.Should().BeFalse();
        (await portal.SendAs(other.Parent, new OpenConversation(theirs)))
            .Value.Messages.Items.Single(message => message.IsFromCentre)
            .Text.Should()
            .Be("Réponse");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Sent_twice_a_message_is_one_with_one_mail(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());

        var ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => portal.SendAs(family.Parent, new StartConversation(first, "Objet", "Texte"))));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => portal.SendAs(Agent, new AnswerFamily(ids[0].Value, second, "Réponse"))));

        ids.Should().OnlyContain(outcome => outcome.Value == first);
        (await portal.Find(async db => (await db.ConversationMessages.CountAsync(), await db.OutboxMessages.CountAsync()))).Should().Be((2, 2));
        (await portal.SendAs(family.Parent, new ListConversations())).Value.Items.Single().Unread.Should().Be(1);
    }

    [Fact]
    public async Task A_familys_answer_opens_a_closed_conversation_again()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var family = await portal.GivenFamily();
        var id = (await portal.SendAs(Agent, new WriteToFamily(Guid.NewGuid(), family.Family.Id, "Objet", "Texte"))).Value;
        await portal.SendAs(Agent, new AssignConversation(id));
        await portal.SendAs(Agent, new CloseConversation(id));

        (await Inbox(portal)).Should().BeEmpty();
        (await portal.SendAs(Agent, new ListInbox(Closed: true, OnlyMine: true))).Value.Items.Single().AssignedName.Should().Be(Agent.Name);
        await portal.SendAs(family.Parent, new AnswerConversation(id, Guid.NewGuid(), "Encore une question"));

        (await Inbox(portal)).Single().Unread.Should().Be(1);
        (await portal.SendAs(family.Parent, new OpenConversation(id))).Value.AssignedName.Should().BeNull("families write to the centre, not to a person");
        (await portal.Find(db => db.AuditEntries.OrderBy(row => row.Id).Select(row => row.Act).ToListAsync()))
            .Should()
            .Equal("message.sent", "conversation.taken", "conversation.closed");
    }

    [Fact]
    public async Task A_family_is_slowed_down_and_the_centre_is_not()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var id = (await portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Value;
        for (var number = 1; number < 20; number++)
        {
            (await portal.SendAs(family.Parent, new AnswerConversation(id, Guid.NewGuid(), "Texte"))).IsRefused.Should().BeFalse();
        }

        (await portal.SendAs(family.Parent, new AnswerConversation(id, Guid.NewGuid(), "Texte"))).Refusal.Code.Should().Be("TooManyMessages");
        (await portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Refusal.Code.Should().Be("TooManyMessages");
        (await portal.SendAs(other.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Agent, new AnswerFamily(id, Guid.NewGuid(), "Texte"))).IsRefused.Should().BeFalse();
        portal.Clock.Advance(TimeSpan.FromMinutes(61));
        (await portal.SendAs(family.Parent, new AnswerConversation(id, Guid.NewGuid(), "Texte"))).IsRefused.Should().BeFalse();
    }

    [Fact]
    public async Task An_empty_or_endless_message_is_told_beside_its_field()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var family = await portal.GivenFamily();

        (await portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), " ", "")))
            .Refusals.Select(refusal => refusal.Field)
            .Should()
            .BeEquivalentTo("Subject", "Text");
        (await portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), new string('x', 121), new string('x', 4001))))
            .Refusals.Select(refusal => refusal.Field)
            .Should()
            .BeEquivalentTo("Subject", "Text");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_lists_take_a_bounded_number_of_statements(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        for (var number = 0; number < 5; number++)
        {
            await portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), $"Objet {number}", "Texte"));
        }

        portal.Statements.Reset();
        (await Inbox(portal)).Should().HaveCount(5);
        portal.Statements.Sent.Should().HaveCount(3, "the lines, how many there are, and what must not be told of them");
        portal.Statements.Reset();
        (await portal.SendAs(Agent, new ListInbox(Search: family.Family.Number))).Value.Total.Should().Be(5);
        (await portal.SendAs(Agent, new ListInbox(Search: "personne"))).Value.Total.Should().Be(0);
    }

    private static async Task<IReadOnlyList<ConversationLine>> Inbox(Portal portal) => (await portal.SendAs(Agent, new ListInbox())).Value.Items;
}
