using ClsPortal.Application.Messaging;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Messaging;

/// <summary>
/// Threads from when they were the family's, of which nobody can tell whose they are: each guardian reads what is surely the own, and staff all.
/// </summary>
public sealed class NobodysThreadTests
{
    private static readonly DateTime Then = new(2019, 1, 10, 9, 0, 0, DateTimeKind.Utc);
    private int _messages;

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Each_guardian_reads_the_own_and_what_only_the_centre_wrote(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var household = await portal.GivenFamily(isSeparated: true);
        var (mother, father) = (household.Family.Guardians[0], household.Family.Guardians[1]);
        var own = await ThreadAsync(portal, household, mother.Id, "Refuge", 1, [mother], (mother, "Où écrire ?"), (null, "Ici."));
        var both = await ThreadAsync(portal, household, null, "De la mère", 0, [mother, father], (mother, "Le sien"), (father, "Du père"), (null, "Aux deux"));
        var centre = await ThreadAsync(portal, household, null, "À tous", 1, [mother, father], (null, "Fermé lundi."));
        var unknown = await ThreadAsync(portal, household, null, "Inconnu", 1, [], (null, "Réponse"));
        await portal.Find(db => db.Database.ExecuteSqlAsync($"UPDATE conversation_messages SET is_from_centre = {false} WHERE conversation_id = {unknown}"));
        var other = new Person(Guid.NewGuid(), "Père", Roles.Parent, household.Family.Id, father.Id);

        (await SeenByAsync(portal, household.Parent))
            .Should()
            .BeEquivalentTo([(own, "Refuge", 1, "Où écrire ?|Ici."), (both, "De la mère", 0, "Le sien"), (centre, "À tous", 1, "Fermé lundi.")]);
        (await SeenByAsync(portal, other)).Should().BeEquivalentTo([(both, "Ancien échange", 0, "Du père"), (centre, "À tous", 1, "Fermé lundi.")]);
        (await portal.SendAs(Person.With(Roles.Agent), new ListInbox())).Value.Total.Should().Be(4);
        (await portal.SendAs(Person.With(Roles.Agent), new OpenFamilyConversation(both))).Value.Messages.Total.Should().Be(3);
        (await portal.SendAs(household.Parent, new AnswerConversation(centre, Guid.CreateVersion7(), "Texte"))).Refusal.Code.Should().Be("OldConversation");
        (await portal.SendAs(Person.With(Roles.Agent), new AnswerFamily(both, Guid.CreateVersion7(), "Texte"))).Refusal.Code.Should().Be("OldConversation");
        (await portal.SendAs(other, new OpenConversation(unknown))).IsNotFound.Should().BeTrue();
        var copy = System.Text.Json.JsonSerializer.Serialize((await portal.SendAs(other, new ExportMyFamily(WithHealth: false))).Value.Sections);
        copy.Should().NotContain("Refuge").And.NotContain("De la mère").And.NotContain("Le sien").And.NotContain("Aux deux").And.NotContain("Inconnu");
    }

    /// <summary>As the migration that gave threads to persons left them; a message without author is the centre's.</summary>
    private async Task<Guid> ThreadAsync(
        Portal portal,
        Household household,
        int? owner,
        string subject,
        int unread,
        Guardian[] readers,
        params (Guardian? Author, string Text)[] messages
    )
    {
        var (id, box) = (Guid.CreateVersion7(), portal.Service<ISecretBox>());
        var sealedSubject = box.SealText(ConversationSecrets.Subject.Row(id), subject);
        return await portal.Find(async db =>
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO conversations (id, family_id, guardian_id, is_shared, sealed_subject, is_closed, last_message_at, unread_by_centre)
                VALUES ({id}, {household.Family.Id}, {owner}, {false}, {sealedSubject}, {false}, {Then}, 0)
                """
            );
            foreach (var reader in readers)
            {
                await db.Database.ExecuteSqlAsync(
                    $"INSERT INTO conversation_readers (conversation_id, guardian_id, unread) VALUES ({id}, {reader.Id}, {unread})"
                );
            }

            foreach (var (author, text) in messages)
            {
                var message = Guid.CreateVersion7();
                var (sealedText, at) = (box.SealText(ConversationSecrets.Text.Row(message), text), Then.AddMinutes(++_messages));
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO conversation_messages (id, conversation_id, is_from_centre, author_id, author_name, guardian_id, sent_at, sealed_text)
                    VALUES ({message}, {id}, {author is null}, {Guid.NewGuid()}, 'Nom', {author?.Id}, {at}, {sealedText})
                    """
                );
            }

            return id;
        });
    }

    private static async Task<List<(Guid Id, string Subject, int Unread, string Messages)>> SeenByAsync(Portal portal, Person parent)
    {
        List<(Guid, string, int, string)> seen = [];
        foreach (var line in (await portal.SendAs(parent, new ListConversations())).Value.Items)
        {
            var view = (await portal.SendAs(parent, new OpenConversation(line.Id))).Value;
            seen.Add((line.Id, line.Subject, line.Unread, string.Join("|", view.Messages.Items.Select(message => message.Text))));
        }

        return seen;
    }
}
