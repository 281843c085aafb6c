using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Invoicing;

/// <summary>A credit note takes back lines or parts of them, never more than there is.</summary>
public sealed class CreditNoteTests
{
    private static readonly Person Accountant = Person.With(Roles.Accountant);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Part_of_a_line_is_taken_back_by_amount_or_quantity_until_nothing_is_left(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (invoice, line) = await GivenHoursAsync(portal, family);

        var byAmount = await CreditAsync(portal, invoice, new LineToCredit(line, Cents: 500));
        var byQuantity = await CreditAsync(portal, invoice, new LineToCredit(line, Quantity: 1));
        var tooMuch = await CreditAsync(portal, invoice, new LineToCredit(line, Cents: 1501));
        var rest = await CreditAsync(portal, invoice, new LineToCredit(line));
        var again = await CreditAsync(portal, invoice, new LineToCredit(line, Cents: 1));

        new[] { byAmount, byQuantity, rest }.Should().OnlyContain(outcome => !outcome.IsRefused);
        tooMuch.Refusal.Should().BeEquivalentTo(new { Code = "TooMuch", Field = "Lines" });
        tooMuch.Refusal.Sentence.Should().Contain("15,00\u00a0€");
        again.Refusal.Code.Should().Be("AlreadyCredited");
        var notes = await portal.Find(db =>
            db.Invoices.AsNoTracking().Include(note => note.Lines).Where(note => note.CorrectsInvoiceId == invoice).OrderBy(note => note.Id).ToListAsync()
        );
        notes.Select(note => note.TotalCents).Should().Equal(-500, -1000, -1500);
        notes.Select(note => note.Lines[0].Quantity).Should().Equal(-0.5m, -1, -1.5m);
        notes.SelectMany(note => note.Lines).Sum(part => part.MealCents).Should().Be(-900, "the parts of the meal make the meal");
        notes[0].Lines[0].Explanation.Should().Contain("5,00\u00a0€ sur 30,00\u00a0€");
        (await portal.Find(db => db.Invoices.AsNoTracking().SingleAsync(row => row.Id == invoice)))
            .Should()
            .BeEquivalentTo(new { CreditedCents = 3000, DueCents = 0 });
        (await portal.SendAs(family.Parent, new GetMyInvoice(invoice)))
            .Value.Lines.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(new { CreditedCents = 3000, IsCredited = true });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Accountants_who_credit_the_same_line_at_once_never_take_back_more_than_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (invoice, line) = await GivenHoursAsync(portal, family);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CreditAsync(portal, invoice, new LineToCredit(line, Cents: 700)))));

        outcomes.Count(outcome => !outcome.IsRefused).Should().Be(4);
        outcomes.Where(outcome => outcome.IsRefused).Should().OnlyContain(outcome => outcome.Refusal.Code == "TooMuch");
        (await portal.Find(db => db.Invoices.AsNoTracking().SingleAsync(row => row.Id == invoice))).CreditedCents.Should().Be(2800);
        (await portal.Find(db => db.Invoices.Where(row => row.Kind == InvoiceKind.CreditNote).Select(row => row.Number).Distinct().CountAsync()))
            .Should()
            .Be(4);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_cannot_be_is_told_beside_its_field_and_nothing_is_written(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var (invoice, line) = await GivenHoursAsync(portal, family);

        (await CreditAsync(portal, invoice, new LineToCredit(line, Cents: 0))).Refusal.Field.Should().Be("Lines");
        (await CreditAsync(portal, invoice, new LineToCredit(line, Quantity: -1))).Refusal.Field.Should().Be("Lines");
        (await CreditAsync(portal, invoice, new LineToCredit(line, Quantity: 4))).Refusal.Code.Should().Be("TooMuch");
        (await CreditAsync(portal, invoice, new LineToCredit(line, Cents: 100, Quantity: 1))).Refusal.Field.Should().Be("Lines");
        (await CreditAsync(portal, invoice, new LineToCredit(line, Cents: 100), new LineToCredit(line, Cents: 100))).Refusal.Field.Should().Be("Lines");
        (await portal.SendAs(Accountant, new CreditInvoice(invoice, [new(line, Cents: 100)], "Erreur", InvoicesAgain: true)))
            .Refusal.Should()
            .BeEquivalentTo(new { Code = "PartInvoicedAgain", Field = "InvoicesAgain" });
        (await portal.SendAs(Accountant, new CreditInvoice(4711, [new(line)], "Erreur", false))).IsNotFound.Should().BeTrue();
        (await portal.Find(db => db.Invoices.CountAsync())).Should().Be(1);
        (await portal.Find(db => db.InvoiceSequences.CountAsync())).Should().Be(0, "a refusal takes no number");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_tax_certificate_counts_what_credit_notes_have_left(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(born: new(2015, 3, 11));
        var (invoice, line) = await GivenHoursAsync(portal, family);
        await CreditAsync(portal, invoice, new LineToCredit(line, Cents: 1000));
        await portal.SendAs(Accountant, new EnterPayments(Guid.NewGuid(), family.Family.Id, PaymentMeans.Cheque, new(2019, 1, 15), null, [new(invoice, 2000)]));

        var certificate = (await portal.SendAs(family.Parent, new GetTaxCertificate(2019))).Value;

        certificate.Children.Should().ContainSingle().Which.CareCents.Should().Be(1400, "of 30 € with 9 € of meals, 20 € are left and paid, 6 € of them meals");
    }

    private static async Task<(long Invoice, long Line)> GivenHoursAsync(Portal portal, Household family)
    {
        var issued = new DateOnly(2019, 1, 8);
        var invoice = Invoice.Issue(
            InvoiceNumber.Of("01", 2019, 900),
            new(family.Family.Id, "Famille"),
            new(issued, issued, issued, issued.AddDays(30)),
            [InvoiceLine.For(new(family.ChildId, "Enfant 1", null, issued), "Garderie", 3, 700, 3000, 900, "3 h à 7,00 €, repas compris")],
            new(new(2019, 1, 8, 9, 0, 0, DateTimeKind.Utc), Guid.NewGuid(), "C")
        );
        await portal.SaveAsync(invoice);
        return (invoice.Id, invoice.Lines[0].Id);
    }

    private static Task<Outcome<string>> CreditAsync(Portal portal, long invoice, params LineToCredit[] lines) =>
        portal.SendAs(Accountant, new CreditInvoice(invoice, lines, "Erreur de pointage", InvoicesAgain: false));
}
