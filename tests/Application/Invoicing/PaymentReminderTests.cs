using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Invoicing;

public sealed class PaymentReminderTests
{
    private static readonly Person Accountant = Person.With(Roles.Accountant);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Families_that_owe_are_listed_by_age_at_the_same_cost_for_fifty(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var late = await portal.GivenFamily();
        await portal.GivenInvoice(late, 4860, new(2018, 10, 9));
        await portal.GivenInvoice(late, 6480, new(2018, 12, 4));
        var onTime = await portal.GivenFamily();
        await portal.GivenInvoice(onTime, 1000, new(2019, 1, 8));
        for (var more = 0; more < 8; more++)
        {
            await portal.GivenInvoice(await portal.GivenFamily(), 100, new(2018, 11, 20));
        }

        portal.Statements.Reset();
        var list = (await portal.SendAs(Accountant, new ListUnpaid())).Value;
        var statements = portal.Statements.Sent.Count;
        var all = (await portal.SendAs(Accountant, new ListUnpaid(OnlyLate: false))).Value;

        statements.Should().Be(4, "the list, its number, the rows, and what must not be told of them");
        list.Lines.Total.Should().Be(9);
        list.Lines.Items[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    late.Family.Name,
                    Invoices = 2,
                    DueCents = 11340L,
                    LateCents = 11340L,
                    DaysLate = 68,
                    NextLevel = 1,
                    HasEmail = true,
                }
            );
        list.Ages.Should().Be(new UnpaidAges(1000, 6480 + 800, 0, 4860, 0));
        all.Lines.Total.Should().Be(10);
        all.Lines.Items[^1].Should().BeEquivalentTo(new { DaysLate = 0, NextLevel = 0 });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task One_mail_per_family_as_it_was_previewed_and_the_second_only_after_a_while(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var first = await portal.GivenInvoice(family, 4860, new(2018, 10, 9));
        await portal.GivenInvoice(family, 6480, new(2018, 12, 4));
        await portal.GivenInvoice(family, 100, new(2019, 1, 10));
        var paid = await portal.GivenFamily();
        int[] both = [family.Family.Id, paid.Family.Id];

        var preview = (await portal.SendAs(Accountant, new PreviewReminders(both))).Value;
        var sent = (await portal.SendAs(Accountant, new SendReminders(both))).Value;
        var tooSoon = (await portal.SendAs(Accountant, new SendReminders(both))).Value;
        portal.Clock.Advance(TimeSpan.FromDays(15));
        var second = (await portal.SendAs(Accountant, new SendReminders([family.Family.Id]))).Value;

        var mail = preview.Lines.Single(line => line.FamilyId == family.Family.Id).Mail!;
        mail.Should().BeEquivalentTo(new { Level = 1, DueCents = 11340L });
        mail.Invoices[0].Number.Should().Be(first.Number);
        sent.Sent.Should().Be(1);
        sent.Others.Should().ContainSingle().Which.NotBecause.Should().Be("rien n’est en retard");
        tooSoon.Sent.Should().Be(0);
        second.Sent.Should().Be(1);
        var reminders = await portal.Find(db => db.PaymentReminders.AsNoTracking().OrderBy(row => row.Id).ToListAsync());
        reminders.Select(row => (row.Level, row.SentBy)).Should().Equal((1, Accountant.UserId), (2, Accountant.UserId));
        (await portal.MailsAsync()).Should().Equal(PaymentReminderMail.Template, PaymentReminderMail.Template);
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "reminder.sent" && entry.FamilyId == family.Family.Id))).Should().Be(2);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Each_parent_has_a_mail_of_its_own_that_says_nothing_of_another_family(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (apart, other) = (await portal.GivenFamily(isSeparated: true), await portal.GivenFamily());
        var (own, foreign) = (await portal.GivenInvoice(apart, 4860, new(2018, 10, 9)), await portal.GivenInvoice(other, 6480, new(2018, 10, 9)));

        await portal.SendAs(Accountant, new SendReminders([apart.Family.Id, other.Family.Id]));

        var mails = await portal.Find(db => db.OutboxMessages.AsNoTracking().ToListAsync());
        mails
            .Where(mail => mail.FamilyId == apart.Family.Id)
            .Select(mail => mail.Recipients)
            .Should()
            .BeEquivalentTo(apart.Family.Guardians.Select(guardian => guardian.Email));
        mails.Where(mail => mail.FamilyId == other.Family.Id).Select(mail => mail.Recipients).Should().Equal(other.Family.Guardians[0].Email!);
        mails
            .Where(mail => mail.FamilyId == apart.Family.Id)
            .Should()
            .OnlyContain(mail =>
                mail.Model.Contains(own.Number)
                && !mail.Model.Contains(foreign.Number)
                && !mail.Model.Contains(other.Family.Name)
                && !mail.Model.Contains("6480")
            );
        mails.Single(mail => mail.FamilyId == other.Family.Id).Model.Should().Contain(foreign.Number).And.NotContain(own.Number).And.NotContain("4860");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_colleagues_who_send_at_once_write_to_each_family_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var families = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => portal.GivenFamily()));
        foreach (var family in families)
        {
            await portal.GivenInvoice(family, 4860, new(2018, 10, 9));
        }

        int[] ids = [.. families.Select(family => family.Family.Id)];
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(index => Task.Run(() => portal.SendAs(Person.With(Roles.Accountant), new SendReminders(index % 2 == 0 ? ids : [.. ids.Reverse()]))))
        );

        answers.Sum(answer => answer.Value.Sent).Should().Be(5);
        (await portal.Find(db => db.OutboxMessages.Select(mail => mail.FamilyId).ToListAsync())).Should().HaveCount(5).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_family_without_an_address_is_told_of_and_not_recorded_as_reminded()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var family = Family.Create("9999", "Sans adresse");
        family.AddGuardian("Mère", "Muette", null);
        family.AddChild("Enfant", "Muet", new(2011, 1, 1));
        await portal.SaveAsync(family);
        await portal.GivenInvoice(new Household(family, Person.Nobody), 4860, new(2018, 10, 9));

        var sent = (await portal.SendAs(Accountant, new SendReminders([family.Id]))).Value;

        sent.Others.Should().ContainSingle().Which.NotBecause.Should().Contain("aucune adresse");
        (await portal.Find(db => db.PaymentReminders.CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Nobody_and_too_many_are_told()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        (await portal.SendAs(Accountant, new SendReminders([]))).Refusal.Field.Should().Be("FamilyIds");
        (await portal.SendAs(Accountant, new PreviewReminders([.. Enumerable.Range(1, 501)]))).Refusal.Field.Should().Be("FamilyIds");
    }
}
