using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Invoicing;

/// <summary>Numbers without gap or double, payments exactly once, and the constraints that stand behind both.</summary>
public sealed class LedgerTests
{
    private static readonly DateOnly IssuedOn = new(2019, 1, 8);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Parallel_issues_of_which_some_fail_leave_no_gap_and_no_double(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();

        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(index =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await portal.InTransaction<Done>(async services =>
                            {
                                await IssueAsync(services, family, 1620);
                                return (index % 4) switch
                                {
                                    0 => Refusal.NotFound,
                                    1 => throw new InvalidOperationException("killed"),
                                    _ => Done.It,
                                };
                            });
                        }
                        catch (InvalidOperationException)
                        {
                            // What a kill in the middle leaves behind is what must be sound.
                        }
                    })
                )
        );

        var numbers = await portal.Find(db => db.Invoices.OrderBy(invoice => invoice.Number).Select(invoice => invoice.Number).ToListAsync());
        numbers.Should().Equal(Enumerable.Range(1, 20).Select(place => InvoiceNumber.Of("01", 2019, place)));
        (await portal.Find(db => db.InvoiceSequences.SingleAsync())).Last.Should().Be(20);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_new_year_starts_over(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SaveAsync(InvoiceSequence.Begin("01", 2018, last: 836));
        var family = await portal.GivenFamily();

        foreach (var day in new DateOnly[] { new(2018, 12, 4), new(2019, 1, 8), new(2018, 12, 5) })
        {
            await portal.InTransaction<Done>(async services =>
            {
                await IssueAsync(services, family, 1620, day);
                return Done.It;
            });
        }

        (await portal.Find(db => db.Invoices.OrderBy(invoice => invoice.Id).Select(invoice => invoice.Number).ToListAsync()))
            .Should()
            .Equal("011800837", "011900001", "011800838");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Payments_at_once_never_exceed_what_is_due(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var invoice = await GivenInvoiceAsync(portal, 4860);

        var entries = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(() => PayAsync(portal, invoice, 1000, $"form:{index}"))));

        entries.Count(entry => entry == PaymentEntry.Recorded).Should().Be(4);
        entries.Where(entry => entry != PaymentEntry.Recorded).Should().OnlyContain(entry => entry == PaymentEntry.Exceeds);
        await BooksAreConsistentAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task One_payment_told_many_times_at_once_is_recorded_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var invoice = await GivenInvoiceAsync(portal, 4860);

        var entries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PayAsync(portal, invoice, 1000, "payfip:abc"))));

        entries.Count(entry => entry == PaymentEntry.Recorded).Should().Be(1);
        entries.Count(entry => entry == PaymentEntry.AlreadyRecorded).Should().Be(7);
        await BooksAreConsistentAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_payment_is_reversed_once_and_what_was_paid_twice_is_kept_apart(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var invoice = await GivenInvoiceAsync(portal, 4860);
        await PayAsync(portal, invoice, 4860, "cheque:1");
        await EnterAsync(
            portal,
            Payment.Receive(invoice, 0, PaymentMeans.PayFipCard, new("payfip:2", null, IssuedOn), new(Now, Guid.Empty, "PayFiP"), excessCents: 4860)
        );
        var cheque = await portal.Find(db => db.Payments.AsNoTracking().SingleAsync(payment => payment.Key == "cheque:1"));

        var reversed = await EnterAsync(portal, Payment.Reverse(cheque, new("bounced:1", "sans provision", IssuedOn), new(Now, Guid.NewGuid(), "Comptable")));
        var again = await EnterAsync(portal, Payment.Reverse(cheque, new("bounced:2", null, IssuedOn), new(Now, Guid.NewGuid(), "Comptable")));

        reversed.Should().Be(PaymentEntry.Recorded);
        again.Should().Be(PaymentEntry.AlreadyRecorded);
        (await portal.Find(db => db.Invoices.SingleAsync())).Should().BeEquivalentTo(new { PaidCents = 0, DueCents = 4860 });
        (await portal.Find(db => db.Payments.SumAsync(payment => payment.ExcessCents))).Should().Be(4860);
        await BooksAreConsistentAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_database_refuses_what_the_code_should_never_write(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await portal.SendAs(
            Person.With(Roles.Agent),
            new BookOnBehalf(family.ChildId, activity.Id, new(new(2019, 1, 23), new(2019, 1, 23), Weekdays.All), null, null, null)
        );
        var booking = (await portal.RequestsOf(family))[0].Id;
        var line = InvoiceLine.For(new(family.ChildId, "Enfant", booking, new(2019, 1, 23)), "Mercredi", 1, 1620, 1620, 420, "Forfait");
        await portal.SaveAsync(
            Invoice.Issue("011900001", new(family.Family.Id, "Famille"), new(IssuedOn, IssuedOn, IssuedOn, IssuedOn), [line], new(Now, Guid.NewGuid(), "C"))
        );

        var bookingTwice = () =>
            portal.SaveAsync(
                Invoice.Issue(
                    "011900002",
                    new(family.Family.Id, "Famille"),
                    new(IssuedOn, IssuedOn, IssuedOn, IssuedOn),
                    [InvoiceLine.For(new(family.ChildId, "Enfant", booking, null), "Mercredi", 1, 1620, 1620, 420, "Forfait")],
                    new(Now, Guid.NewGuid(), "C")
                )
            );
        var numberTwice = () =>
            portal.SaveAsync(
                Invoice.Issue(
                    "011900001",
                    new(family.Family.Id, "Famille"),
                    new(IssuedOn, IssuedOn, IssuedOn, IssuedOn),
                    [InvoiceLine.For(new(null, "", null, null), "Frais", 1, 100, 100, 0, "")],
                    new(Now, Guid.NewGuid(), "C")
                )
            );
        var overpaid = () => portal.Find(db => db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(invoice => invoice.PaidCents, 1621L)));
        var overcredited = () => portal.Find(db => db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(invoice => invoice.CreditedCents, 1621L)));
        var partsApart = () => portal.Find(db => db.InvoiceLines.ExecuteUpdateAsync(set => set.SetProperty(row => row.MealCents, 0L)));

        await bookingTwice.Should().ThrowAsync<DbUpdateException>();
        await numberTwice.Should().ThrowAsync<DbUpdateException>();
        await overpaid.Should().ThrowAsync<Exception>().WithMessage("*ck_invoices_counts*");
        await overcredited.Should().ThrowAsync<Exception>().WithMessage("*ck_invoices_counts*");
        await partsApart.Should().ThrowAsync<Exception>().WithMessage("*ck_invoice_lines_parts*");
    }

    private static readonly DateTime Now = new(2019, 1, 8, 9, 0, 0, DateTimeKind.Utc);

    private static async Task IssueAsync(IServiceProvider services, Household family, long cents, DateOnly? on = null)
    {
        var day = on ?? IssuedOn;
        var db = services.GetRequiredService<IPortalDb>();
        var number = await services.GetRequiredService<InvoiceNumbers>().NextAsync("01", day.Year, CancellationToken.None);
        db.Invoices.Add(
            Invoice.Issue(
                number,
                new(family.Family.Id, "Famille"),
                new(day, day, day, day.AddDays(30)),
                [InvoiceLine.For(new(family.ChildId, "Enfant", null, day), "Mercredi", 1, cents, cents, 0, "Forfait")],
                new(Now, Guid.NewGuid(), "Comptable")
            )
        );
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static async Task<long> GivenInvoiceAsync(Portal portal, long cents)
    {
        var family = await portal.GivenFamily();
        await portal.InTransaction<Done>(async services =>
        {
            await IssueAsync(services, family, cents);
            return Done.It;
        });
        return await portal.Find(db => db.Invoices.Select(invoice => invoice.Id).SingleAsync());
    }

    private static Task<PaymentEntry> PayAsync(Portal portal, long invoice, long cents, string key) =>
        EnterAsync(portal, Payment.Receive(invoice, cents, PaymentMeans.Cheque, new(key, null, IssuedOn), new(Now, Guid.NewGuid(), "Comptable")));

    private static async Task<PaymentEntry> EnterAsync(Portal portal, Payment payment)
    {
        PaymentEntry? entry = null;
        await portal.InTransaction<Done>(async services =>
        {
            entry = await services.GetRequiredService<PaymentLedger>().EnterAsync(payment, OnHandedOver.Refuse, CancellationToken.None);
            return Done.It;
        });
        return entry!.Value;
    }

    private static async Task BooksAreConsistentAsync(Portal portal)
    {
        var books = await portal.Find(db =>
            db.Invoices.Select(invoice => new
                {
                    invoice.TotalCents,
                    invoice.PaidCents,
                    invoice.CreditedCents,
                    Lines = invoice.Lines.Sum(line => line.TotalCents),
                    Payments = db.Payments.Where(payment => payment.InvoiceId == invoice.Id).Sum(payment => payment.AmountCents),
                    Credits = -db.Invoices.Where(note => note.CorrectsInvoiceId == invoice.Id).Sum(note => note.TotalCents),
                })
                .ToListAsync()
        );
        books.Should().OnlyContain(book => book.TotalCents == book.Lines && book.PaidCents == book.Payments && book.CreditedCents == book.Credits);
    }
}
