using AwesomeAssertions.Execution;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Invoicing;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Families;

/// <summary>The red line on every list of the centre's that names a family: whoever calls or writes about it knows whom not to tell.</summary>
public sealed class ConfidentialLinesTests
{
    private static readonly DateOnly Today = new(2019, 1, 15);
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly Person Accountant = Person.With(Roles.Accountant);
    private static readonly Person Administrator = Person.With(Roles.Administrator);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Payments_and_the_account_of_a_family_carry_the_line(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (home, other) = (await HiddenHome.GivenAsync(portal), await portal.GivenFamily());
        foreach (var household in new[] { home.Household, other })
        {
            var (invoice, second) = (await portal.GivenInvoice(household), await portal.GivenInvoice(household, 1620));
            (await portal.SendAs(Accountant, new EnterPayments(Guid.NewGuid(), household.Family.Id, PaymentMeans.Cheque, Today, null, [new(invoice.Id, 4860)])))
                .IsRefused.Should()
                .BeFalse();
            var away = PaymentAttempt.SendAway(second, Guid.NewGuid(), portal.Clock.GetUtcNow().UtcDateTime);
            await portal.SaveAsync(away);
            await portal.Find(async db =>
            {
                await db.PaymentAttempts.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, PaymentAttemptState.ToReconcile));
                await db.Invoices.Where(row => row.Id == invoice.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CreditedCents, 100));
                return await db.Payments.ExecuteUpdateAsync(set => set.SetProperty(row => row.AfterHandOver, true));
            });
        }

        var sentence = await SentenceAsync(portal, home);
        using var all = new AssertionScope();
        (int, string?)[] expected = [(home.FamilyId, sentence), (other.Family.Id, null)];

        var list = (await portal.SendAs(Accountant, new ListPayments())).Value;
        list.Lines.Items.Select(line => (line.FamilyId, line.Confidential)).Should().BeEquivalentTo(expected);
        list.ToSettle.Select(line => (line.FamilyId, line.Confidential)).Should().BeEquivalentTo(expected);
        list.Excesses.Select(line => (line.FamilyId, line.Confidential)).Should().BeEquivalentTo(expected);
        (await portal.SendAs(Accountant, new GetFamilyAccount(Search: "nom")))
            .Value.Found.Select(line => (line.Id, line.Confidential))
            .Should()
            .BeEquivalentTo(expected);
        (await portal.SendAs(Accountant, new GetFamilyAccount(home.FamilyId))).Value.Chosen!.Confidential.Should().Be(sentence);
        (await portal.SendAs(Accountant, new ListFamilyQuotients()))
            .Value.Items.Select(line => (line.FamilyId, line.Confidential))
            .Should()
            .BeEquivalentTo(expected);
        (await portal.SendAs(Accountant, new ListPaymentsToTell())).Value.Lines.Select(line => line.Confidential).Should().BeEquivalentTo([sentence, null]);
        portal.Clock.Advance(TimeSpan.FromDays(60));
        (await portal.SendAs(Accountant, new PreviewReminders([home.FamilyId, other.Family.Id])))
            .Value.Lines.Select(line => (line.FamilyId, line.Confidential))
            .Should()
            .BeEquivalentTo(expected);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Lines_of_an_invoice_run_and_debtors_to_complete_carry_it(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (home, other) = (await HiddenHome.GivenAsync(portal), await portal.GivenFamily());
        await portal.SendAs(
            Director,
            new BookOnBehalf(other.ChildId, home.Here.Id, new Series(HiddenHome.Wednesday, HiddenHome.Wednesday, Weekdays.All), null, null, null)
        );
        await portal.SendAs(
            Accountant,
            new ChangeInvoicingSettings(
                0,
                InvoicingTerms.Initial with
                {
                    IssuerName = "Communauté",
                    TreasuryName = "Trésorerie",
                    TreasuryAddress = "89800 Chablis",
                }
            )
        );
        var run = (await portal.SendAs(Accountant, new PrepareInvoiceRun(new(2019, 1, 1), [], Today, TellsFamilies: false))).Value;
        var worker = Guid.NewGuid();
        while (await portal.InScope(services => services.GetRequiredService<InvoiceRunJob>().StepAsync(worker, CancellationToken.None))) { }

        var sentence = await SentenceAsync(portal, home);
        using var all = new AssertionScope();
        (int, string?)[] expected = [(home.FamilyId, sentence), (other.Family.Id, null)];

        (await portal.SendAs(Accountant, new GetInvoiceRun(run)))
            .Value.Families.Items.Select(line => (line.FamilyId, line.Confidential))
            .Should()
            .BeEquivalentTo(expected);
        foreach (var household in new[] { home.Household, other })
        {
            await portal.GivenInvoice(household, isOld: true);
        }

        (await portal.SendAs(Accountant, new ListDebtorsToComplete()))
            .Value.Lines.Select(line => (line.FamilyId, line.Confidential))
            .Should()
            .BeEquivalentTo(expected);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Lists_of_whoever_calls_and_writes_to_families_carry_it(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (home, other) = (await HiddenHome.GivenAsync(portal), await portal.GivenFamily());
        await portal.SendAs(home.Mother, new StartConversation(Guid.NewGuid(), "Objet", "Texte"));
        var everybody = Audience.Of(Today);
        var sent = await portal.SendAs(
            Director,
            new SendBroadcast(Guid.NewGuid(), everybody, "Sortie", "À 9 h.", (await portal.SendAs(Director, new PreviewBroadcast(everybody))).Value.Stamp)
        );
        await portal.Find(db =>
            db.Sessions.Where(row => row.ActivityId == home.There.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsClosed, true))
        );
        var sentence = await SentenceAsync(portal, home);
        using var all = new AssertionScope();
        var ofChild = (await portal.SendAs(Director, new GetConfidentialNotice(home.FamilyId))).Value!.For(home.Hidden);

        (await portal.SendAs(Director, new ListFamilies()))
            .Value.Items.Select(line => (line.Id, line.Confidential))
            .Should()
            .BeEquivalentTo([(home.FamilyId, (string?)sentence), (other.Family.Id, null)]);
        (await portal.SendAs(Director, new ListTreatedRequests()))
            .Value.Lines.Items.Should()
            .NotBeEmpty()
            .And.OnlyContain(line => line.Confidential == ofChild);
        (await portal.SendAs(Director, new ListBookingsToSettle())).Value.Items.Should().NotBeEmpty().And.OnlyContain(line => line.Confidential == ofChild);
        (await portal.SendAs(Director, new FindChildren(HiddenHome.Wednesday, home.There.Id, "Enfant")))
            .Value.Children.Select(child => (child.Id, child.Confidential))
            .Should()
            .BeEquivalentTo([(home.Hidden, (string?)ofChild), (home.Open, sentence), (other.ChildId, null)]);
        (await portal.SendAs(Director, new ListInbox())).Value.Items.Should().ContainSingle().Which.Confidential.Should().Be(sentence);
        (await portal.SendAs(Director, new GetBroadcast(sent.Value.Id)))
            .Value.Readers.Items.Should()
            .Contain(reader => reader.FamilyId == other.Family.Id)
            .And.OnlyContain(reader => reader.Confidential == (reader.FamilyId == home.FamilyId ? sentence : null));
        (await portal.SendAs(Director, new ListMailsNotSent()))
            .Value.Lines.Items.Where(mail => mail.FamilyName != null)
            .Should()
            .Contain(mail => mail.FamilyName == other.Family.Name)
            .And.OnlyContain(mail => mail.Confidential == (mail.FamilyName == home.Household.Family.Name ? sentence : null));
        (await portal.SendAs(Administrator, new ListUsers())).Value.Logins.Items.Should().HaveCount(2).And.OnlyContain(login => login.Confidential == sentence);
        (await portal.SendAs(home.Mother, new ListConversations()))
            .Value.Items.Should()
            .OnlyContain(line => line.Confidential == null, "a parent reads none of it");
    }

    private static async Task<string> SentenceAsync(Portal portal, HiddenHome home) =>
        (await portal.SendAs(Accountant, new GetConfidentialNotice(home.FamilyId))).Value!.Sentence;
}
