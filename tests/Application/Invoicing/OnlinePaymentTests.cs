using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Invoicing;

/// <summary>Online payment against the simulator, over real HTTP: what PayFiP may do, and what must stand afterwards.</summary>
public sealed class OnlinePaymentTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "P", PaymentMeans.PayFipCard)]
    [InlineData(DatabaseProvider.Postgres, "V", PaymentMeans.PayFipDebit)]
    public async Task A_payment_that_PayFiP_confirms_settles_the_invoice_and_tells_the_family(DatabaseProvider database, string result, PaymentMeans means)
    {
        await using var at = await Scene.StartAsync(database);
        var started = await at.PayAsync();

        at.PayFip.Decide(at.IdOp, result);
        var followed = await at.FollowAsync();

        started.Value.Page.ToString().Should().EndWith(at.IdOp);
        followed.Value.Should().Be(new PaymentFollowed(at.Invoice.Number, 4860, PaymentAttemptState.Paid, 0));
        (await at.Portal.PaymentsOf(at.Invoice))
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    AmountCents = 4860L,
                    ExcessCents = 0L,
                    Means = means,
                    Key = $"payfip:{at.IdOp}",
                    Reference = "112233",
                    RecordedByName = "PayFiP",
                    ReceivedOn = new DateOnly(2019, 1, 15),
                }
            );
        (await at.Portal.InvoiceAsync(at.Invoice)).DueCents.Should().Be(0);
        (await at.Portal.MailsAsync()).Should().Equal(PaymentReceivedMail.Template);
        (await at.Portal.SendAs(at.Family.Parent, new StartPayment(at.Invoice.Id))).Refusal.Code.Should().Be("NothingDue");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "R", PaymentAttemptState.Refused)]
    [InlineData(DatabaseProvider.Postgres, "Z", PaymentAttemptState.Refused)]
    [InlineData(DatabaseProvider.Sqlite, "A", PaymentAttemptState.Cancelled)]
    [InlineData(DatabaseProvider.Postgres, "A", PaymentAttemptState.Cancelled)]
    public async Task A_payment_refused_or_given_up_leaves_the_invoice_to_be_paid_at_once_again(
        DatabaseProvider database,
        string result,
        PaymentAttemptState state
    )
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();
        at.PayFip.Decide(at.IdOp, result);

        var followed = await at.FollowAsync();

        followed.Value.State.Should().Be(state);
        (await at.Portal.PaymentsOf(at.Invoice)).Should().BeEmpty();
        (await at.PayAsync()).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_receipt_goes_to_the_parent_who_pays(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        var apart = await at.Portal.GivenFamily(isSeparated: true);
        var invoice = await at.Portal.GivenInvoice(apart, 4860);
        var father = apart.Parent with { GuardianId = apart.Family.Guardians[1].Id };

        (await at.Portal.SendAs(father, new StartPayment(invoice.Id))).IsRefused.Should().BeFalse();

        at.PayFip.Payments[^1].Asked.Mel.Should().Be(apart.Family.Guardians[1].Email);
    }

    [Fact]
    public async Task A_family_cannot_have_PayFiP_called_without_end()
    {
        await using var at = await Scene.StartAsync(DatabaseProvider.Sqlite);
        for (var number = 0; number < StartPayment.MostPerHour; number++)
        {
            (await at.Portal.SendAs(at.Family.Parent, new StartPayment(at.Invoice.Id, EvenIfUnderWay: true))).IsRefused.Should().BeFalse();
        }

        (await at.Portal.SendAs(at.Family.Parent, new StartPayment(at.Invoice.Id, EvenIfUnderWay: true))).Refusal.Code.Should().Be("TooManyPayments");
        at.PayFip.Payments.Should().HaveCount(StartPayment.MostPerHour);
        at.Portal.Clock.Advance(TimeSpan.FromMinutes(61));
        (await at.PayAsync()).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Nobody_notified_and_the_worker_finds_out_with_growing_patience(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();
        await at.AskDueAsync();
        at.PayFip.Payments[0].Questions.Should().Be(0, "nothing is due in the first seconds");

        at.Portal.Clock.Advance(TimeSpan.FromSeconds(31));
        await at.AskDueAsync();
        await at.AskDueAsync();
        at.Portal.Clock.Advance(TimeSpan.FromSeconds(31));
        await at.AskDueAsync();
        at.PayFip.Payments[0].Questions.Should().Be(2);
        var waits = (await at.AttemptAsync()).NextPollAt!.Value - at.Portal.Clock.GetUtcNow().UtcDateTime;
        at.PayFip.Decide(at.IdOp, "P");
        at.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        await at.AskDueAsync();

        waits.Should().BeCloseTo(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1));
        (await at.AttemptAsync()).Should().BeEquivalentTo(new { State = PaymentAttemptState.Paid, NextPollAt = (DateTime?)null });
        (await at.Portal.PaymentsOf(at.Invoice)).Should().ContainSingle();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_notification_makes_the_portal_ask_at_once_and_is_not_believed_itself(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();

        await at.NotifyAsync();
        await at.AskDueAsync();
        var afterForged = await at.AttemptAsync();
        at.PayFip.Decide(at.IdOp, "P");
        await at.NotifyAsync();
        await at.AskDueAsync();
        await at.NotifyAsync();
        await at.AskDueAsync();

        afterForged.State.Should().Be(PaymentAttemptState.Pending, "PayFiP knew nothing of a payment");
        (await at.Portal.PaymentsOf(at.Invoice)).Should().ContainSingle();
        at.PayFip.Payments[0].Questions.Should().Be(2, "what is settled is not asked about again");
        (await at.Portal.MailsAsync()).Should().Equal(PaymentReceivedMail.Template);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("inconnu")]
    [InlineData("<script>")]
    public async Task A_notification_of_anything_else_is_answered_alike_and_writes_nothing(string? idOp)
    {
        await using var at = await Scene.StartAsync(DatabaseProvider.Sqlite);
        await at.PayAsync();
        var before = await at.AttemptAsync();
        at.Portal.Statements.Reset();

        var answer = await at.Portal.SendAs(Person.Nobody, new NoteNotification(idOp));

        answer.IsRefused.Should().BeFalse();
        at.Portal.Statements.Sent.Should().OnlyContain(statement => statement.StartsWith("SELECT")).And.HaveCountLessThan(2);
        (await at.AttemptAsync()).Should().BeEquivalentTo(before);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "1", null)]
    [InlineData(DatabaseProvider.Postgres, "4861", null)]
    [InlineData(DatabaseProvider.Sqlite, null, "011900001")]
    [InlineData(DatabaseProvider.Postgres, null, "")]
    public async Task An_answer_about_another_amount_or_debt_pays_nothing_and_alerts_the_accountant(
        DatabaseProvider database,
        string? amount,
        string? reference
    )
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();
        at.PayFip.Payments[0].AmountCents = amount ?? "4860";
        at.PayFip.Payments[0].Reference = reference ?? at.Invoice.Number;
        at.PayFip.Decide(at.IdOp, "P");

        var followed = await at.FollowAsync();

        followed.Value.State.Should().Be(PaymentAttemptState.ToReview);
        (await at.Portal.PaymentsOf(at.Invoice)).Should().BeEmpty();
        (await at.Portal.InvoiceAsync(at.Invoice)).DueCents.Should().Be(4860);
        (await at.Portal.MailsAsync()).Should().Equal(PaymentAlertMail.Template);
        var list = (await at.Portal.SendAs(Person.With(Roles.Accountant), new ListPayments())).Value;
        list.ToSettle.Should().ContainSingle().Which.Note.Should().Contain("PayFiP annonce");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Time_runs_out_and_PayFiP_forgets(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();

        at.Portal.Clock.Advance(TimeSpan.FromMinutes(21));
        await at.AskDueAsync();
        var expired = await at.AttemptAsync();
        at.PayFip.Payments[0].IsPurged = true;
        at.Portal.Clock.Advance(TimeSpan.FromHours(20));
        await at.AskDueAsync();

        expired.State.Should().Be(PaymentAttemptState.Expired);
        expired.NextPollAt.Should().NotBeNull("a late answer is not lost");
        (await at.AttemptAsync()).Should().BeEquivalentTo(new { State = PaymentAttemptState.Expired, NextPollAt = (DateTime?)null });
        (await at.PayAsync()).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_answer_that_comes_after_the_time_ran_out_counts(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();
        at.Portal.Clock.Advance(TimeSpan.FromMinutes(21));
        await at.AskDueAsync();
        at.PayFip.Decide(at.IdOp, "P");

        await at.NotifyAsync();
        await at.AskDueAsync();

        (await at.AttemptAsync()).State.Should().Be(PaymentAttemptState.Paid);
        (await at.Portal.InvoiceAsync(at.Invoice)).DueCents.Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_invoice_paid_meanwhile_at_the_counter_keeps_what_came_in_too_much_and_says_so(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();
        var accountant = Person.With(Roles.Accountant);
        await at.Portal.SendAs(
            accountant,
            new EnterPayments(Guid.NewGuid(), at.Family.Family.Id, PaymentMeans.Cash, new(2019, 1, 15), null, [new(at.Invoice.Id, 3000)])
        );
        at.PayFip.Decide(at.IdOp, "P");

        var followed = await at.FollowAsync();

        followed.Value.Should().BeEquivalentTo(new { State = PaymentAttemptState.Paid, ExcessCents = 3000L });
        (await at.Portal.PaymentsOf(at.Invoice))
            .Should()
            .BeEquivalentTo([new { AmountCents = 3000L, ExcessCents = 0L }, new { AmountCents = 1860L, ExcessCents = 3000L }]);
        (await at.Portal.MailsAsync()).Should().BeEquivalentTo(PaymentReceivedMail.Template, PaymentAlertMail.Template);
        (await at.Portal.SendAs(accountant, new ListPayments())).Value.Excesses.Should().ContainSingle().Which.ExcessCents.Should().Be(3000);

        var wrong = await at.Portal.SendAs(accountant, new GiveBack(at.Invoice.Id, 2999, "Mandat 12"));
        var given = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => at.Portal.SendAs(accountant, new GiveBack(at.Invoice.Id, 3000, "Mandat 12"))))
        );
        wrong.Refusal.Code.Should().Be("Changed");
        given.Count(answer => !answer.IsRefused).Should().Be(1);
        var after = (await at.Portal.SendAs(accountant, new ListPayments())).Value;
        after.Excesses.Should().BeEmpty();
        after.TotalCents.Should().Be(4860);
        (await at.Portal.InvoiceAsync(at.Invoice)).DueCents.Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task PayFiP_that_is_down_refuses_nobody_for_good_and_loses_nothing(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        at.PayFip.IsDown = true;
        var refused = await at.Portal.SendAs(at.Family.Parent, new StartPayment(at.Invoice.Id));
        at.PayFip.IsDown = false;
        at.Portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await at.PayAsync();
        at.PayFip.Decide(at.IdOp, "P");
        at.PayFip.IsDown = true;
        var unknown = await at.FollowAsync();
        at.PayFip.IsDown = false;
        at.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        await at.AskDueAsync();

        refused.Refusal.Code.Should().Be("PayFipUnavailable");
        unknown.Value.State.Should().Be(PaymentAttemptState.Pending);
        (await at.Portal.AttemptsOf(at.Invoice)).Select(attempt => attempt.State).Should().Equal(PaymentAttemptState.Failed, PaymentAttemptState.Paid);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_portal_that_dies_between_the_answer_and_the_record_records_at_the_next_poll(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();
        at.PayFip.Decide(at.IdOp, "P");
        // Claimed and answered, and then the power went: the claim is all that is left.
        await at.Portal.Find(db =>
            db.PaymentAttempts.ExecuteUpdateAsync(set =>
                set.SetProperty(row => row.NextPollAt, at.Portal.Clock.GetUtcNow().UtcDateTime.AddMinutes(2))
                    .SetProperty(row => row.LastPolledAt, at.Portal.Clock.GetUtcNow().UtcDateTime)
            )
        );

        await at.AskDueAsync();
        var before = await at.Portal.PaymentsOf(at.Invoice);
        at.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        await at.AskDueAsync();

        before.Should().BeEmpty();
        (await at.Portal.PaymentsOf(at.Invoice)).Should().ContainSingle();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_portal_that_dies_before_PayFiP_answered_leaves_an_attempt_that_ends_by_itself(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        await at.Portal.SaveAsync(PaymentAttempt.Open(at.Invoice, Guid.NewGuid(), at.Portal.Clock.GetUtcNow().UtcDateTime));

        at.Portal.Clock.Advance(TimeSpan.FromMinutes(16));
        await at.AskDueAsync();

        (await at.AttemptAsync()).Should().BeEquivalentTo(new { State = PaymentAttemptState.Failed, NextPollAt = (DateTime?)null });
        at.PayFip.Payments.Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_second_parent_who_presses_is_warned_and_may_insist(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Task.Run(() => at.Portal.SendAs(at.Family.Parent, new StartPayment(at.Invoice.Id))))
        );
        var insisted = await at.Portal.SendAs(at.Family.Parent, new StartPayment(at.Invoice.Id, EvenIfUnderWay: true));

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        answers.Where(answer => answer.IsRefused).Should().OnlyContain(answer => answer.Refusal.Code == "UnderWay");
        insisted.IsRefused.Should().BeFalse();
        at.PayFip.Payments.Should().HaveCount(2);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Notifications_returns_and_polls_all_at_once_record_one_payment(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();
        at.PayFip.Decide(at.IdOp, "P");
        at.PayFip.Delay = TimeSpan.FromMilliseconds(50);

        await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                .Select(index =>
                    Task.Run(async () =>
                    {
                        await at.NotifyAsync();
                        await (index % 3 == 0 ? at.FollowAsync() : at.AskDueAsync());
                    })
                )
        );

        (await at.Portal.PaymentsOf(at.Invoice)).Should().ContainSingle();
        (await at.Portal.InvoiceAsync(at.Invoice)).PaidCents.Should().Be(4860);
        (await at.Portal.MailsAsync()).Should().Equal(PaymentReceivedMail.Template);
    }

    [Fact]
    public async Task Two_copies_of_the_portal_ask_about_each_payment_once()
    {
        await using var payfip = await PayFipSimulator.StartAsync();
        var connection = await MigratedDatabase.CopyPostgresAsync();
        await using var one = await Portal.StartAsync(DatabaseProvider.Postgres, connection, settings: Billing.Paying(payfip));
        await one.SaveAsync(Domain.Centre.CentreProfile.Create("Centre", "03", "c@example.fr", "A", 3));
        await using var two = await Portal.StartAsync(DatabaseProvider.Postgres, connection, settings: Billing.Paying(payfip));
        var family = await one.GivenFamily();
        for (var invoice = 0; invoice < 12; invoice++)
        {
            await one.SendAs(family.Parent, new StartPayment((await one.GivenInvoice(family)).Id));
        }

        payfip.Payments.ToList().ForEach(payment => payfip.Decide(payment.IdOp, "P"));
        one.Clock.Advance(TimeSpan.FromMinutes(1));
        two.Clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Scene.AskDueAsync(one), Scene.AskDueAsync(two), Scene.AskDueAsync(one), Scene.AskDueAsync(two));

        payfip.Payments.Should().OnlyContain(payment => payment.Questions == 1);
        (await one.Find(db => db.Payments.CountAsync())).Should().Be(12);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_stranger_neither_pays_nor_follows_nor_sees(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        await at.PayAsync();
        var stranger = (await at.Portal.GivenFamily()).Parent;

        var paying = await at.Portal.SendAs(stranger, new StartPayment(at.Invoice.Id));
        var following = await at.Portal.SendAs(stranger, new FollowPayment((await at.AttemptAsync()).Id));
        var page = await at.Portal.SendAs(stranger, new GetPaymentPage());

        paying.IsNotFound.Should().BeTrue();
        following.IsNotFound.Should().BeTrue();
        page.Value.Unpaid.Should().BeEmpty();
        at.PayFip.Payments.Should().ContainSingle();
    }

    [Theory]
    [InlineData(99)]
    [InlineData(1_000_000)]
    public async Task What_PayFiP_does_not_take_is_told_before_leaving(long cents)
    {
        await using var at = await Scene.StartAsync(DatabaseProvider.Sqlite, cents);

        (await at.Portal.SendAs(at.Family.Parent, new StartPayment(at.Invoice.Id))).Refusal.Code.Should().Be("AmountNotTaken");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Without_the_web_service_nothing_is_ever_marked_paid_and_the_accountant_reconciles(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database, settings: ("Portal:PayFip:Mode", "Url"));
        await at.Portal.SendAs(at.Family.Parent, new StartPayment(at.Invoice.Id));
        await at.Portal.SendAs(at.Family.Parent, new StartPayment(at.Invoice.Id));
        var attempt = await at.AttemptAsync();
        var followed = await at.Portal.SendAs(at.Family.Parent, new FollowPayment(attempt.Id));
        at.Portal.Clock.Advance(TimeSpan.FromDays(40));
        await at.AskDueAsync();
        var accountant = Person.With(Roles.Accountant);
        var before = (await at.Portal.SendAs(accountant, new ListPayments())).Value;
        await at.Portal.SendAs(
            accountant,
            new EnterPayments(Guid.NewGuid(), at.Family.Family.Id, PaymentMeans.PayFipCard, new(2019, 1, 16), "relevé 12", [new(at.Invoice.Id, 4860)])
        );

        followed.Value.State.Should().Be(PaymentAttemptState.ToReconcile);
        before.ToSettle.Should().ContainSingle().Which.State.Should().Be(PaymentAttemptState.ToReconcile);
        before.Lines.Total.Should().Be(0);
        (await at.Portal.SendAs(accountant, new ListPayments())).Value.ToSettle.Should().BeEmpty();
        (await at.Portal.InvoiceAsync(at.Invoice)).DueCents.Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_payment_page_costs_three_statements_however_many_invoices(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        for (var more = 0; more < 5; more++)
        {
            await at.Portal.GivenInvoice(at.Family, 1000, new(2018, 12, 4));
        }

        await at.PayAsync();
        at.Portal.Statements.Reset();
        var page = (await at.Portal.SendAs(at.Family.Parent, new GetPaymentPage())).Value;

        at.Portal.Statements.Sent.Should().HaveCount(3);
        page.DueCents.Should().Be(9860);
        page.Unpaid.Should().HaveCount(6);
        page.Unpaid[0].IsLate.Should().BeTrue();
        page.Unpaid[^1]
            .Should()
            .BeEquivalentTo(
                new
                {
                    at.Invoice.Number,
                    IsUnderWay = true,
                    IsLate = false,
                    IsTaken = true,
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_comes_in_after_the_hand_over_counts_and_the_accountant_is_told_once(DatabaseProvider database)
    {
        await using var at = await Scene.StartAsync(database);
        var accountant = Person.With(Roles.Accountant);
        await at.Portal.SendAs(accountant, new ChangeTreasuryCodes(0, new TreasurySettings("089012", "20006746900018", "012", "00", "Chablis", "83")));
        var second = await at.Portal.GivenInvoice(at.Family, 1000);
        await at.PayAsync();
        (await at.Portal.SendAs(accountant, new CreateBordereau(new(2019, 1, 1), new(2019, 1, 31)))).Value.Titles.Should().Be(2);

        at.PayFip.Decide(at.IdOp, "P");
        await at.FollowAsync();
        (await at.Portal.SendAs(at.Family.Parent, new StartPayment(second.Id))).IsRefused.Should().BeFalse();
        at.PayFip.Decide(at.IdOp, "P");
        await at.NotifyAsync();
        await at.AskDueAsync();
        var toTell = (await at.Portal.SendAs(accountant, new ListPaymentsToTell())).Value;

        (await at.Portal.InvoiceAsync(at.Invoice)).DueCents.Should().Be(0, "the money is there");
        (await at.Portal.InvoiceAsync(second)).DueCents.Should().Be(0);
        toTell.Lines.Select(line => (line.InvoiceNumber, line.Cents)).Should().Equal((at.Invoice.Number, 4860), (second.Number, 1000));
        (await at.Portal.MailsAsync()).Count(template => template == PaymentAlertMail.Template).Should().Be(1, "one until somebody has looked");
    }

    private sealed class Scene : IAsyncDisposable
    {
        public required Portal Portal { get; init; }

        public required PayFipSimulator PayFip { get; init; }

        public required Household Family { get; init; }

        public required Invoice Invoice { get; init; }

        public string IdOp => PayFip.Payments[^1].IdOp;

        public static async Task<Scene> StartAsync(DatabaseProvider database, long cents = 4860, params (string Key, string Value)[] settings)
        {
            var payfip = await PayFipSimulator.StartAsync();
            var portal = await Portal.StartAsync(database, settings: Billing.Paying(payfip, settings));
            var family = await portal.GivenFamily();
            return new Scene
            {
                Portal = portal,
                PayFip = payfip,
                Family = family,
                Invoice = await portal.GivenInvoice(family, cents),
            };
        }

        public Task<Outcome<PaymentStarted>> PayAsync() => Portal.SendAs(Family.Parent, new StartPayment(Invoice.Id));

        public async Task<Outcome<PaymentFollowed>> FollowAsync() => await Portal.SendAs(Family.Parent, new FollowPayment((await AttemptAsync()).Id));

        public Task<Outcome<Done>> NotifyAsync() => Portal.SendAs(Person.Nobody, new NoteNotification(IdOp));

        public async Task<PaymentAttempt> AttemptAsync() => (await Portal.AttemptsOf(Invoice))[^1];

        public Task AskDueAsync() => AskDueAsync(Portal);

        public static async Task AskDueAsync(Portal portal)
        {
            await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<PaymentOutcomes>().AskDueAsync(CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await PayFip.DisposeAsync();
        }
    }
}
