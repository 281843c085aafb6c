using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Privacy;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Invoicing;

/// <summary>Who owes less than the threshold is invoiced later, and never forgotten; whose address is missing is told before.</summary>
public sealed class CarryOverTests
{
    private static readonly Person Accountant = Person.With(Roles.Accountant);
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly Person Administrator = Person.With(Roles.Administrator);
    private static readonly DateOnly January = new(2019, 1, 1);
    private static readonly DateOnly February = new(2019, 2, 1);
    private static readonly DateOnly March = new(2019, 3, 1);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Small_sums_are_carried_over_until_they_reach_the_threshold(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database, minimum: 1500);
        var activity = await portal.GivenActivity(name: "Petit déjeuner");
        await TariffAsync(portal, activity, 400);
        var (small, large) = (await portal.GivenFamily(), await portal.GivenFamily());
        await BookAsync(portal, small, activity, new(2019, 1, 2), new(2019, 1, 9));
        await BookAsync(portal, small, activity, new(2019, 2, 6), new(2019, 2, 6));
        await BookAsync(portal, small, activity, new(2019, 3, 6), new(2019, 3, 6));
        await BookAsync(portal, large, activity, new(2019, 1, 2), new(2019, 1, 30));

        var january = await PrepareAsync(portal, January);
        var preview = await DeskAsync(portal, january);
        await IssueAsync(portal, january);
        var february = await PrepareAsync(portal, February);
        var second = await DeskAsync(portal, february);
        await IssueAsync(portal, february);
        var afterTwo = await InvoicesOfAsync(portal, small);
        var march = await PrepareAsync(portal, March);
        var third = await DeskAsync(portal, march);
        await IssueAsync(portal, march);
        var april = await PrepareAsync(portal, new(2019, 4, 1));

        preview.MinimumCents.Should().Be(1500);
        preview.Of(RunFamilyStatus.CarriedOver).Should().BeEquivalentTo(new { Families = 1, Cents = 800 });
        preview.Of(RunFamilyStatus.Waiting).Should().BeEquivalentTo(new { Families = 1, Cents = 2000 });
        second
            .Of(RunFamilyStatus.CarriedOver)
            .Should()
            .BeEquivalentTo(
                new
                {
                    Families = 1,
                    Lines = 3,
                    Cents = 1200,
                }
            );
        (await DeskAsync(portal, february)).Status.Should().Be(InvoiceRunStatus.Done, "a run of which all is carried over is finished too");
        afterTwo.Should().BeEmpty();
        third.Families.Items.Should().ContainSingle().Which.Anomalies.Should().HaveFlag(RunAnomalies.CarriedIn);
        var invoice = (await InvoicesOfAsync(portal, small)).Should().ContainSingle().Subject;
        invoice
            .Should()
            .BeEquivalentTo(
                new
                {
                    TotalCents = 1600,
                    PeriodFrom = January,
                    PeriodTo = new DateOnly(2019, 3, 31),
                }
            );
        invoice
            .Lines.Select(line => line.Date)
            .Should()
            .Equal(new DateOnly(2019, 1, 2), new DateOnly(2019, 1, 9), new DateOnly(2019, 2, 6), new DateOnly(2019, 3, 6));
        (await DeskAsync(portal, april)).Families.Total.Should().Be(0, "what was carried over is invoiced once");
        (await portal.SendAs(Accountant, new ListInvoices(Month: January, FamilyId: small.Family.Id))).Value.Lines.Total.Should().Be(1, "January is on it");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_family_is_found_again_when_nothing_more_was_booked_and_can_be_invoiced_anyway(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database, minimum: 1500);
        var (breakfast, wednesday) = (await portal.GivenActivity(name: "Petit déjeuner"), await portal.GivenActivity(name: "Mercredi"));
        await TariffAsync(portal, breakfast, 400);
        var family = await portal.GivenFamily();
        await BookAsync(portal, family, breakfast, new(2019, 1, 2), new(2019, 1, 2));
        await IssueAsync(portal, await PrepareAsync(portal, January));

        var others = await PrepareAsync(portal, February, wednesday.Id);
        var ofOthers = await DeskAsync(portal, others);
        await portal.SendAs(Accountant, new CloseInvoiceRun(others));
        var february = await PrepareAsync(portal, February);
        var tooSoon = await portal.SendAs(Accountant, new InvoiceAnyway(february, 4711));
        var anyway = await portal.SendAs(Accountant, new InvoiceAnyway(february, family.Family.Id));
        var twice = await portal.SendAs(Accountant, new InvoiceAnyway(february, family.Family.Id));
        await IssueAsync(portal, february);

        ofOthers.Families.Total.Should().Be(0, "a run over other activities leaves it for the next one");
        tooSoon.IsNotFound.Should().BeTrue();
        anyway.IsRefused.Should().BeFalse();
        twice.Refusal.Code.Should().Be("RunMovedOn");
        (await InvoicesOfAsync(portal, family)).Should().ContainSingle().Which.TotalCents.Should().Be(400);
        (await portal.Find(db => db.AuditEntries.Select(entry => entry.Act).ToListAsync())).Should().Contain("run.family.anyway");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Without_a_threshold_and_after_a_run_that_was_given_up_nothing_is_carried(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database, minimum: 1500);
        var activity = await portal.GivenActivity();
        await TariffAsync(portal, activity, 400);
        var family = await portal.GivenFamily();
        await BookAsync(portal, family, activity, new(2019, 1, 2), new(2019, 1, 2));
        var given = await PrepareAsync(portal, January);
        await portal.SendAs(Accountant, new CloseInvoiceRun(given));

        var february = await PrepareAsync(portal, February);
        var nothing = await DeskAsync(portal, february);
        await portal.SendAs(Accountant, new CloseInvoiceRun(february));
        await SaveSettingsAsync(portal, 0);
        await IssueAsync(portal, await PrepareAsync(portal, January));

        nothing.Families.Total.Should().Be(0);
        (await InvoicesOfAsync(portal, family)).Should().ContainSingle().Which.TotalCents.Should().Be(400);
        (await portal.SendAs(Accountant, new ChangeInvoicingSettings(2, Terms(20_001)))).Refusal.Field.Should().Be("MinimumCents");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_goes_with_the_names_of_a_family_without_ever_having_been_invoiced_is_told_before_and_in_the_journal(DatabaseProvider database)
    {
        await using var portal = await GivenCarriedOverAsync(database);
        portal.ItIs(new(2021, 6, 1), new(12, 0));

        var preview = (await portal.SendAs(Administrator, new PreviewRetention())).Value;
        await PurgeAsync(portal);
        portal.ItIs(new(2022, 6, 1), new(12, 0));
        var later = (await portal.SendAs(Administrator, new PreviewRetention())).Value;

        preview.Lines.Single(line => line.Data == RetainedData.FamilyRecords).Lost.Should().Be(new LostSums(2, 800));
        preview.Lines.Where(line => line.Data != RetainedData.FamilyRecords).Should().OnlyContain(line => line.Lost == LostSums.None);
        (await JournalAsync(portal)).Should().Contain("rendus anonymes : 1 (dont 2 séances sous le seuil de facturation, jamais facturées : 8,00\u00a0€)");
        later
            .Lines.Single(line => line.Data == RetainedData.Enrolments)
            .Should()
            .BeEquivalentTo(new { Count = 2, Lost = LostSums.None }, "it was told when the names went");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task So_is_what_goes_with_the_sessions_of_a_family_that_stays(DatabaseProvider database)
    {
        await using var portal = await GivenCarriedOverAsync(database);
        var settings = (await portal.SendAs(Administrator, new GetRetention())).Value;
        await portal.SendAs(
            Administrator,
            new SaveRetention(
                [.. settings.Lines.Select(line => new RetentionChoice(line.Data, line.Data == RetainedData.FamilyRecords ? 120 : line.Months))],
                settings.Stamp
            )
        );
        portal.ItIs(new(2022, 1, 5), new(12, 0));

        var preview = (await portal.SendAs(Administrator, new PreviewRetention())).Value;
        await PurgeAsync(portal);
        var first = await JournalAsync(portal);
        portal.ItIs(new(2022, 6, 1), new(12, 0));
        await PurgeAsync(portal);

        preview
            .Lines.Single(line => line.Data == RetainedData.Enrolments)
            .Lost.Should()
            .Be(new LostSums(1, 400), "the second session is three years old a week later");
        first.Should().Contain("présences : 1 (dont 1 séance sous le seuil de facturation, jamais facturée : 4,00\u00a0€)");
        (await JournalAsync(portal)).Split("jamais facturée : 4,00\u00a0€").Should().HaveCount(3, "twice 4 €, each told once");
        (await portal.Find(db => db.EnrolmentRequests.CountAsync())).Should().Be(0);
    }

    // Two breakfasts of 4 € under a threshold of 15 €, on 02-01 and 09-01-2019, in a run that is over.
    private static async Task<Portal> GivenCarriedOverAsync(DatabaseProvider database)
    {
        var portal = await GivenPortalAsync(database, minimum: 1500);
        var activity = await portal.GivenActivity(name: "Petit déjeuner");
        await TariffAsync(portal, activity, 400);
        var family = await portal.GivenFamily();
        await BookAsync(portal, family, activity, new(2019, 1, 2), new(2019, 1, 9));
        await IssueAsync(portal, await PrepareAsync(portal, January));
        return portal;
    }

    private static async Task PurgeAsync(Portal portal)
    {
        (await portal.SendAs(Administrator, new StartRetention((await portal.SendAs(Administrator, new GetRetention())).Value.Stamp)))
            .IsRefused.Should()
            .BeFalse();
        var worker = Guid.NewGuid();
        while (await portal.InScope(services => services.GetRequiredService<RetentionJob>().StepAsync(worker, CancellationToken.None))) { }
    }

    // Once delays are saved a passage of the day's own follows, which finds nothing more.
    private static async Task<string> JournalAsync(Portal portal) =>
        string.Join(
            '\n',
            await portal.Find(db =>
                db.AuditEntries.Where(entry => entry.Act == "retention.purged").OrderBy(entry => entry.Id).Select(entry => entry.Details).ToListAsync()
            )
        );

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_address_is_on_the_invoice_and_its_absence_is_told_before_issuing(DatabaseProvider database)
    {
        await using var portal = await GivenPortalAsync(database, minimum: 0);
        var activity = await portal.GivenActivity();
        var (known, unknown) = (await portal.GivenFamily(), await portal.GivenFamily());
        await portal.Find(async db =>
        {
            var guardian = await db.Guardians.SingleAsync(row => row.FamilyId == known.Family.Id);
            guardian.Change(nameof(Guardian.Address), "12 rue des Vignes\nHameau de Poinchy");
            guardian.Change(nameof(Guardian.PostalCode), "89800");
            guardian.Change(nameof(Guardian.Town), "Chablis");
            return await db.SaveChangesAsync();
        });
        await BookAsync(portal, known, activity, new(2019, 1, 2), new(2019, 1, 2));
        await BookAsync(portal, unknown, activity, new(2019, 1, 2), new(2019, 1, 2));

        var run = await PrepareAsync(portal, January);
        var desk = (await portal.SendAs(Accountant, new GetInvoiceRun(run, Anomaly: RunAnomalies.NoAddress))).Value;
        await IssueAsync(portal, run);

        desk.Families.Items.Should().ContainSingle().Which.FamilyId.Should().Be(unknown.Family.Id);
        desk.Anomalies.Should().Contain(new RunAnomalyCount(RunAnomalies.NoAddress, 1));
        var invoice = (await InvoicesOfAsync(portal, known)).Single();
        invoice
            .Addressee.Split('\n')
            .Skip(1)
            .Should()
            .Equal($"Mère {known.Family.Guardians[0].LastName}", "12 rue des Vignes", "Hameau de Poinchy", "89800 Chablis");
        invoice
            .Debtor.Should()
            .Be(
                new Debtor("", known.Family.Guardians[0].LastName, "Mère", new PostalAddress("", "12 rue des Vignes", "Hameau de Poinchy", "89800", "Chablis"))
            );
    }

    private static async Task<Portal> GivenPortalAsync(DatabaseProvider database, long minimum)
    {
        var portal = await Portal.StartAsync(database);
        portal.ItIs(new(2019, 5, 2), new(9, 0));
        await SaveSettingsAsync(portal, minimum);
        return portal;
    }

    private static async Task SaveSettingsAsync(Portal portal, long minimum)
    {
        var version = (await portal.SendAs(Accountant, new GetInvoicingSettings())).Value.Version;
        (await portal.SendAs(Accountant, new ChangeInvoicingSettings(version, Terms(minimum)))).IsRefused.Should().BeFalse();
    }

    private static InvoicingTerms Terms(long minimum) =>
        InvoicingTerms.Initial with
        {
            IssuerName = "Communauté de communes",
            TreasuryName = "Trésorerie",
            TreasuryAddress = "89800 Chablis",
            MinimumCents = minimum,
        };

    private static async Task TariffAsync(Portal portal, Activity activity, long cents) =>
        (await portal.SendAs(Accountant, new SaveTariff([activity.Id], new(2018, 9, 1), new(TariffKind.Flat, TariffUnit.Session) { FlatCents = cents })))
            .IsRefused.Should()
            .BeFalse();

    private static async Task BookAsync(Portal portal, Household family, Activity activity, DateOnly from, DateOnly to) =>
        (await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new(from, to, Weekdays.Wednesday), null, null, null)))
            .IsRefused.Should()
            .BeFalse();

    private static async Task<int> PrepareAsync(Portal portal, DateOnly month, params int[] activities)
    {
        var run = await portal.SendAs(Accountant, new PrepareInvoiceRun(month, activities, new(2019, 5, 2), TellsFamilies: false));
        run.IsRefused.Should().BeFalse();
        await RunOutAsync(portal);
        return run.Value;
    }

    private static async Task IssueAsync(Portal portal, int run)
    {
        var waiting = (await DeskAsync(portal, run)).Of(RunFamilyStatus.Waiting);
        (await portal.SendAs(Accountant, new IssueInvoiceRun(run, waiting.Families, waiting.Cents))).IsRefused.Should().BeFalse();
        await RunOutAsync(portal);
    }

    private static async Task RunOutAsync(Portal portal)
    {
        var worker = Guid.NewGuid();
        while (await portal.InScope(services => services.GetRequiredService<InvoiceRunJob>().StepAsync(worker, CancellationToken.None))) { }
    }

    private static async Task<InvoiceRunDesk> DeskAsync(Portal portal, int run) => (await portal.SendAs(Accountant, new GetInvoiceRun(run))).Value;

    private static Task<List<Invoice>> InvoicesOfAsync(Portal portal, Household family) =>
        portal.Find(db =>
            db.Invoices.AsNoTracking()
                .Include(invoice => invoice.Lines.OrderBy(line => line.Position))
                .Where(invoice => invoice.FamilyId == family.Family.Id)
                .ToListAsync()
        );
}
