using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Application.Tests.Invoicing;

/// <summary>What the tests of payments say about invoices.</summary>
internal static class Billing
{
    private static int _numbers;

    public static async Task<Invoice> GivenInvoice(
        this Portal portal,
        Household household,
        long cents = 4860,
        DateOnly? issuedOn = null,
        string addressee = "Mère Nom\n2 rue du Serein\n89800 Chablis",
        string childName = "Enfant 1",
        Debtor? debtor = null,
        bool isOld = false
    )
    {
        var issued = issuedOn ?? new DateOnly(2019, 1, 8);
        var invoice = Invoice.Issue(
            InvoiceNumber.Of("01", issued.Year, Interlocked.Increment(ref _numbers)),
            new(household.Family.Id, addressee, Debtor: isOld ? null : debtor ?? DebtorOf(household)),
            new(issued.AddMonths(-1), issued.AddDays(-1), issued, issued.AddDays(30)),
            [InvoiceLine.For(new(household.ChildId, childName, null, issued.AddDays(-3)), "Chablis mercredi journée", 1, cents, cents, 0, "1 journée")],
            new(new DateTime(issued, new TimeOnly(9, 0), DateTimeKind.Utc), Guid.NewGuid(), "Comptable")
        );
        await portal.SaveAsync(invoice);
        return invoice;
    }

    /// <summary>The mother, whom the Trésorerie can write to.</summary>
    public static Debtor DebtorOf(Household household) =>
        new("Mme", household.Family.Guardians[0].LastName, "Mère", new PostalAddress("", "2 rue du Serein", "", "89800", "Chablis"));

    public static Task<Invoice> InvoiceAsync(this Portal portal, Invoice invoice) =>
        portal.Find(db => db.Invoices.AsNoTracking().SingleAsync(row => row.Id == invoice.Id));

    public static Task<List<Payment>> PaymentsOf(this Portal portal, Invoice invoice) =>
        portal.Find(db => db.Payments.AsNoTracking().Where(row => row.InvoiceId == invoice.Id).OrderBy(row => row.Id).ToListAsync());

    public static Task<List<PaymentAttempt>> AttemptsOf(this Portal portal, Invoice invoice) =>
        portal.Find(db => db.PaymentAttempts.AsNoTracking().Where(row => row.InvoiceId == invoice.Id).OrderBy(row => row.CreatedAt).ToListAsync());

    public static Task<List<string>> MailsAsync(this Portal portal) =>
        portal.Find(db => db.OutboxMessages.AsNoTracking().OrderBy(mail => mail.CreatedAt).Select(mail => mail.Template).ToListAsync());

    /// <summary>The settings of a portal whose payments go to the simulator.</summary>
    public static IConfiguration Paying(PayFipSimulator simulator, params (string Key, string Value)[] more)
    {
        var settings = simulator.Settings.ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal),
            setting => setting.Value,
            StringComparer.Ordinal
        );
        settings["Portal:PublicUrl"] = "https://portail.example.fr";
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
