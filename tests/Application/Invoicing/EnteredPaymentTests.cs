using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Invoicing;

public sealed class EnteredPaymentTests
{
    private static readonly DateOnly Today = new(2019, 1, 15);
    private static readonly Person Accountant = Person.With(Roles.Accountant);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task One_deposit_for_several_invoices_is_entered_once_however_often_the_form_is_sent(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (first, second) = (await portal.GivenInvoice(family), await portal.GivenInvoice(family, 6480));
        var form = new EnterPayments(Guid.NewGuid(), family.Family.Id, PaymentMeans.Cheque, Today, "n° 0012345", [new(second.Id, 2000), new(first.Id, 4860)]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => portal.SendAs(Accountant, form))));
        var again = await portal.SendAs(Accountant, form);

        answers.Should().OnlyContain(answer => !answer.IsRefused);
        answers.Sum(answer => answer.Value.Count).Should().Be(2);
        again.Value.Count.Should().Be(0);
        (await portal.InvoiceAsync(first)).DueCents.Should().Be(0);
        (await portal.InvoiceAsync(second)).DueCents.Should().Be(4480);
        (await portal.PaymentsOf(second))
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    AmountCents = 2000L,
                    Means = PaymentMeans.Cheque,
                    Reference = "n° 0012345",
                    ReceivedOn = Today,
                    RecordedBy = Accountant.UserId,
                    RecordedByName = Accountant.Name,
                }
            );
        (
            await portal.Find(db =>
                db.AuditEntries.CountAsync(entry => entry.Act == "payment.entered" && entry.UserId == Accountant.UserId && entry.FamilyId == family.Family.Id)
            )
        )
            .Should()
            .Be(2);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task More_than_is_due_is_told_beside_its_invoice_and_nothing_of_the_deposit_is_entered(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (first, second) = (await portal.GivenInvoice(family), await portal.GivenInvoice(family, 6480));

        var answer = await portal.SendAs(
            Accountant,
            new EnterPayments(Guid.NewGuid(), family.Family.Id, PaymentMeans.Cash, Today, null, [new(first.Id, 4860), new(second.Id, 6481)])
        );

        answer.Refusal.Should().BeEquivalentTo(new { Code = "Exceeds", Field = $"Parts.{second.Id}" });
        (await portal.PaymentsOf(first)).Should().BeEmpty();
        (await portal.InvoiceAsync(first)).PaidCents.Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_colleagues_at_once_never_enter_more_than_is_due(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var invoice = await portal.GivenInvoice(family);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ =>
                    Task.Run(() =>
                        portal.SendAs(
                            Person.With(Roles.Accountant),
                            new EnterPayments(Guid.NewGuid(), family.Family.Id, PaymentMeans.Cesu, Today, null, [new(invoice.Id, 1000)])
                        )
                    )
                )
        );

        answers.Count(answer => !answer.IsRefused).Should().Be(4);
        (await portal.InvoiceAsync(invoice)).DueCents.Should().Be(860);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_entry_is_taken_back_once_by_a_counter_entry_with_its_reason(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var invoice = await portal.GivenInvoice(family);
        await portal.SendAs(Accountant, new EnterPayments(Guid.NewGuid(), family.Family.Id, PaymentMeans.Cheque, Today, null, [new(invoice.Id, 4860)]));
        var id = (await portal.PaymentsOf(invoice))[0].Id;

        var withoutReason = await portal.SendAs(Accountant, new ReversePayment(id, " "));
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => Task.Run(() => portal.SendAs(Accountant, new ReversePayment(id, "Chèque sans provision"))))
        );
        var payments = await portal.PaymentsOf(invoice);
        var ofTheCounterEntry = await portal.SendAs(Accountant, new ReversePayment(payments[1].Id, "Encore"));
        var list = (await portal.SendAs(Accountant, new ListPayments())).Value;

        withoutReason.Refusal.Field.Should().Be("Reason");
        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        answers.Where(answer => answer.IsRefused).Should().OnlyContain(answer => answer.Refusal.Code == "AlreadyReversed");
        payments.Select(payment => payment.AmountCents).Should().Equal(4860, -4860);
        ofTheCounterEntry.Refusal.Code.Should().Be("NotReversible");
        (await portal.InvoiceAsync(invoice)).DueCents.Should().Be(4860);
        list.TotalCents.Should().Be(0);
        list.Lines.Items.Select(line => line.CanBeReversed).Should().Equal(false, false);
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "payment.reversed"))).Details.Should().Be("Chèque sans provision");
    }

    [Fact]
    public async Task What_is_wrong_with_the_form_is_told_field_by_field()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var family = await portal.GivenFamily();
        var invoice = await portal.GivenInvoice(family);
        Task<Outcome<PaymentsEntered>> Enter(PaymentMeans means, DateOnly? on, params PaymentPart[] parts) =>
            portal.SendAs(Accountant, new EnterPayments(Guid.NewGuid(), family.Family.Id, means, on, null, parts));

        (await Enter(PaymentMeans.Refund, Today, new PaymentPart(invoice.Id, 1))).Refusal.Field.Should().Be("Means");
        (await Enter(PaymentMeans.Cash, null, new PaymentPart(invoice.Id, 1))).Refusal.Field.Should().Be("ReceivedOn");
        (await Enter(PaymentMeans.Cash, Today.AddDays(1), new PaymentPart(invoice.Id, 1))).Refusal.Field.Should().Be("ReceivedOn");
        (await Enter(PaymentMeans.Cash, Today.AddYears(-3), new PaymentPart(invoice.Id, 1))).Refusal.Field.Should().Be("ReceivedOn");
        (await Enter(PaymentMeans.Cash, Today)).Refusal.Field.Should().Be("Parts");
        (await Enter(PaymentMeans.Cash, Today, new PaymentPart(invoice.Id, -1))).Refusal.Field.Should().Be("Parts");
        (await Enter(PaymentMeans.Cash, Today, new PaymentPart(invoice.Id, 1), new PaymentPart(invoice.Id, 1))).Refusal.Field.Should().Be("Parts");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_invoice_of_another_family_is_not_found(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var invoice = await portal.GivenInvoice(other);

        var answer = await portal.SendAs(
            Accountant,
            new EnterPayments(Guid.NewGuid(), family.Family.Id, PaymentMeans.Cash, Today, null, [new(invoice.Id, 100)])
        );

        answer.IsNotFound.Should().BeTrue();
        (await portal.PaymentsOf(invoice)).Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_list_filters_adds_up_its_days_and_costs_the_same_for_a_page_of_fifty(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var families = new[] { await portal.GivenFamily(), await portal.GivenFamily() };
        for (var index = 0; index < 55; index++)
        {
            var invoice = await portal.GivenInvoice(families[index % 2], 1000);
            await portal.SaveAsync(
                Payment.Receive(
                    invoice.Id,
                    100 + index,
                    index < 5 ? PaymentMeans.Cash : PaymentMeans.Cheque,
                    new($"k{index}", null, Today.AddDays(-(index % 3))),
                    new(DateTime.UnixEpoch, Guid.NewGuid(), "C")
                )
            );
        }

        portal.Statements.Reset();
        var all = (await portal.SendAs(Accountant, new ListPayments())).Value;
        var statements = portal.Statements.Sent.Count;
        var cash = (await portal.SendAs(Accountant, new ListPayments(Today, Today, PaymentMeans.Cash))).Value;
        var second = (await portal.SendAs(Accountant, new ListPayments(PageNumber: 2))).Value;
        var one = (await portal.SendAs(Accountant, new ListPayments(Search: families[0].Family.Number))).Value;
        var wrong = await portal.SendAs(Accountant, new ListPayments(Today, Today.AddDays(-1)));

        statements.Should().Be(5, "one of them asks what must not be told of the families");
        all.Lines.Should().BeEquivalentTo(new { Total = 55, Count = 2 });
        all.TotalCents.Should().Be(Enumerable.Range(0, 55).Sum(index => 100L + index));
        all.Days.Should().HaveCount(3).And.OnlyContain(day => day.Count >= 18);
        cash.Lines.Items.Select(line => line.AmountCents).Should().BeEquivalentTo([100L, 103L]);
        second.Lines.Items.Should().HaveCount(5);
        one.Lines.Total.Should().Be(28);
        wrong.Refusal.Field.Should().Be("To");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_family_is_found_by_name_or_invoice_with_what_it_owes(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var invoice = await portal.GivenInvoice(family);
        await portal.GivenInvoice(other, 100);

        var byInvoice = (await portal.SendAs(Accountant, new GetFamilyAccount(Search: invoice.Number))).Value;
        var byName = (await portal.SendAs(Accountant, new GetFamilyAccount(Search: "famille"))).Value;
        var chosen = (await portal.SendAs(Accountant, new GetFamilyAccount(family.Family.Id))).Value;
        var nobody = await portal.SendAs(Accountant, new GetFamilyAccount(999_999));

        byInvoice.Found.Should().ContainSingle().Which.DueCents.Should().Be(4860);
        byName.Found.Select(line => line.DueCents).Should().Equal(4860, 100);
        chosen.Unpaid.Should().ContainSingle().Which.Number.Should().Be(invoice.Number);
        nobody.IsNotFound.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_was_looked_at_is_closed_once_with_what_was_found(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var attempt = PaymentAttempt.SendAway(await portal.GivenInvoice(family), Guid.NewGuid(), new DateTime(2019, 1, 15, 8, 0, 0, DateTimeKind.Utc));
        await portal.SaveAsync(attempt);

        var closed = await portal.SendAs(Accountant, new ClosePaymentAttempt(attempt.Id, "Rien reçu par la Trésorerie"));
        var again = await portal.SendAs(Accountant, new ClosePaymentAttempt(attempt.Id, "Encore"));
        var unknown = await portal.SendAs(Accountant, new ClosePaymentAttempt(Guid.NewGuid(), "x"));

        closed.IsRefused.Should().BeFalse();
        again.Refusal.Code.Should().Be("AlreadyClosed");
        unknown.IsNotFound.Should().BeTrue();
        (await portal.SendAs(Accountant, new ListPayments())).Value.ToSettle.Should().BeEmpty();
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "payment.attempt.closed")))
            .Details.Should()
            .Be("Rien reçu par la Trésorerie");
    }
}
