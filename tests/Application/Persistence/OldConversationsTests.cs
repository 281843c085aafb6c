using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Persistence;

/// <summary>Conversations and mails of a portal in which they were the family's become a person's, and what cannot be told becomes nobody's.</summary>
public sealed class OldConversationsTests : IAsyncDisposable
{
    // The last one in which they were the family's.
    private const string Older = "BroadcastToAll";
    private const int Family = 1, Mother = 1, Father = 2, Single = 3;
    private static readonly DateTime Then = new(2019, 1, 10, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Guid MotherLogin = Guid.CreateVersion7(), FatherLogin = Guid.CreateVersion7(), GoneLogin = Guid.CreateVersion7(), Staff = Guid.CreateVersion7();

    private ServiceProvider? _services;
    private string? _file;
    private int _messages;

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Each_guardian_keeps_what_is_surely_the_own_and_staff_keep_all(DatabaseProvider provider)
    {
        await GivenOlderAsync(provider);
        var mothers = await ThreadAsync(Family, "Refuge", unread: 1, (MotherLogin, false, "Où écrire ?"), (Staff, true, "Ici."));
        var fathers = await ThreadAsync(Family, "Sortie", unread: 0, (FatherLogin, false, "Quand ?"));
        var both = await ThreadAsync(Family, "De la mère", unread: 0, (MotherLogin, false, "Le sien"), (FatherLogin, false, "Du père"), (Staff, true, "Aux deux"));
        var centre = await ThreadAsync(Family, "À tous", unread: 1, (Staff, true, "Fermé lundi."));
        var gone = await ThreadAsync(Family, "Parti", unread: 0, (GoneLogin, false, "Par le journal"));
        var unknown = await ThreadAsync(Family, "Inconnu", unread: 1, (Guid.CreateVersion7(), false, "De personne"), (Staff, true, "Réponse"));
        var alone = await ThreadAsync(2, "Seule", unread: 1, (Guid.CreateVersion7(), false, "Toujours la même"), (Staff, true, "Réponse"));
        // A mother who works for the centre asked as a parent, and it was stored as the centre's.
        var asStaff = await ThreadAsync(Family, "Question", unread: 1, (MotherLogin, true, "Comme parent"));
        await MailAsync("mere@example.fr");
        await MailAsync("PERE@example.fr");
        await MailAsync("connexion.mere@example.fr");
        await MailAsync("centre@example.fr");
        await MailAsync("mere@example.fr,pere@example.fr");

        await DatabaseStart.MigrateAsync(_services!);

        (await OwnersAsync()).Should().BeEquivalentTo(new Dictionary<Guid, int?>
        {
            [mothers] = Mother, [fathers] = Father, [both] = null, [centre] = null, [gone] = Father, [unknown] = null, [alone] = Single, [asStaff] = Mother,
        });
        (await SeenByAsync(Mother)).Should().BeEquivalentTo(
        [
            (mothers, "Refuge", 1, "Mère Test : Où écrire ?|Centre de Loisirs : Ici."), (both, "De la mère", 0, "Mère Test : Le sien"), (centre, "À tous", 1, "Centre de Loisirs : Fermé lundi."),
            (asStaff, "Question", 1, "Mère Test : Comme parent"),
        ]);
        (await SeenByAsync(Father)).Should().BeEquivalentTo(
        [
            (fathers, "Sortie", 0, "Père Test : Quand ?"), (both, "Ancien échange", 0, "Père Test : Du père"), (centre, "À tous", 1, "Centre de Loisirs : Fermé lundi."), (gone, "Parti", 0, "Père Test : Par le journal"),
        ]);
        (await SeenByAsync(Single)).Should().ContainSingle().Which.Should().Be((alone, "Seule", 1, "Famille test : Toujours la même|Centre de Loisirs : Réponse"));
        (await SendAsync(Person.With(Roles.Agent), new ListInbox())).Value.Total.Should().Be(8);
        (await SendAsync(Person.With(Roles.Agent), new OpenFamilyConversation(both))).Value.Messages.Total.Should().Be(3);
        (await SendAsync(Parent(Mother), new AnswerConversation(centre, Guid.CreateVersion7(), "Texte"))).Refusal.Code.Should().Be("OldConversation");
        (await SendAsync(Person.With(Roles.Agent), new AnswerFamily(both, Guid.CreateVersion7(), "Texte"))).Refusal.Code.Should().Be("OldConversation");
        (await SendAsync(Parent(Father), new OpenConversation(unknown))).IsNotFound.Should().BeTrue();
        (await MailsOfAsync(Mother)).Should().BeEquivalentTo("mere@example.fr", "connexion.mere@example.fr");
        (await MailsOfAsync(Father)).Should().BeEquivalentTo("PERE@example.fr");
        (await CopyOfAsync(Father)).Should().NotContain("Refuge").And.NotContain("De la mère").And.NotContain("Le sien").And.NotContain("Aux deux").And.NotContain("Inconnu").And.NotContain("Comme parent");
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_file is not null)
        {
            SqliteFile.Delete(_file);
        }
    }

    private static Person Parent(int guardian) => new(
        guardian switch { Mother => MotherLogin, Father => FatherLogin, _ => Guid.CreateVersion7() }, "Famille test", Roles.Parent, guardian == Single ? 2 : Family, guardian);

    private async Task GivenOlderAsync(DatabaseProvider provider)
    {
        _file = provider == DatabaseProvider.Sqlite ? SqliteFile.NewPath() : null;
        var connection = _file is null ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() + ";Pooling=false" : $"Data Source={_file}";
        _services = PortalServices.On(new DatabaseSettings(provider, connection)).AddSingleton(new SignInPolicy(NeedsSecondFactor: false)).BuildServiceProvider();
        await WithDbAsync(async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().Single(name => name.EndsWith(Older, StringComparison.Ordinal)));
            foreach (var (number, key) in new[] { ("0119", "a"), ("0120", "b") })
            {
                await db.Database.ExecuteSqlAsync($"INSERT INTO families (number, name, search_text, sort_key, record_turn) VALUES ({number}, 'test', {number}, {key}, 0)");
            }

            foreach (var (family, first, email, isReferent) in new[] { (Family, "Mère", "mere@example.fr", true), (Family, "Père", "pere@example.fr", false), (2, "Seule", "seule@example.fr", true) })
            {
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO guardians (family_id, civility, first_name, last_name, address, postal_code, town, mobile_phone, home_phone, work_phone, email, profession, is_referent, leaving_closed_login)
                    VALUES ({family}, '', {first}, 'Test', '', '', '', '', '', '', {email}, '', {isReferent}, {false})
                    """);
            }

            foreach (var (id, guardian, email) in new[] { (MotherLogin, Mother, "connexion.mere@example.fr"), (FatherLogin, Father, "connexion.pere@example.fr") })
            {
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO users (id, access_failed_count, display_name, sort_key, email, email_confirmed, family_id, guardian_id, has_short_password, is_disabled, lockout_enabled, phone_number_confirmed, two_factor_enabled, user_name)
                    VALUES ({id}, 0, 'Famille test', '', {email}, {true}, {Family}, {guardian}, {false}, {false}, {true}, {false}, {false}, {email})
                    """);
            }

            // A login that is gone; the journal remembers its name.
            await db.Database.ExecuteSqlAsync($"INSERT INTO audit_entries (at, user_id, user_name, act, subject, family_id) VALUES ({Then}, {GoneLogin}, 'Père Test', 'user.joined', 'User', {Family})");
            return 0;
        });
    }

    private async Task<Guid> ThreadAsync(int family, string subject, int unread, params (Guid Author, bool IsFromCentre, string Text)[] messages)
    {
        var id = Guid.CreateVersion7();
        var box = _services!.GetRequiredService<ISecretBox>();
        var sealedSubject = box.SealText(ConversationSecrets.Subject.Row(id), subject);
        await WithDbAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO conversations (id, family_id, sealed_subject, is_closed, last_message_at, unread_by_centre, unread_by_family)
                VALUES ({id}, {family}, {sealedSubject}, {false}, {Then}, 0, {unread})
                """);
            foreach (var (author, isFromCentre, text) in messages)
            {
                var message = Guid.CreateVersion7();
                var (sealedText, at) = (box.SealText(ConversationSecrets.Text.Row(message), text), Then.AddMinutes(++_messages));
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO conversation_messages (id, conversation_id, is_from_centre, author_id, author_name, sent_at, sealed_text)
                    VALUES ({message}, {id}, {isFromCentre}, {author}, {(isFromCentre ? "Agent" : "Famille test")}, {at}, {sealedText})
                    """);
            }

            return 0;
        });
        return id;
    }

    private Task<int> MailAsync(string recipients) => WithDbAsync(db => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO outbox_messages (id, family_id, recipients, template, model, subject, status, created_at, next_attempt_at, attempts)
        VALUES ({Guid.CreateVersion7()}, {Family}, {recipients}, 'Notice', '', 'Avis', 'Sent', {Then}, {Then}, 1)
        """));

    private Task<Dictionary<Guid, int?>> OwnersAsync() => WithDbAsync(db => db.Conversations.ToDictionaryAsync(row => row.Id, row => row.GuardianId));

    private Task<List<string>> MailsOfAsync(int guardian) => WithDbAsync(db => db.OutboxMessages.Where(mail => mail.GuardianId == guardian).Select(mail => mail.Recipients).ToListAsync());

    private async Task<List<(Guid Id, string Subject, int Unread, string Messages)>> SeenByAsync(int guardian)
    {
        List<(Guid, string, int, string)> seen = [];
        foreach (var line in (await SendAsync(Parent(guardian), new ListConversations())).Value.Items)
        {
            var view = (await SendAsync(Parent(guardian), new OpenConversation(line.Id))).Value;
            seen.Add((line.Id, line.Subject, line.Unread, string.Join("|", view.Messages.Items.Select(message => $"{message.AuthorName} : {message.Text}"))));
        }

        return seen;
    }

    private async Task<string> CopyOfAsync(int guardian) =>
        System.Text.Json.JsonSerializer.Serialize((await SendAsync(Parent(guardian), new ExportMyFamily(WithHealth: false))).Value.Sections);

    private async Task<Outcome<T>> SendAsync<T>(Person person, IRequest<Outcome<T>> message)
    {
        await using var scope = _services!.CreateAsyncScope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignIn(person.UserId, person.Name, person.Roles, person.FamilyId, person.GuardianId);
        user.ConfirmSecondFactor();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message);
    }

    private async Task<T> WithDbAsync<T>(Func<PortalDbContext, Task<T>> use)
    {
        await using var scope = _services!.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }
}
