using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>
/// One guardian of a family against the other: every message that a parent may send is sent by the father about all that is the mother's. No
/// answer, refusal, mail or copy of his holds a word of hers, and nothing of hers changes. A new message without a row fails.
/// </summary>
public sealed class GuardianAccessTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly JsonSerializerOptions AsText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What each message names is the mother's, or the family's.
    private static readonly Dictionary<Type, Func<Scene, object>> Messages = new Func<Scene, object>[]
    {
        _ => new GetHome(),
        _ => new GetPieces(),
        scene => new DepositFile(scene.Piece, scene.Family.ChildId, new IncomingFile("a.pdf", FileSamples.Pdf())),
        _ => new WithdrawFile(Guid.NewGuid()),
        _ => new OpenDeposit(Guid.NewGuid()),
        _ => new ListDocuments(),
        _ => new OpenDocument(Guid.NewGuid()),
        _ => new ExportMyFamily(WithHealth: true),
        _ => new GetPrivacyNotice(),
        _ => new ListConversations(),
        _ => new ListOtherGuardians(),
        _ => new StartConversation(Guid.NewGuid(), "Objet", "Texte"),
        scene => new OpenConversation(scene.Thread),
        scene => new AnswerConversation(scene.Thread, Guid.NewGuid(), "Du père"),
        scene => new ShareConversation(scene.Thread, true),
        scene => new GetEnrolmentChoices(scene.Family.ChildId),
        scene => new GetCalendarMonth(scene.Family.ChildId, scene.Activity.Id, Wednesday),
        scene => new PreviewSeries(scene.Family.ChildId, scene.Activity.Id, new Series(Wednesday, Wednesday, Weekdays.All)),
        scene => new AskSession(scene.Family.ChildId, scene.Activity.Id, Wednesday),
        scene => new AskSeries(scene.Family.ChildId, scene.Activity.Id, new Series(Wednesday, Wednesday, Weekdays.All)),
        _ => new WithdrawRequest(987654),
        _ => new ChangePendingRequest(987654, null, null, null),
        _ => new AskCancellation(987654),
        _ => new ListWaitingRequests(),
        _ => new ListEnrolmentHistory(),
        _ => new ExportEnrolmentHistory(),
        _ => new GetMyRecord(),
        scene => new GetMyForm(RecordPart.Guardian, scene.Mother.GuardianId),
        scene => new FileChanges([new(RecordSubject.Guardian(scene.Mother.GuardianId), nameof(Guardian.Town), "", "Beine")]),
        _ => new ProposeContact(RecordTests.Grandmother),
        scene => new ProposeContactRemoval(scene.Contact),
        scene => new WithdrawChange(scene.Change),
        scene => new SignHealthRecord(scene.Family.ChildId),
        scene => new PrintMyRecord(scene.Family.ChildId),
        _ => new ProposeChild(Records.Child("Emma", "Dupré", "2015-02-03")),
        scene => new ProposeReferent(scene.Father.GuardianId),
        scene => new AgreeToReferent(scene.Change, Agrees: true),
        _ => new ShareCoordinates(Shares: false),
        _ => new GetOffices(),
        _ => new GetPublicCentre(),
        _ => new ListMyInvoices(),
        _ => new GetMyInvoice(1),
        _ => new GetTaxCertificate(2019),
        _ => new GetPaymentPage(),
        _ => new StartPayment(987654),
        _ => new FollowPayment(Guid.NewGuid()),
        _ => new NoteNotification("x"),
    }.ToDictionary(make => make(Scene.Empty).GetType());

    [Fact]
    public void Every_message_of_a_parent_has_a_row()
    {
        var sent = typeof(IMessage)
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsGenericType: false } && type.IsAssignableTo(typeof(IMessage)) && IsForParents(type));

        sent.Except(Messages.Keys).Should().BeEmpty("each is sent by the father about what is the mother's");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_father_gets_no_word_of_the_mothers_by_any_message_mail_or_copy(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var scene = await Scene.IsGivenAsync(portal);
        List<string> leaks = [];
        foreach (var make in Messages.Values)
        {
            var message = make(scene);
            var answer = await AnswerAsync(portal, scene.Father, message);
            leaks.AddRange(scene.Secrets.Where(answer.Contains).Select(secret => $"{message.GetType().Name} tells {secret}"));
        }

        // Staff then do with what is the mother's whatever they do; the mails of it are the father's only where they say nothing of her.
        await portal.SendAs(
            Agent,
            new TreatChanges(
                [
                    .. (await portal.ChangesOf(scene.Family))
                        .Where(change => change.Status == ChangeStatus.Pending && change.FiledByGuardianId == scene.Mother.GuardianId)
                        .Select(change => new SeenChange(change.Id)),
                ],
                Accept: false,
                "Motif SECRET-MOTIF"
            )
        );
        await portal.SendAs(
            Agent,
            new EditRecord(
                scene.Family.Family.Id,
                [new(RecordSubject.Guardian(scene.Mother.GuardianId), nameof(Guardian.Profession), "SECRET-METIER", "SECRET-METIER-2")]
            )
        );
        foreach (var mail in await portal.Find(db => db.OutboxMessages.AsNoTracking().Where(mail => mail.Recipients.Contains("pere1@")).ToListAsync()))
        {
            leaks.AddRange(
                scene
                    .Secrets.Where(secret => (mail.Subject + mail.Model).Contains(secret, StringComparison.OrdinalIgnoreCase))
                    .Select(secret => $"A mail {mail.Template} tells {secret}")
            );
        }

        foreach (var message in new object[] { new ExportMyFamily(WithHealth: true), new GetMyRecord(), new GetHome(), new ListConversations() })
        {
            var answer = await AnswerAsync(portal, scene.Father, message);
            leaks.AddRange(scene.Secrets.Where(answer.Contains).Select(secret => $"{message.GetType().Name} tells {secret} later"));
        }

        leaks.Should().BeEmpty();
        (await portal.Find(db => db.OutboxMessages.CountAsync(mail => mail.Recipients.Contains("mere1@")))).Should().BeGreaterThan(0, "the mother is told");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_father_changes_nothing_of_the_mothers(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var scene = await Scene.IsGivenAsync(portal);
        var before = await StateAsync(portal, scene);
        foreach (var make in Messages.Values)
        {
            await AnswerAsync(portal, scene.Father, make(scene));
        }

        (await StateAsync(portal, scene)).Should().Be(before);
    }

    private static Task<string> StateAsync(Portal portal, Scene scene) =>
        portal.Find(async db =>
        {
            var guardian = await db.Guardians.AsNoTracking().SingleAsync(row => row.Id == scene.Mother.GuardianId);
            var changes = await db
                .ChangeRequests.AsNoTracking()
                .Where(change => change.FiledByGuardianId == scene.Mother.GuardianId)
                .OrderBy(change => change.Id)
                .Select(change => new
                {
                    change.Id,
                    change.Status,
                    change.AgreedById,
                })
                .ToListAsync();
            var contacts = await db.Contacts.AsNoTracking().Where(contact => contact.NamedById == scene.Mother.GuardianId).ToListAsync();
            var messages = await db
                .ConversationMessages.AsNoTracking()
                .Where(message => message.ConversationId == scene.Thread)
                .OrderBy(message => message.Id)
                .Select(message => message.Id)
                .ToListAsync();
            return JsonSerializer.Serialize(
                new
                {
                    guardian,
                    changes,
                    contacts,
                    messages,
                }
            );
        });

    private static bool IsForParents(Type type)
    {
        var access = (Permission)type.GetProperty(nameof(IMessage.Access), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        return !access.IsAnonymous && (access.AnyOf & Roles.Parent) != Roles.None;
    }

    private static Task<string> AnswerAsync(Portal portal, Person person, object message)
    {
        var result = message
            .GetType()
            .GetInterfaces()
            .Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequest<>))
            .GetGenericArguments()[0]
            .GetGenericArguments()[0];
        return (Task<string>)
            typeof(GuardianAccessTests)
                .GetMethod(nameof(SendAsync), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(result)
                .Invoke(null, [portal, person, message])!;
    }

    private static async Task<string> SendAsync<T>(Portal portal, Person person, object message)
    {
        var outcome = await portal.SendAs(person, (IRequest<Outcome<T>>)message);
        // A stream or a file is no text; what it holds is asked for by tests of its own.
        object? told =
            outcome.IsRefused ? outcome.Refusals
            : outcome.Value is IEnumerable or not Stream ? outcome.Value
            : null;
        return JsonSerializer.Serialize(told, AsText);
    }

    /// <summary>A family of two guardians with a login each; all that is the mother's holds a word of its own.</summary>
    private sealed record Scene(Household Family, Activity Activity, int Piece, Guid Thread, Guid Change, int Contact)
    {
        public static readonly Scene Empty = new(
            new Household(OfThree(), Person.Nobody),
            Activity.Create(
                new ActivityPlan
                {
                    Name = "x",
                    CategoryId = 1,
                    Site = "x",
                    From = Wednesday,
                    To = Wednesday,
                    Weekdays = Weekdays.All,
                    Season = Season.SchoolTime,
                    StartsAt = new(8, 0),
                    EndsAt = new(9, 0),
                    Capacity = 1,
                    MinAge = 3,
                    MaxAge = 11,
                },
                0
            ),
            0,
            default,
            default,
            0
        );

        public Person Mother => Family.Parent;

        public Person Father => Family.Father();

        public IReadOnlyList<string> Secrets { get; } =
        ["SECRET-", "0601", "06.01.01.01.01", "06 01 01 01 01", "06.02.02.02.02", "06.03.03.03.03", "mere1@", "secret@"];

        private static Domain.Families.Family OfThree()
        {
            var family = Domain.Families.Family.Create("x", "x");
            family.AddGuardian("x", "x", null);
            family.AddGuardian("x", "x", null);
            family.AddChild("x", "x", Wednesday);
            return family;
        }

        public static async Task<Scene> IsGivenAsync(Portal portal)
        {
            var activity = await portal.GivenActivity();
            var piece = await portal.GivenPiece();
            var family = await portal.GivenFamily(isSeparated: true);
            var (mother, subject) = family.Mother();
            await portal.GivenLogin(mother);
            await portal.GivenLogin(family.Father());
            // In the record already, entered by staff as on a call.
            await portal.SendAs(
                Agent,
                new EditRecord(
                    family.Family.Id,
                    [
                        new(subject, nameof(Guardian.Address), "", "SECRET-RUE"),
                        new(subject, nameof(Guardian.HomePhone), "", "06 01 01 01 01"),
                        new(subject, nameof(Guardian.Profession), "", "SECRET-METIER"),
                    ]
                )
            );
            await portal.SendAs(
                mother,
                new ProposeContact(new Dictionary<string, string>(RecordTests.Grandmother) { [nameof(Domain.Families.Contact.Phone)] = "06 02 02 02 02" })
            );
            await portal.SendAs(Agent, new TreatChanges([.. (await portal.ChangesOf(family)).Select(change => new SeenChange(change.Id))], Accept: true));
            // What waits: a new address, a new mobile, a new e-mail, a contact.
            await portal.SendAs(
                mother,
                new FileChanges([
                    new(subject, nameof(Guardian.Address), "SECRET-RUE", "SECRET-REFUGE"),
                    new(subject, nameof(Guardian.MobilePhone), "", "06 03 03 03 03"),
                    new(subject, nameof(Guardian.Email), "mere1@example.fr", "secret@example.fr"),
                ])
            );
            await portal.SendAs(
                mother,
                new ProposeContact(new Dictionary<string, string>(RecordTests.Grandmother) { [nameof(Domain.Families.Contact.LastName)] = "SECRET-TANTE" })
            );
            var thread = (await portal.SendAs(mother, new StartConversation(Guid.NewGuid(), "SECRET-OBJET", "SECRET-MESSAGE"))).Value;
            await portal.AnswersAsCentre(thread, "SECRET-REPONSE");
            var change = (await portal.ChangesOf(family)).First(row => row.Field == nameof(Guardian.Address) && row.Status == ChangeStatus.Pending).Id;
            var contact = await portal.Find(db => db.Contacts.Where(row => row.FamilyId == family.Family.Id).Select(row => row.Id).SingleAsync());
            return new Scene(family, activity, piece.Id, thread, change, contact);
        }
    }
}

internal static class CentreAnswers
{
    public static async Task AnswersAsCentre(this Portal portal, Guid thread, string text) =>
        (await portal.SendAs(Person.With(Roles.Agent), new AnswerFamily(thread, Guid.NewGuid(), text))).IsRefused.Should().BeFalse();
}
