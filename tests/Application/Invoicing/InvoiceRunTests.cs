using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Invoicing;

/// <summary>From the bookings of a month to numbered invoices, whatever happens in between.</summary>
public sealed class InvoiceRunTests
{
    private static readonly Person Accountant = Person.With(Roles.Accountant);
    private static readonly Person Colleague = new(Guid.NewGuid(), "Camille", Roles.Accountant);
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly DateOnly January = new(2019, 1, 1);
    private static readonly DateOnly Today = new(2019, 2, 5);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_was_booked_is_invoiced_with_absences_and_late_cancellations_and_nothing_else(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var activity = await portal.GivenActivity();
        await portal.SendAs(
            Accountant,
            new SaveTariff([activity.Id], new(2018, 9, 1), new(TariffKind.Flat, TariffUnit.Session) { FlatCents = 1200, MealCents = 420 })
        );
        var family = await portal.GivenFamily();
        await BookAsync(portal, family, activity, January, new(2019, 1, 31));
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, new(2019, 2, 13)));
        var bookings = await portal.RequestsOf(family);
        await portal.SaveAsync(
            AttendanceEntry.Record(bookings[0].Id, AttendanceState.Present, default, Agent.UserId),
            AttendanceEntry.Record(bookings[1].Id, AttendanceState.Absent, default, Agent.UserId),
            AttendanceEntry.Record(bookings[2].Id, AttendanceState.AbsentJustified, default, Agent.UserId)
        );
        await portal.SendAs(Agent, new CancelOnBehalf(bookings[3].Id, StaysOnInvoice: true, "Trop tard"));
        await portal.SendAs(Agent, new CancelOnBehalf(bookings[4].Id, StaysOnInvoice: false, "À temps"));

        var run = await PrepareAsync(portal);
        var desk = await DeskAsync(portal, run);
        var preview = (await portal.SendAs(Accountant, new PreviewRunFamily(run, family.Family.Id))).Value;
        await IssueAsync(portal, run);

        desk.Status.Should().Be(InvoiceRunStatus.Ready);
        desk.Of(RunFamilyStatus.Waiting)
            .Should()
            .BeEquivalentTo(
                new
                {
                    Families = 1,
                    Lines = 3,
                    Cents = 4860,
                }
            );
        preview
            .Lines.Select(line => line.Label)
            .Should()
            .Equal("Chablis mercredi journée", "Chablis mercredi journée (absence)", "Chablis mercredi journée (annulation tardive)");
        (await DeskAsync(portal, run)).Status.Should().Be(InvoiceRunStatus.Done);
        var invoice = (await portal.SendAs(family.Parent, new ListMyInvoices())).Value.Lines.Items.Should().ContainSingle().Subject;
        invoice
            .Should()
            .BeEquivalentTo(
                new
                {
                    Number = "011900001",
                    TotalCents = 4860,
                    DueCents = 4860,
                    IssuedOn = Today,
                    DueOn = Today.AddDays(30),
                    State = InvoiceState.ToPay,
                }
            );
        var view = (await portal.SendAs(family.Parent, new GetMyInvoice(invoice.Id))).Value;
        view.Lines.Should().OnlyContain(line => line.MealCents == 420 && line.Explanation.Contains("repas : 4,20"));
        var mail = (await portal.Find(db => db.OutboxMessages.Where(row => row.Template == "InvoiceAvailable").ToListAsync())).Should().ContainSingle().Subject;
        mail.Model.Should().NotContain("48").And.NotContain("€", "amounts stay in the portal");
        (await portal.Find(db => db.AuditEntries.Select(entry => entry.Act).ToListAsync())).Should().Contain(["run.prepared", "run.issued"]);
        await BooksAreSoundAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_second_run_over_the_same_month_invoices_only_what_is_new(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await BookAsync(portal, family, activity, January, new(2019, 1, 20));
        await IssueAsync(portal, await PrepareAsync(portal));
        await BookAsync(portal, family, activity, new(2019, 1, 21), new(2019, 1, 31));

        var run = await PrepareAsync(portal);
        await IssueAsync(portal, run);
        var empty = await PrepareAsync(portal);
        var nothing = await portal.SendAs(Accountant, new IssueInvoiceRun(empty, 0, 0));

        (await portal.Find(db => db.Invoices.OrderBy(row => row.Id).Select(row => row.TotalCents).ToListAsync())).Should().Equal(3 * 1620, 2 * 1620);
        nothing.Refusal.Code.Should().Be("NothingToInvoice");
        await BooksAreSoundAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Kills_in_the_middle_leave_no_double_and_no_gap(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        await GivenFamiliesAsync(portal, 12);
        var run = await PrepareAsync(portal);
        await StartAsync(portal, run);
        var kills = 0;
        string[] moments = ["invoice_run_families", "invoice_sequences", "invoices", "invoice_lines", "outbox_messages"];
        var seen = 0;
        portal.Statements.Before = statement =>
        {
            if (kills < moments.Length && statement.Contains(moments[kills], StringComparison.Ordinal) && ++seen == 3)
            {
                (kills, seen) = (kills + 1, 0);
                throw new OperationCanceledException("killed");
            }
        };

        for (var step = 0; step < 40; step++)
        {
            try
            {
                // Each life of the process is another worker: the lease of the one that died must run out first.
                portal.Clock.Advance(TimeSpan.FromMinutes(2));
                while (await StepAsync(portal, Guid.NewGuid()))
                {
                    portal.Clock.Advance(TimeSpan.FromMinutes(2));
                }
            }
            catch (OperationCanceledException)
            {
                // The next life goes on.
            }
        }

        kills.Should().Be(moments.Length);
        (await DeskAsync(portal, run)).Status.Should().Be(InvoiceRunStatus.Done);
        (await portal.Find(db => db.Invoices.OrderBy(row => row.Number).Select(row => row.Number).ToListAsync()))
            .Should()
            .Equal(Enumerable.Range(1, 12).Select(place => InvoiceNumber.Of("01", 2019, place)));
        (await portal.Find(db => db.OutboxMessages.CountAsync(mail => mail.Template == "InvoiceAvailable"))).Should().Be(12);
        await BooksAreSoundAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_copies_that_both_think_they_own_the_run_double_nothing(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        await GivenFamiliesAsync(portal, 20);
        var run = await PrepareAsync(portal);
        await StartAsync(portal, run);

        // The lease is over as soon as it is taken: each step may begin while the other copy is in the middle of its own.
        portal.Statements.Before = statement =>
        {
            if (statement.Contains("UPDATE", StringComparison.Ordinal) && statement.Contains("lease_until", StringComparison.Ordinal))
            {
                portal.Clock.Advance(TimeSpan.FromMinutes(2));
            }
        };
        await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var worker = Guid.NewGuid();
                        for (var step = 0; step < 8; step++)
                        {
                            await StepAsync(portal, worker);
                        }
                    })
                )
        );

        (await DeskAsync(portal, run)).Status.Should().Be(InvoiceRunStatus.Done);
        (await portal.Find(db => db.Invoices.CountAsync())).Should().Be(20);
        await BooksAreSoundAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_run_is_stopped_after_the_family_it_is_at_and_goes_on_where_it_was(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        await GivenFamiliesAsync(portal, 45);
        var run = await PrepareAsync(portal);
        await StartAsync(portal, run);
        var issued = 0;
        portal.Statements.Before = statement =>
        {
            if (
                statement.Contains("INSERT INTO invoices", StringComparison.Ordinal) || statement.Contains("INSERT INTO \"invoices\"", StringComparison.Ordinal)
            )
            {
                issued++;
            }
        };
        var before = portal.Statements.Before;
        Task<Outcome<Done>>? stopping = null;
        portal.Statements.Before = statement =>
        {
            before(statement);
            stopping ??= issued == 2 ? Task.Run(() => portal.SendAs(Colleague, new StopInvoiceRun(run))) : null;
        };
        await StepAsync(portal, Guid.NewGuid());
        portal.Statements.Before = null;
        (await stopping!).IsRefused.Should().BeFalse();
        var stopped = await DeskAsync(portal, run);
        var idle = await StepAsync(portal, Guid.NewGuid());
        await portal.SendAs(Accountant, new ResumeInvoiceRun(run));
        await RunOutAsync(portal);

        stopped.Status.Should().Be(InvoiceRunStatus.Stopped);
        stopped.Of(RunFamilyStatus.Issued).Families.Should().BeInRange(2, 44);
        idle.Should().BeFalse();
        (await DeskAsync(portal, run)).Of(RunFamilyStatus.Issued).Families.Should().Be(45);
        await BooksAreSoundAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_accountants_at_once_are_told(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        await GivenFamiliesAsync(portal, 3);
        var starts = await Task.WhenAll(
            new[] { Accountant, Colleague }.Select(person => Task.Run(() => portal.SendAs(person, new PrepareInvoiceRun(January, [], Today, true))))
        );
        await RunOutAsync(portal);
        var run = starts.Single(start => !start.IsRefused).Value;
        var desk = await DeskAsync(portal, run);
        var (count, cents) = (desk.Of(RunFamilyStatus.Waiting).Families, desk.Of(RunFamilyStatus.Waiting).Cents);

        await portal.SendAs(Colleague, new ExcludeFromRun(run, desk.Families.Items[0].FamilyId, true));
        var unseen = await portal.SendAs(Accountant, new IssueInvoiceRun(run, count, cents));
        var issues = await Task.WhenAll(
            new[] { Accountant, Colleague }.Select(person => Task.Run(() => portal.SendAs(person, new IssueInvoiceRun(run, 2, 2 * cents / 3))))
        );

        starts.Single(start => start.IsRefused).Refusal.Code.Should().Be("RunIsOpen");
        unseen.Refusal.Code.Should().Be("TotalsChanged");
        issues.Count(issue => !issue.IsRefused).Should().Be(1);
        issues.Single(issue => issue.IsRefused).Refusal.Code.Should().Be("RunMovedOn");
        await RunOutAsync(portal);
        (await portal.Find(db => db.Invoices.CountAsync())).Should().Be(2);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_total_that_changed_after_the_check_is_shown_and_not_issued(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var activity = await portal.GivenActivity();
        var (family, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        await BookAsync(portal, family, activity, January, new(2019, 1, 31));
        await BookAsync(portal, other, activity, January, new(2019, 1, 31));
        var run = await PrepareAsync(portal);
        await portal.SendAs(Agent, new CancelOnBehalf((await portal.RequestsOf(family))[0].Id, StaysOnInvoice: false, "Erreur"));

        await IssueAsync(portal, run);
        var desk = await DeskAsync(portal, run);
        await portal.SendAs(Accountant, new ResumeInvoiceRun(run));
        await RunOutAsync(portal);

        desk.Status.Should().Be(InvoiceRunStatus.Stopped);
        desk.Of(RunFamilyStatus.Changed).Should().BeEquivalentTo(new { Families = 1, Cents = 4 * 1620 });
        desk.Of(RunFamilyStatus.Issued).Families.Should().Be(1);
        (await DeskAsync(portal, run)).Status.Should().Be(InvoiceRunStatus.Done);
        await BooksAreSoundAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_is_odd_is_told_and_each_named_refusal_says_why(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        portal.ItIs(Today, new(9, 0));
        var activity = await portal.GivenActivity();
        var missing = await portal.SendAs(Accountant, new PrepareInvoiceRun(January, [], Today, true));
        await SaveSettingsAsync(portal);
        await portal.SendAs(
            Accountant,
            new SaveTariff([activity.Id], new(2019, 1, 10), new(TariffKind.Bands, TariffUnit.Session) { Bands = [(400, 0), (null, 1000)] })
        );
        var family = await portal.GivenFamily();
        await BookAsync(portal, family, activity, January, new(2019, 1, 22));
        await portal.Find(db => db.Guardians.ExecuteUpdateAsync(set => set.SetProperty(guardian => guardian.Email, (string?)null)));
        await portal.Find(db =>
            db.Sessions.Where(session => session.Date == new DateOnly(2019, 1, 9)).ExecuteUpdateAsync(set => set.SetProperty(session => session.IsClosed, true))
        );

        var past = await portal.SendAs(Accountant, new PrepareInvoiceRun(January, [], Today.AddDays(-1), true));
        var unknown = await portal.SendAs(Accountant, new PrepareInvoiceRun(January, [4711], Today, true));
        var run = await PrepareAsync(portal);
        var desk = await DeskAsync(portal, run);
        var found = (await portal.SendAs(Accountant, new GetInvoiceRun(run, Anomaly: RunAnomalies.NoEmail))).Value;
        var none = (await portal.SendAs(Accountant, new GetInvoiceRun(run, Anomaly: RunAnomalies.FreeLine))).Value;

        missing.Refusal.Code.Should().Be("SettingsMissing");
        past.Refusal.Should().BeEquivalentTo(new { Code = "DateOutOfReach", Field = "IssuedOn" });
        unknown.IsNotFound.Should().BeTrue();
        desk.Families.Items.Should()
            .ContainSingle()
            .Which.Anomalies.Should()
            .Be(
                RunAnomalies.NoQuotient
                    | RunAnomalies.NoAttendance
                    | RunAnomalies.NoEmail
                    | RunAnomalies.NoTariff
                    | RunAnomalies.ClosedDay
                    | RunAnomalies.NoAddress
            );
        desk.Of(RunFamilyStatus.Waiting).Should().BeEquivalentTo(new { Lines = 2, Cents = 1620 + 1000 });
        found.Families.Total.Should().Be(1);
        none.Families.Total.Should().Be(0);
        (await portal.SendAs(Accountant, new StopInvoiceRun(run))).Refusal.Code.Should().Be("RunMovedOn");
        (await portal.SendAs(Accountant, new CloseInvoiceRun(run))).IsRefused.Should().BeFalse();
        (await DeskAsync(portal, run)).Status.Should().Be(InvoiceRunStatus.Discarded);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Statements_grow_with_the_batches_and_by_a_handful_per_family(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        await GivenFamiliesAsync(portal, 10);
        var (small, smallIssue) = await CountedRunAsync(portal);
        // SQLite, whose rows are sent one by one and whose commits reach the disk one by one, is asked about fewer.
        var (many, rowsAlone, perFamily) = database == DatabaseProvider.Postgres ? (1000, 0, 7) : (200, 1, 13);
        await GivenFamiliesAsync(portal, many);

        var (large, largeIssue) = await CountedRunAsync(portal);

        small.Should().BeLessThanOrEqualTo(22 + (10 * rowsAlone));
        large.Should().BeLessThanOrEqualTo((((many / 200) + 1) * 18) + (many * rowsAlone));
        smallIssue.Should().BeLessThanOrEqualTo((10 * perFamily) + 25);
        largeIssue.Should().BeLessThanOrEqualTo((many * perFamily) + (((many / 50) + 1) * 15));
        await BooksAreSoundAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_mistake_is_corrected_by_a_credit_note_and_its_sessions_can_be_invoiced_again(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        await BookAsync(portal, family, activity, January, new(2019, 1, 31));
        await IssueAsync(portal, await PrepareAsync(portal));
        var id = await portal.Find(db => db.Invoices.Select(invoice => invoice.Id).SingleAsync());
        var lines = (await portal.SendAs(Accountant, new GetInvoice(id))).Value.Lines.Select(line => line.Id).ToList();

        var without = await portal.SendAs(Accountant, new CreditInvoice(id, [], " ", false));
        var first = await portal.SendAs(Accountant, new CreditInvoice(id, [new(lines[0]), new(lines[1])], "Enfant absent", InvoicesAgain: false));
        var races = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => Task.Run(() => portal.SendAs(Accountant, new CreditInvoice(id, [new(lines[2])], "Tarif erroné", InvoicesAgain: true))))
        );
        var ofOther = await portal.SendAs(Accountant, new CreditInvoice(id, [new(lines[3]), new(4711)], "x", false));
        await IssueAsync(portal, await PrepareAsync(portal));

        without.Refusals.Select(refusal => refusal.Field).Should().Equal("Lines", "Reason");
        first.Value.Should().Be("011900002");
        races.Count(race => !race.IsRefused).Should().Be(1);
        races.Where(race => race.IsRefused).Should().OnlyContain(race => race.Refusal.Code == "AlreadyCredited");
        ofOther.IsNotFound.Should().BeTrue();
        var view = (await portal.SendAs(family.Parent, new GetMyInvoice(id))).Value;
        view.Summary.Should().BeEquivalentTo(new { TotalCents = 5 * 1620, DueCents = 2 * 1620 });
        view.CreditNotes.Select(note => note.TotalCents).Should().Equal(-2 * 1620, -1620);
        (await portal.Find(db => db.Invoices.OrderBy(invoice => invoice.Id).Select(invoice => invoice.TotalCents).ToListAsync()))
            .Should()
            .Equal(5 * 1620, -2 * 1620, -1620, 1620);
        await BooksAreSoundAsync(portal);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_stranger_finds_neither_invoice_nor_certificate(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var families = await GivenFamiliesAsync(portal, 2);
        await IssueAsync(portal, await PrepareAsync(portal));
        var own = (await portal.SendAs(families[0].Parent, new ListMyInvoices())).Value.Lines.Items.Should().ContainSingle().Subject;

        (await portal.SendAs(families[1].Parent, new GetMyInvoice(own.Id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(families[1].Parent, new ListMyInvoices())).Value.Lines.Items.Should().NotContain(invoice => invoice.Id == own.Id);
        (await portal.SendAs(families[1].Parent, new GetTaxCertificate(2019))).Refusal.Code.Should().Be("NothingPaid");
        (await portal.SendAs(Accountant, new ListInvoices(Search: own.Number))).Value.Lines.Items.Should().ContainSingle();
        (await portal.SendAs(Accountant, new ListInvoices(State: InvoiceState.Overdue))).Value.Lines.Total.Should().Be(0);
        (await portal.SendAs(Accountant, new ListInvoices(Month: January)))
            .Value.Should()
            .BeEquivalentTo(new { TotalCents = 2 * 5 * 1620, DueCents = 2 * 5 * 1620 });
        (await portal.SendAs(Accountant, new ListInvoices(Month: new(2019, 2, 1)))).Value.Lines.Total.Should().Be(0);
        (await portal.SendAs(Accountant, new ListInvoices(Month: new(9999, 12, 1)))).Refusal.Field.Should().Be("Month");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_tax_certificate_counts_what_was_paid_in_the_year_for_the_care_of_the_youngest(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database);
        var activity = await portal.GivenActivity();
        await portal.SendAs(
            Accountant,
            new SaveTariff([activity.Id], new(2018, 9, 1), new(TariffKind.Flat, TariffUnit.Session) { FlatCents = 1200, MealCents = 420 })
        );
        var family = await portal.GivenFamily(born: new(2013, 1, 2));
        await BookAsync(portal, family, activity, January, new(2019, 1, 31));
        await IssueAsync(portal, await PrepareAsync(portal));
        var id = await portal.Find(db => db.Invoices.Select(invoice => invoice.Id).SingleAsync());
        foreach (var (on, cents) in new[] { (new DateOnly(2018, 12, 31), 1000L), (new DateOnly(2019, 3, 1), 4050L) })
        {
            await portal.InTransaction<Done>(async services =>
            {
                await services
                    .GetRequiredService<PaymentLedger>()
                    .EnterAsync(
                        Payment.Receive(id, cents, PaymentMeans.Cheque, new($"{on}", null, on), new(default, Accountant.UserId, "C")),
                        OnHandedOver.Refuse,
                        CancellationToken.None
                    );
                return Done.It;
            });
        }

        var certificate = (await portal.SendAs(family.Parent, new GetTaxCertificate(2019))).Value;
        var later = (await portal.SendAs(family.Parent, new GetTaxCertificate(2020)));

        certificate.Children.Should().ContainSingle().Which.CareCents.Should().Be(3000, "half of 81 € was paid, and half of 60 € of care");
        later.Refusal.Code.Should().Be("NothingPaid");
    }

    private static async Task<Portal> GivenPortalAsync(DatabaseProvider database)
    {
        var portal = await Portal.StartAsync(database);
        portal.ItIs(Today, new(9, 0));
        await SaveSettingsAsync(portal);
        return portal;
    }

    private static async Task SaveSettingsAsync(Portal portal) =>
        (
            await portal.SendAs(
                Accountant,
                new ChangeInvoicingSettings(
                    0,
                    InvoicingTerms.Initial with
                    {
                        IssuerName = "Communauté de communes",
                        TreasuryName = "Trésorerie",
                        TreasuryAddress = "89800 Chablis",
                    }
                )
            )
        )
            .IsRefused.Should()
            .BeFalse();

    private static async Task BookAsync(Portal portal, Household family, Activity activity, DateOnly from, DateOnly to) =>
        (await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(from, to, Weekdays.Wednesday), null, null, null)))
            .IsRefused.Should()
            .BeFalse();

    // Written behind the application's back: a thousand families one by one would take minutes.
    private static async Task<List<Household>> GivenFamiliesAsync(Portal portal, int count)
    {
        var activity = await portal.GivenActivity(capacity: 100_000, name: $"Mercredi {Guid.NewGuid():N}");
        var sessions = await portal.Find(db =>
            db.Sessions.AsNoTracking()
                .Where(session => session.ActivityId == activity.Id && session.Date >= January && session.Date <= new DateOnly(2019, 1, 31))
                .Select(session => session.Id)
                .ToListAsync()
        );
        List<Household> households = [];
        for (var family = 0; family < Math.Min(count, 20); family++)
        {
            households.Add(await portal.GivenFamily());
        }

        if (count > households.Count)
        {
            List<Domain.Families.Family> more = [];
            for (var number = households.Count; number < count; number++)
            {
                var family = Domain.Families.Family.Create($"{Guid.NewGuid():N}"[..12], $"Nombreuse {number}");
                family.AddGuardian("Mère", "Nom", "mere@example.fr");
                family.AddChild("Enfant", "Nom", new(2011, 10, 25));
                more.Add(family);
            }

            await portal.SaveAsync([.. more]);
            households.AddRange(more.Select(family => new Household(family, new Person(Guid.NewGuid(), family.Name, Roles.Parent, family.Id))));
        }

        await portal.SaveAsync([
            .. households.SelectMany(household =>
                sessions.Select(session =>
                    EnrolmentRequest.Book(new(household.Family.Id, household.ChildId, session), Treatment.Begin(default, Agent.UserId), Today)
                )
            ),
        ]);
        return households;
    }

    private static async Task<int> PrepareAsync(Portal portal)
    {
        var run = await portal.SendAs(Accountant, new PrepareInvoiceRun(January, [], Today, TellsFamilies: true));
        run.IsRefused.Should().BeFalse();
        await RunOutAsync(portal);
        return run.Value;
    }

    private static async Task StartAsync(Portal portal, int run)
    {
        var waiting = (await DeskAsync(portal, run)).Of(RunFamilyStatus.Waiting);
        (await portal.SendAs(Accountant, new IssueInvoiceRun(run, waiting.Families, waiting.Cents))).IsRefused.Should().BeFalse();
    }

    private static async Task IssueAsync(Portal portal, int run)
    {
        await StartAsync(portal, run);
        await RunOutAsync(portal);
    }

    private static async Task RunOutAsync(Portal portal)
    {
        var worker = Guid.NewGuid();
        while (await StepAsync(portal, worker)) { }
    }

    private static Task<bool> StepAsync(Portal portal, Guid worker) =>
        portal.InScope(services => services.GetRequiredService<InvoiceRunJob>().StepAsync(worker, CancellationToken.None));

    private static async Task<InvoiceRunDesk> DeskAsync(Portal portal, int run) => (await portal.SendAs(Accountant, new GetInvoiceRun(run))).Value;

    private static async Task<(int Prepared, int Issued)> CountedRunAsync(Portal portal)
    {
        portal.Statements.Reset();
        var run = await PrepareAsync(portal);
        var prepared = portal.Statements.Sent.Count;
        await StartAsync(portal, run);
        portal.Statements.Reset();
        await RunOutAsync(portal);
        return (prepared, portal.Statements.Sent.Count);
    }

    /// <summary>Sum of lines = total; issued = paid + credited + due; no number skipped or doubled; no booking on two lines that count.</summary>
    private static async Task BooksAreSoundAsync(Portal portal)
    {
        portal.Statements.Before = null;
        var invoices = await portal.Find(db => db.Invoices.AsNoTracking().Include(invoice => invoice.Lines).ToListAsync());
        invoices
            .Should()
            .OnlyContain(invoice =>
                invoice.TotalCents == invoice.Lines.Sum(line => line.TotalCents)
                && invoice.Lines.All(line => line.TotalCents == line.CareCents + line.MealCents)
            );
        invoices
            .Where(invoice => invoice.Kind == InvoiceKind.Invoice)
            .Should()
            .OnlyContain(invoice =>
                invoice.TotalCents == invoice.PaidCents + invoice.CreditedCents + invoice.DueCents
                && invoice.CreditedCents == -invoices.Where(note => note.CorrectsInvoiceId == invoice.Id).Sum(note => note.TotalCents)
            );
        invoices
            .Select(invoice => invoice.Number)
            .Order()
            .Should()
            .Equal(Enumerable.Range(1, invoices.Count).Select(place => InvoiceNumber.Of("01", 2019, place)));
        invoices
            .SelectMany(invoice => invoice.Lines)
            .Where(line => line.BookingId != null && !line.IsToInvoiceAgain)
            .Select(line => line.BookingId)
            .Should()
            .OnlyHaveUniqueItems();
    }
}
