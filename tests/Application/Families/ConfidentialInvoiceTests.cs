using System.Text.Encodings.Web;
using System.Text.Json;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>An invoice holds its addressee's postal address: it is that person's, as all coordinates are.</summary>
public sealed class ConfidentialInvoiceTests
{
    private const string Street = "2 rue Kanari";
    private static readonly Person Accountant = Person.With(Roles.Accountant);
    private static readonly Person Director = Person.With(Roles.Director);
    private static int _numbers = 500;

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_other_guardian_reads_the_name_on_an_invoice_and_the_address_only_when_it_is_shared(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (household, mother, father) = await GivenAsync(portal);
        var invoice = await GivenInvoiceAsync(portal, household, mother.GuardianId, household.ChildId);

        var hidden = (await portal.SendAs(father, new GetMyInvoice(invoice.Id))).Value;
        hidden.Addressee.Should().Be($"Famille {household.Family.Name} (n° {household.Family.Number})\nMère {household.Family.Guardians[0].LastName}");
        (await SaidAsync(portal, father, new ExportMyFamily(WithHealth: false))).Should().NotContain("Kanari").And.Contain(invoice.Number);
        (await portal.SendAs(mother, new GetMyInvoice(invoice.Id))).Value.Addressee.Should().Contain(Street);
        (await SaidAsync(portal, mother, new ExportMyFamily(WithHealth: false))).Should().Contain(Street);
        (await portal.SendAs(Accountant, new GetInvoice(invoice.Id))).Value.Addressee.Should().Contain(Street);

        (await portal.SendAs(mother, new ShareCoordinates(true))).IsRefused.Should().BeFalse();

        (await portal.SendAs(father, new GetMyInvoice(invoice.Id))).Value.Addressee.Should().Contain(Street);
        (await portal.SendAs(father, new ListMyInvoices())).Value.Lines.Total.Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_older_invoice_of_which_nobody_knows_whose_it_is_shows_no_address_to_any_guardian(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (household, mother, father) = await GivenAsync(portal);
        var invoice = await GivenInvoiceAsync(portal, household, null, household.ChildId);

        (await portal.SendAs(father, new GetMyInvoice(invoice.Id))).Value.Addressee.Should().NotContain("Kanari");
        await portal.SendAs(Director, new ProtectGuardian(household.Family.Id, mother.GuardianId, true, [], "Ordonnance"));

        (await portal.SendAs(father, new GetMyInvoice(invoice.Id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(mother, new GetMyInvoice(invoice.Id))).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_invoice_to_a_hidden_person_or_over_a_withheld_child_does_not_exist_for_the_other_guardian(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (household, mother, father) = await GivenAsync(portal);
        var (withheld, open) = (household.Family.Children[0].Id, household.Family.Children[1].Id);
        var hers = await GivenInvoiceAsync(portal, household, mother.GuardianId, open);
        var overTheChild = await GivenInvoiceAsync(portal, household, father.GuardianId, withheld);
        var his = await GivenInvoiceAsync(portal, household, father.GuardianId, open, cents: 1000);
        await portal.SendAs(Director, new ProtectGuardian(household.Family.Id, mother.GuardianId, true, [withheld], "Ordonnance"));
        await portal.Find(db => db.OutboxMessages.ExecuteDeleteAsync());
        await portal.SendAs(Accountant, new EnterPayments(Guid.NewGuid(), household.Family.Id, PaymentMeans.Cash, new(2019, 1, 14), null, [new(hers.Id, 100)]));

        foreach (var hidden in new[] { hers, overTheChild })
        {
            (await portal.SendAs(father, new GetMyInvoice(hidden.Id))).IsNotFound.Should().BeTrue();
            // Without PayFiP every payment leads to the general page, whatever the number.
            (await portal.SendAs(father, new StartPayment(hidden.Id)))
                .Value.Should()
                .Be((await portal.SendAs(father, new StartPayment(987654))).Value);
        }

        (await portal.SendAs(father, new ListMyInvoices()))
            .Value.Should()
            .BeEquivalentTo(
                new
                {
                    DueCents = 1000,
                    Lines = new { Total = 1 },
                    TaxYears = Array.Empty<int>(),
                }
            );
        (await portal.SendAs(father, new GetPaymentPage())).Value.Unpaid.Select(invoice => invoice.Id).Should().Equal(his.Id);
        (await portal.SendAs(father, new GetHome())).Value.Waits.Should().BeEquivalentTo(new { InvoicesDue = 1, CentsDue = 1000 });
        (await portal.SendAs(father, new GetTaxCertificate(2019))).Refusal.Code.Should().Be("NothingPaid");
        (await SaidAsync(portal, father, new ExportMyFamily(WithHealth: false)))
            .Should()
            .NotContain(hers.Number)
            .And.NotContain(overTheChild.Number)
            .And.Contain(his.Number);
        (await portal.SendAs(mother, new ListMyInvoices())).Value.Lines.Total.Should().Be(3);

        portal.ItIs(new(2019, 3, 15), new(10, 0));
        (await portal.SendAs(Accountant, new SendReminders([household.Family.Id]))).Value.Sent.Should().Be(1);
        var mails = await portal.Find(db => db.OutboxMessages.AsNoTracking().Where(mail => mail.FamilyId == household.Family.Id).ToListAsync());
        mails
            .Where(mail => mail.Recipients == household.Family.Guardians[1].Email)
            .Should()
            .ContainSingle()
            .Which.Model.Should()
            .Contain(his.Number)
            .And.NotContain(hers.Number)
            .And.NotContain(overTheChild.Number);
        mails
            .Where(mail => mail.Recipients == household.Family.Guardians[0].Email)
            .Should()
            .NotBeEmpty()
            .And.Contain(mail => mail.Model.Contains(hers.Number) && mail.Model.Contains(overTheChild.Number));
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "confidential.read"))).Should().Be(0, "no address was looked at");
        await portal.SendAs(Accountant, new GetInvoice(hers.Id));
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "confidential.read"))).FamilyId.Should().Be(household.Family.Id);
    }

    private static async Task<(Household Household, Person Mother, Person Father)> GivenAsync(Portal portal)
    {
        var household = await portal.GivenFamily(children: 2, isSeparated: true);
        return (household, Login(0), Login(1));

        Person Login(int index) => new(Guid.CreateVersion7(), "Famille", Roles.Parent, household.Family.Id, household.Family.Guardians[index].Id);
    }

    private static async Task<Invoice> GivenInvoiceAsync(Portal portal, Household household, int? addresseeId, int childId, long cents = 4860)
    {
        var person = household.Family.Guardians.SingleOrDefault(guardian => guardian.Id == addresseeId) ?? household.Family.Guardians[0];
        var issued = new DateOnly(2019, 1, 8);
        var invoice = Invoice.Issue(
            InvoiceNumber.Of("07", issued.Year, Interlocked.Increment(ref _numbers)),
            new(
                household.Family.Id,
                Addressees.Of(household.Family.Name, household.Family.Number, person.FirstName, person.LastName, Street, "89800", "Kanari-Ville"),
                addresseeId,
                new Debtor("", person.LastName, person.FirstName, new PostalAddress("", Street, "", "89800", "Kanari-Ville"))
            ),
            new(issued.AddMonths(-1), issued.AddDays(-1), issued, issued.AddDays(30)),
            [InvoiceLine.For(new(childId, "Enfant", null, issued.AddDays(-3)), "Mercredi", 1, cents, cents, 0, "1 journée")],
            new(new DateTime(issued, new TimeOnly(9, 0), DateTimeKind.Utc), Guid.NewGuid(), "Comptable")
        );
        await portal.SaveAsync(invoice);
        return invoice;
    }

    private static async Task<string> SaidAsync<T>(Portal portal, Person person, IRequest<Outcome<T>> message) =>
        JsonSerializer.Serialize<object?>((await portal.SendAs(person, message)).Value, AsText);

    private static readonly JsonSerializerOptions AsText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
