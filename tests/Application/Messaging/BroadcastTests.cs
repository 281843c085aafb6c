using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Messaging;

public sealed class BroadcastTests
{
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly Audience OneDay = new(Wednesday, Wednesday);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Each_guardian_of_the_day_gets_it_once_in_a_thread_of_the_own_and_a_mail(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (day, breakfast) = (await portal.GivenActivity(), await portal.GivenActivity(from: new(7, 0), to: new(8, 30), name: "Petit déjeuner"));
        var (twice, apart, absent) = (await portal.GivenFamily(children: 2), await portal.GivenFamily(isSeparated: true), await portal.GivenFamily());
        await BookAsync(portal, day, Wednesday, twice.Family.Children[0].Id, twice.Family.Children[1].Id, apart.ChildId);
        await BookAsync(portal, breakfast, Wednesday, twice.ChildId);
        await BookAsync(portal, day, Wednesday.AddDays(7), absent.ChildId);
        await portal.Find(db => db.OutboxMessages.ExecuteDeleteAsync());

        var sent = await SendAsync(portal, OneDay, " Sortie ", "Prévoir un pique-nique.");

        sent.Value.Should()
            .BeEquivalentTo(
                new
                {
                    Families = 2,
                    People = 3,
                    WithoutEmail = 0,
                }
            );
        var conversations = await portal.Find(db => db.Conversations.AsNoTracking().ToListAsync());
        conversations.Should().HaveCount(3).And.OnlyContain(row => row.BroadcastId == sent.Value.Id && !row.IsShared);
        conversations
            .Select(row => row.GuardianId)
            .Should()
            .BeEquivalentTo(twice.Family.Guardians.Concat(apart.Family.Guardians).Select(guardian => (int?)guardian.Id));
        (await portal.Find(db => db.ConversationReaders.AsNoTracking().ToListAsync())).Should().HaveCount(3).And.OnlyContain(row => row.Unread == 1);
        var mails = await portal.Find(db => db.OutboxMessages.AsNoTracking().ToListAsync());
        mails
            .Select(mail => mail.Recipients)
            .Should()
            .BeEquivalentTo([twice.Family.Guardians[0].Email, apart.Family.Guardians[0].Email, apart.Family.Guardians[1].Email]);
        mails.Should().OnlyContain(mail => !mail.Model.Contains("pique-nique") && !mail.Model.Contains("Sortie") && !mail.Subject.Contains("Sortie"));
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "broadcast.sent")))
            .Should()
            .BeEquivalentTo(new { Director.UserId, Details = "23-01-2019 – 23-01-2019 : 2 familles" });
        (await portal.SendAs(absent.Parent, new ListConversations())).Value.Total.Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_answer_lands_in_the_familys_own_thread_and_the_director_sees_who_has_read(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var (first, second) = (await portal.GivenFamily(), await portal.GivenFamily());
        await BookAsync(portal, activity, Wednesday, first.ChildId, second.ChildId);
        var sent = (await SendAsync(portal, OneDay, "Sortie", "À 9 h.")).Value;
        var own = (await portal.SendAs(first.Parent, new ListConversations())).Value.Items.Single();

        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        (await portal.SendAs(second.Parent, new OpenConversation(own.Id))).IsNotFound.Should().BeTrue();
        var opened = (await portal.SendAs(first.Parent, new OpenConversation(own.Id))).Value;
        (await portal.SendAs(Director, new ListInbox())).Value.Items.Should().BeEmpty("nobody has answered yet");
        await portal.SendAs(first.Parent, new AnswerConversation(own.Id, Guid.NewGuid(), "Merci !"));
        (await portal.SendAs(Director, new ListInbox())).Value.Items.Should().ContainSingle(line => line.Id == own.Id && line.Unread == 1);

        opened.Messages.Items.Should().ContainSingle(message => message.Text == "À 9 h." && message.IsFromCentre);
        var line = (await portal.SendAs(Person.With(Roles.Agent), new ListBroadcasts())).Value.Items.Single();
        line.Should()
            .BeEquivalentTo(
                new
                {
                    sent.Id,
                    Subject = "Sortie",
                    Families = 2,
                    Read = 1,
                    Answered = 1,
                    SentByName = Director.Name,
                }
            );
        var view = (await portal.SendAs(Director, new GetBroadcast(sent.Id))).Value;
        view.Text.Should().Be("À 9 h.");
        view.Readers.Items.Select(reader => (reader.FamilyId, reader.ReadAt is not null, reader.HasAnswered))
            .Should()
            .BeEquivalentTo([(first.Family.Id, true, true), (second.Family.Id, false, false)]);
        (await portal.SendAs(Director, new GetBroadcast(sent.Id, OnlyUnread: true))).Value.Readers.Items.Single().FamilyId.Should().Be(second.Family.Id);
        // A further message of the centre does not make the first one unread again.
        await portal.SendAs(Director, new AnswerFamily(own.Id, Guid.NewGuid(), "De rien."));
        (await portal.SendAs(Director, new GetBroadcast(sent.Id))).Value.Line.Read.Should().Be(1);
        (await portal.SendAs(Director, new GetBroadcast(Guid.NewGuid()))).IsNotFound.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_audience_is_an_activity_a_bus_line_days_and_whether_requests_count(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var other = await portal.GivenActivity(from: new(7, 0), to: new(8, 30), name: "Petit déjeuner");
        var (booked, asking, riding, mute) = (await portal.GivenFamily(), await portal.GivenFamily(), await portal.GivenFamily(), await portal.GivenFamily());
        await BookAsync(portal, activity, Wednesday, booked.ChildId, mute.ChildId);
        await portal.SendAs(asking.Parent, new AskSession(asking.ChildId, activity.Id, Wednesday));
        var stop = BusStop.Create("Beine", new(7, 50), new(18, 5), "Ligne 1");
        await portal.Find(async db =>
        {
            (await db.Activities.SingleAsync(row => row.Id == other.Id)).ServedAt(stop);
            await db.SaveChangesAsync();
            return await db
                .Guardians.Where(guardian => guardian.FamilyId == mute.Family.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(guardian => guardian.Email, (string?)null));
        });
        await portal.SendAs(Director, new BookOnBehalf(riding.ChildId, other.Id, new(Wednesday, Wednesday, Weekdays.All), null, stop.Id, null));

        (await FamiliesAsync(OneDay)).Should().BeEquivalentTo([booked.Family.Id, mute.Family.Id, riding.Family.Id]);
        (await FamiliesAsync(OneDay with { WithPending = true })).Should().HaveCount(4).And.Contain(asking.Family.Id);
        (await FamiliesAsync(OneDay with { ActivityId = other.Id })).Should().Equal(riding.Family.Id);
        (await FamiliesAsync(OneDay with { BusLine = "Ligne 1" })).Should().Equal(riding.Family.Id);
        (await FamiliesAsync(new Audience(Wednesday.AddDays(1), Wednesday.AddDays(30)))).Should().BeEmpty();
        var gone = await portal.GivenFamily();
        await portal.Find(db =>
            db.Children.Where(child => child.FamilyId == gone.Family.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(child => child.LeftAt, portal.Clock.GetUtcNow().UtcDateTime))
        );
        (await FamiliesAsync(Audience.Of(Wednesday))).Should().BeEquivalentTo([booked.Family.Id, asking.Family.Id, riding.Family.Id, mute.Family.Id]);
        var preview = (await portal.SendAs(Director, new PreviewBroadcast(OneDay))).Value;
        preview.WithoutEmail.Should().Be(1);
        preview.Families.Items[0].Should().BeEquivalentTo(new { mute.Family.Id, HasEmail = false });
        var choices = (await portal.SendAs(Director, new GetBroadcastChoices())).Value;
        choices.BusLines.Should().Equal("Ligne 1");
        choices.Activities.Select(choice => choice.Id).Should().BeEquivalentTo([activity.Id, other.Id]);

        async Task<List<int>> FamiliesAsync(Audience audience) =>
            [.. (await portal.SendAs(Director, new PreviewBroadcast(audience))).Value.Families.Items.Select(family => family.Id)];
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_went_to_all_families_says_so_and_reaches_those_who_booked_nothing(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.GivenActivity();
        var family = await portal.GivenFamily();

        var sent = (await SendAsync(portal, Audience.Of(Wednesday), "Inscriptions", "Elles ouvrent lundi.")).Value;

        sent.Families.Should().Be(1);
        (await portal.SendAs(Director, new ListBroadcasts())).Value.Items.Single().Audience.Everybody.Should().BeTrue();
        (await portal.SendAs(family.Parent, new ListConversations())).Value.Items.Should().ContainSingle(line => line.Subject == "Inscriptions");
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "broadcast.sent"))).Details.Should().Be("toutes les familles : 1 famille");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_clicks_in_the_same_instant_send_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        await BookAsync(portal, activity, Wednesday, (await portal.GivenFamily()).ChildId, (await portal.GivenFamily()).ChildId);
        var stamp = (await portal.SendAs(Director, new PreviewBroadcast(OneDay))).Value.Stamp;
        var send = new SendBroadcast(Guid.NewGuid(), OneDay, "Sortie", "À 9 h.", stamp);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => portal.SendAs(Director, send))));

        outcomes.Should().OnlyContain(outcome => !outcome.IsRefused && outcome.Value.Families == 2);
        (await portal.Find(db => db.Conversations.CountAsync())).Should().Be(2);
        (await portal.Find(db => db.Broadcasts.CountAsync())).Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Nothing_leaves_when_the_audience_is_no_longer_who_was_shown_or_nobody(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        await BookAsync(portal, activity, Wednesday, (await portal.GivenFamily()).ChildId);
        var stamp = (await portal.SendAs(Director, new PreviewBroadcast(OneDay))).Value.Stamp;
        await BookAsync(portal, activity, Wednesday, (await portal.GivenFamily()).ChildId);

        var changed = await portal.SendAs(Director, new SendBroadcast(Guid.NewGuid(), OneDay, "Sortie", "À 9 h.", stamp));
        var nobody = await SendAsync(portal, new Audience(Wednesday.AddDays(1), Wednesday.AddDays(2)), "Sortie", "À 9 h.");
        var blank = await portal.SendAs(Director, new SendBroadcast(Guid.NewGuid(), OneDay, "", "", stamp));
        var backwards = await portal.SendAs(Director, new PreviewBroadcast(new Audience(Wednesday, Wednesday.AddDays(-1))));

        changed.Refusal.Code.Should().Be("EffectChanged");
        nobody.Refusal.Code.Should().Be("NobodyThere");
        blank.Refusals.Select(refusal => refusal.Field).Should().BeEquivalentTo("Subject", "Text");
        backwards.Refusal.Field.Should().Be("Audience.To");
        (await portal.SendAs(Director, new PreviewBroadcast(OneDay with { ActivityId = 9999 }))).IsNotFound.Should().BeTrue();
        (await portal.Find(db => db.Broadcasts.CountAsync())).Should().Be(0);
        (await portal.Find(db => db.Conversations.CountAsync())).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_thousand_families_take_a_bounded_number_of_statements(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity(capacity: 2000);
        var families = Enumerable
            .Range(0, 2000)
            .Select(number =>
            {
                var family = Family.Create($"{number:00000}", $"F{number}");
                family.AddGuardian("Mère", "Nom", $"m{number}@example.fr");
                family.AddChild("Enfant", "Nom", new(2011, 10, 25));
                return family;
            })
            .ToArray();
        await portal.SaveAsync([.. families]);
        var session = await portal.SessionOf(activity, Wednesday);
        await portal.SaveAsync([
            .. families.Select(family =>
                EnrolmentRequest.Book(new(family.Id, family.Children[0].Id, session.Id), Treatment.Begin(DateTime.UnixEpoch, Director.UserId), Wednesday)
            ),
        ]);
        var stamp = (await portal.SendAs(Director, new PreviewBroadcast(OneDay))).Value.Stamp;
        portal.Statements.Reset();

        var sent = await portal.SendAs(Director, new SendBroadcast(Guid.NewGuid(), OneDay, "Sortie", "À 9 h.", stamp));

        sent.Value.Families.Should().Be(2000);
        (await portal.Find(db => db.OutboxMessages.CountAsync())).Should().Be(2000);
        // Eight thousand rows: fifty at a time at least, and a handful of readings.
        portal.Statements.Sent.Should().HaveCountLessThan(180);
    }

    private static Task BookAsync(Portal portal, Activity activity, DateOnly day, params int[] children) =>
        Task.WhenAll(children.Select(child => portal.SendAs(Director, new BookOnBehalf(child, activity.Id, new(day, day, Weekdays.All), null, null, null))));

    private static async Task<Outcome<BroadcastSent>> SendAsync(Portal portal, Audience audience, string subject, string text)
    {
        var preview = (await portal.SendAs(Director, new PreviewBroadcast(audience))).Value;
        return await portal.SendAs(Director, new SendBroadcast(Guid.NewGuid(), audience, subject, text, preview.Stamp));
    }
}
