using System.Net;
using System.Reflection;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Messaging;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Web.Tests.Families;

/// <summary>
/// One guardian of a family against the other, by mail: all that makes the portal write one is done about what is the mother's, and what is
/// drawn for the father holds no word of hers. What writes mails is read from the compiled program: a new one fails until it has a row.
/// </summary>
public sealed class GuardianMailTests
{
    [Fact]
    public void All_that_writes_a_mail_has_a_row()
    {
        var (senders, rows) = (MailSenders.All(), GuardianMails.Rows.Select(row => row.Sender).ToHashSet(StringComparer.Ordinal));

        senders.Except(rows, StringComparer.Ordinal).ToList().Should().BeEmpty("each is done about what is the mother's");
        rows.Except(senders, StringComparer.Ordinal).ToList().Should().BeEmpty("nothing of that name writes a mail");
    }

    [Fact]
    public void Every_kind_of_mail_is_in_the_catalogue() =>
        new[] { typeof(IMessage).Assembly, typeof(MailRenderer).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Mail", StringComparison.Ordinal))
            .Select(type => type.GetField("Template", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .OfType<FieldInfo>()
            .Select(field => (string)field.GetValue(null)!)
            .Should()
            .BeEquivalentTo(MailCatalogue.All.Select(kind => kind.Template), "the test of all kinds takes them from there");

    [Theory]
    [InlineData(Situation.FatherIsReferent)]
    [InlineData(Situation.MotherIsReferent)]
    [InlineData(Situation.MotherIsConfidential)]
    public async Task No_mail_tells_the_father_a_word_of_the_mothers(Situation situation)
    {
        await using var host = await StartAsync();
        var home = await host.GivenSeparatedHomeAsync(situation);
        List<string> faults = [];
        HashSet<string> kinds = new(StringComparer.Ordinal);
        foreach (var row in GuardianMails.Rows.Where(row => row.Act is not null))
        {
            var mails = await MailsOfAsync(home, row);
            var (hers, his) = (
                await ReadAsync(home, mails.FindAll(mail => IsFor(home.Mother, mail))),
                await ReadAsync(home, mails.FindAll(mail => IsFor(home.Father, mail)))
            );
            kinds.UnionWith(mails.Where(mail => mail.GuardianId is not null).Select(mail => mail.Template));
            faults.AddRange(his.SelectMany(mail => mail.Words).Where(home.Words.IsHers).Select(word => $"{row.Sender} tells {word}"));
            faults.AddRange(
                row.Says.Where(word => !hers.Exists(mail => mail.Words.Any(found => found.EndsWith(word, StringComparison.Ordinal))))
                    .Select(word => $"{row.Sender} does not tell the mother {word}")
            );
            if ((hers.Count > 0, his.Count > 0) is var told && told != Expected(row.Told, home))
            {
                faults.Add($"{row.Sender} tells {told} of mother and father");
            }
        }

        string.Join('\n', faults).Should().BeEmpty();
        kinds.Should().BeEquivalentTo(MailCatalogue.All.Select(kind => kind.Template).Except(GuardianMails.ToTheCentre), "each kind was written to a guardian");
    }

    [Theory]
    [InlineData(Situation.MotherIsReferent)]
    [InlineData(Situation.MotherIsConfidential)]
    public async Task An_address_that_both_use_gets_no_mail_of_what_is_the_mothers_alone(Situation situation)
    {
        await using var host = await StartAsync();
        var home = await host.GivenSeparatedHomeAsync(situation);
        await host.Find(db =>
            db.Guardians.Where(guardian => guardian.Id == home.Mother.GuardianId)
                .ExecuteUpdateAsync(set => set.SetProperty(guardian => guardian.Email, SeparatedHomeStory.FathersEmail))
        );
        List<string> faults = [];
        foreach (var row in GuardianMails.Rows.Where(row => row.Act is not null))
        {
            var mails = await MailsOfAsync(home, row);
            var read = await ReadAsync(home, mails.FindAll(mail => mail.Recipients == SeparatedHomeStory.FathersEmail));
            faults.AddRange(read.SelectMany(mail => mail.Words).Where(home.Words.IsHers).Select(word => $"{row.Sender} tells {word}"));
            if (read.Count > 0 != Expected(row.Told, home).Father)
            {
                faults.Add($"{row.Sender} writes {read.Count} mails");
            }
        }

        string.Join('\n', faults).Should().BeEmpty();
    }

    // The portal's own workers do in their time what a row does now: they are left out, so that each mail has one writer.
    private static Task<PortalHost> StartAsync() =>
        PortalHost.StartAsync(services =>
        {
            foreach (var worker in services.Where(service => service.ImplementationType?.Name.EndsWith("Worker", StringComparison.Ordinal) == true).ToList())
            {
                services.Remove(worker);
            }

            services.AddSingleton(new MailServerStatus(true)).AddSingleton<IPayFip, PaidInFull>();
        });

    private static async Task<List<OutboxMessage>> MailsOfAsync(SeparatedHome home, MailRow row)
    {
        await home.Host.Find(db => db.OutboxMessages.ExecuteDeleteAsync());
        await row.Act!(home);
        return await home.Host.Find(db => db.OutboxMessages.AsNoTracking().Where(mail => mail.FamilyId != null).ToListAsync());
    }

    private static (bool Mother, bool Father) Expected(Told told, SeparatedHome home) =>
        told switch
        {
            Told.Mother => (true, false),
            Told.Both => (true, true),
            Told.OfLou => (true, !home.IsConfidential),
            _ => (false, false),
        };

    // By the person, and by the address: a mail to one of them at the other's address is the other's.
    private static bool IsFor(Sender guardian, OutboxMessage mail) =>
        mail.Recipients.Split(',').Any(address => address.Length > 0 && AddressesOf(guardian).Contains(address.Trim(), StringComparer.OrdinalIgnoreCase))
        || (mail.GuardianId == guardian.GuardianId && mail.Recipients.Length > 0);

    private static string[] AddressesOf(Sender guardian) => [guardian.Email, guardian.Email.Replace("connexion", "courriel", StringComparison.Ordinal)];

    private static async Task<List<(OutboxMessage Mail, IReadOnlySet<string> Words)>> ReadAsync(SeparatedHome home, List<OutboxMessage> mails)
    {
        var renderer = new MailRenderer(
            home.Host.Services,
            home.Host.Services.GetRequiredService<ILoggerFactory>(),
            new MailLinks(new Uri(PortalHost.Address))
        );
        List<(OutboxMessage Mail, IReadOnlySet<string> Words)> read = [];
        foreach (var mail in mails)
        {
            var bodies = await renderer.RenderAsync(mail);
            read.Add((mail, home.Words.In(string.Join('\n', mail.Subject, mail.Model, bodies.Text, WebUtility.HtmlDecode(bodies.Html)))));
        }

        return read;
    }

    /// <summary>Says of every payment that it was made.</summary>
    private sealed class PaidInFull(IServiceScopeFactory scopes) : IPayFip
    {
        public PayFipOffer Offer { get; } = new(PayFipMode.WebService, "012345", new Uri("https://payfip.example"), IsReal: false);

        public Task<PayFipStart> StartAsync(PayFipOrder order, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<PayFipAnswer> AskAsync(string idOp, CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            var asked = await scope
                .ServiceProvider.GetRequiredService<Infrastructure.Shared.PortalDbContext>()
                .PaymentAttempts.AsNoTracking()
                .SingleAsync(row => row.IdOp == idOp, cancellationToken);
            return new PayFipAnswer(PayFipOutcome.PaidByCard, asked.AmountCents, asked.Reference);
        }
    }
}
