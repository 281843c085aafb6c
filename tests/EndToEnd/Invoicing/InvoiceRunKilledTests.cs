using System.Diagnostics;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.EndToEnd.Tests.Support;
using ClsPortal.Infrastructure;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Invoicing;

/// <summary>A real portal is killed (SIGKILL) twice while it issues, and started again: no double, no gap, and the run is finished.</summary>
public sealed class InvoiceRunKilledTests : IAsyncDisposable
{
    private const int More = 300;
    private const string Run = "/gestion/factures/facturation";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clsportal-killed-");

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Each_family_has_one_invoice_and_no_number_is_skipped(DatabaseProvider provider)
    {
        var connection =
            provider == DatabaseProvider.Sqlite
                ? $"Data Source={Path.Combine(_folder.FullName, "portal.db")}"
                : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using (var first = await Demo.StartAsync(Settings(provider, connection, "09:00")))
        {
            await AddFamiliesAsync(provider, connection);
            await IssueAsync(await first.SignInAsync(Pages.Accountant));
            await UntilAsync(provider, connection, issued: 20);
            first.Portal.Kill();
        }

        var afterFirst = await CountAsync(provider, connection);
        // Later on the clock, when the lease of the one that was killed is over.
        await using (var second = await PortalProcess.StartAsync(Settings(provider, connection, "09:10")))
        {
            await UntilAsync(provider, connection, issued: 120);
            // On PostgreSQL the family that is issued now waits for its number, its claim and its mail already written, as it is killed.
            await using var held = provider == DatabaseProvider.Postgres ? await HoldNumbersAsync(connection) : null;
            await Task.Delay(TimeSpan.FromMilliseconds(held is null ? 0 : 500), TestContext.Current.CancellationToken);
            second.Kill();
        }

        var afterSecond = await CountAsync(provider, connection);
        await using var third = await Demo.StartAsync(Settings(provider, connection, "09:20"));
        var accountant = await third.SignInAsync(Pages.Accountant);
        await accountant.OpenAsync($"{Run}/1");
        await Expect(accountant.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToContainTextAsync("Terminée", new() { Timeout = (float)Longest.TotalMilliseconds });

        afterFirst.Should().BeInRange(20, More - 1, "it was killed in the middle");
        afterSecond.Should().BeInRange(afterFirst + 1, More - 1, "the second life went on, and was killed in the middle too");
        await BooksAreSoundAsync(provider, connection);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static Dictionary<string, string?> Settings(DatabaseProvider provider, string connection, string time) =>
        new(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Demonstration",
            ["Portal__Demo"] = "true",
            ["Portal__Demo__Now"] = $"2019-02-05T{time}",
            ["Portal__Database__Provider"] = provider.ToString(),
            ["ConnectionStrings__Portal"] = connection,
        };

    private static async Task IssueAsync(IPage accountant)
    {
        await accountant.OpenAsync(Run);
        await accountant.GetByLabel("Mois à facturer").FillAsync("2019-01");
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Calculer" }).ClickAsync();
        await accountant.GetByRole(AriaRole.Button, new() { NameRegex = new("^Émettre [0-9]+ factures") }).ClickAsync();
        await accountant.GetByRole(AriaRole.Button, new() { Name = "Émettre", Exact = true }).ClickAsync();
    }

    private static async Task UntilAsync(DatabaseProvider provider, string connection, int issued)
    {
        var waited = Stopwatch.StartNew();
        while (await CountAsync(provider, connection) < issued)
        {
            waited.Elapsed.Should().BeLessThan(Longest, $"{issued} invoices are to be issued");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<NpgsqlConnection> HoldNumbersAsync(string connection)
    {
        var holding = new NpgsqlConnection(connection);
        await holding.OpenAsync();
        await using var command = new NpgsqlCommand("BEGIN; SELECT last FROM invoice_sequences FOR UPDATE", holding);
        await command.ExecuteNonQueryAsync();
        return holding;
    }

    private static Task<int> CountAsync(DatabaseProvider provider, string connection) =>
        WithAsync(provider, connection, db => db.Invoices.CountAsync(invoice => invoice.RunId != null));

    private static Task AddFamiliesAsync(DatabaseProvider provider, string connection) =>
        WithAsync(
            provider,
            connection,
            async db =>
            {
                var sessions = await db
                    .Sessions.AsNoTracking()
                    .Where(session =>
                        session.Date >= new DateOnly(2019, 1, 7)
                        && session.Date <= new DateOnly(2019, 1, 31)
                        && db.Activities.Any(activity => activity.Id == session.ActivityId && activity.Name == "Chablis mercredi journée")
                    )
                    .Select(session => session.Id)
                    .ToListAsync();
                var families = Enumerable.Range(0, More).Select(number => Domain.Families.Family.Create($"k{number:0000}", $"Nombreuse {number}")).ToList();
                foreach (var family in families)
                {
                    family.AddGuardian("Mère", family.Name, $"{family.Number}@example.fr");
                    family.AddChild("Enfant", family.Name, new(2011, 10, 25));
                }

                db.AddRange(families);
                await db.SaveChangesAsync();
                db.AddRange(
                    families.SelectMany(family =>
                        sessions.Select(session =>
                            EnrolmentRequest.Book(new(family.Id, family.Children[0].Id, session), Treatment.Begin(default, Guid.NewGuid()), new(2019, 1, 2))
                        )
                    )
                );
                return await db.SaveChangesAsync();
            }
        );

    private static Task BooksAreSoundAsync(DatabaseProvider provider, string connection) =>
        WithAsync(
            provider,
            connection,
            async db =>
            {
                var invoices = await db
                    .Invoices.AsNoTracking()
                    .Include(invoice => invoice.Lines)
                    .Where(invoice => invoice.RunId != null)
                    .OrderBy(invoice => invoice.Id)
                    .ToListAsync();
                var families = await db.InvoiceRunFamilies.AsNoTracking().ToListAsync();
                var mails = await db
                    .OutboxMessages.AsNoTracking()
                    .Where(mail => mail.Template == "InvoiceAvailable")
                    .Select(mail => mail.FamilyId)
                    .ToListAsync();
                var last = await db.InvoiceSequences.AsNoTracking().SingleAsync(sequence => sequence.Year == 2019);

                families.Should().HaveCountGreaterThan(More).And.OnlyContain(family => family.Status == RunFamilyStatus.Issued);
                invoices.Select(invoice => invoice.FamilyId).Should().OnlyHaveUniqueItems().And.BeEquivalentTo(families.Select(family => family.FamilyId));
                // The demonstration's sequence stands at 75.
                invoices
                    .Select(invoice => invoice.Number)
                    .Order(StringComparer.Ordinal)
                    .Should()
                    .Equal(Enumerable.Range(76, invoices.Count).Select(place => InvoiceNumber.Of("01", 2019, place)));
                last.Last.Should().Be(75 + invoices.Count);
                invoices.Should().OnlyContain(invoice => invoice.TotalCents == invoice.Lines.Sum(line => line.TotalCents) && invoice.Lines.Count > 0);
                invoices.Sum(invoice => invoice.TotalCents).Should().Be(families.Sum(family => family.TotalCents), "what was checked is what was issued");
                invoices.SelectMany(invoice => invoice.Lines).Select(line => line.BookingId).Should().OnlyHaveUniqueItems();
                mails
                    .GroupBy(family => family)
                    .Should()
                    .OnlyContain(family => family.Count() == (family.Key == 1 ? 2 : 1), "each family is told once; the guide's has two parents");
                mails.Distinct().Should().HaveCount(invoices.Count);
                return 0;
            }
        );

    private static async Task<T> WithAsync<T>(DatabaseProvider provider, string connection, Func<PortalDbContext, Task<T>> use)
    {
        await using var services = new ServiceCollection().AddLogging().AddDatabase(new DatabaseSettings(provider, connection)).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }
}
