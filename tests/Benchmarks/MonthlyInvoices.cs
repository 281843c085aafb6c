using System.Diagnostics;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Centre;
using ClsPortal.Infrastructure.Invoicing;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Benchmarks;

/// <summary>One month's invoices of many families: computed, issued one transaction each, and all printed.</summary>
internal sealed class MonthlyInvoices(ServiceProvider services) : IAsyncDisposable
{
    private const int SessionsEach = 10;
    private const int RowsAtOnce = 2000;
    private static readonly Guid Accountant = Guid.CreateVersion7();
    private static readonly DateOnly Month = new(2019, 1, 1);

    public static async Task RunAsync(string connection, int families)
    {
        var provider = PortalServices
            .On(new DatabaseSettings(DatabaseProvider.Postgres, connection), new DemoClock(new DateTimeOffset(2019, 2, 5, 8, 0, 0, TimeSpan.Zero)))
            .BuildServiceProvider();
        await using var bench = new MonthlyInvoices(provider);
        await DatabaseStart.MigrateAsync(provider);
        await bench.SeedAsync(families);
        Console.WriteLine(
            $"Invoices of {families} families for a month of {SessionsEach} sessions each, PostgreSQL with fsync; {Environment.ProcessorCount} cores"
        );

        var run = await bench.SendAsync(new PrepareInvoiceRun(Month, [], new(2019, 2, 5), TellsFamilies: true));
        await bench.MeasureAsync("computed for the preview", families, bench.WorkAsync);
        var ready = await bench.SendAsync(new GetInvoiceRun(run));
        var (count, cents) = (ready.Of(RunFamilyStatus.Waiting).Families, ready.Of(RunFamilyStatus.Waiting).Cents);
        await bench.SendAsync(new IssueInvoiceRun(run, count, cents));
        await bench.MeasureAsync("issued with number and mail", families, bench.WorkAsync);
        await bench.CheckAsync(families, cents);

        var ids = await bench.WithDbAsync(db => db.Invoices.OrderBy(invoice => invoice.Id).Select(invoice => invoice.Id).ToListAsync());
        long bytes = 0;
        await bench.MeasureAsync(
            "printed as PDF",
            families,
            () =>
                Parallel.ForEachAsync(
                    ids,
                    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                    async (id, _) =>
                    {
                        var pdf = InvoicePdf.Write(await bench.SendAsync(new GetInvoice(id)));
                        Interlocked.Add(ref bytes, pdf.Length);
                    }
                )
        );
        Console.WriteLine(
            $"{bytes / ids.Count / 1024.0:0.0} KiB a PDF; {GC.GetTotalMemory(forceFullCollection: true) / 1024 / 1024} MiB of managed memory afterwards"
        );
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task WorkAsync()
    {
        var worker = Guid.NewGuid();
        while (true)
        {
            await using var scope = services.CreateAsyncScope();
            if (!await scope.ServiceProvider.GetRequiredService<InvoiceRunJob>().StepAsync(worker, CancellationToken.None))
            {
                return;
            }
        }
    }

    private async Task MeasureAsync(string what, int families, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        var took = Stopwatch.GetElapsedTime(started);
        Console.WriteLine($"{what}: {took.TotalSeconds:0.0} s, {families / took.TotalSeconds:0}/s, {took.TotalMilliseconds / families:0.00} ms each");
    }

    // A figure of a run that was not sound is worth nothing.
    private async Task CheckAsync(int families, long cents)
    {
        var (count, total, lines, last) = await WithDbAsync(async db =>
            (
                await db.Invoices.CountAsync(),
                await db.Invoices.SumAsync(invoice => invoice.TotalCents),
                await db.InvoiceLines.SumAsync(line => line.TotalCents),
                await db.InvoiceSequences.MaxAsync(sequence => sequence.Last)
            )
        );
        if (count != families || last != families || total != cents || lines != cents)
        {
            throw new InvalidOperationException(
                $"{count} invoices, last number {last}, total {total}, lines {lines}, expected {families} and {cents}: the run was not sound."
            );
        }
    }

    private async Task<T> SendAsync<T>(IRequest<Outcome<T>> message)
    {
        await using var scope = services.CreateAsyncScope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignIn(Accountant, "Bench", Roles.Accountant, 0);
        user.ConfirmSecondFactor();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message)).Value;
    }

    private async Task<T> WithDbAsync<T>(Func<PortalDbContext, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }

    private async Task SeedAsync(int families)
    {
        var category = ActivityCategory.Create("Mercredis", 1);
        await SaveAsync([
            CentreProfile.Create("Centre", "03.86.47.86.12", "c@example.fr", "A", 3),
            category,
            InvoicingSettings.Version(
                InvoicingTerms.Initial with
                {
                    IssuerName = "Communauté de communes",
                    TreasuryName = "Trésorerie",
                    TreasuryAddress = "89800 Chablis",
                },
                default,
                Accountant,
                "Bench"
            ),
        ]);
        var activity = Domain.Activities.Activity.Create(
            new ActivityPlan
            {
                Name = "Chablis mercredi journée",
                CategoryId = category.Id,
                Site = "Chablis",
                From = new(2018, 9, 3),
                To = new(2019, 7, 5),
                Weekdays = Weekdays.All,
                Season = Season.AllYear,
                StartsAt = new(8, 30),
                EndsAt = new(17, 30),
                Capacity = 1_000_000,
                MinAge = 3,
                MaxAge = 11,
            },
            1620
        );
        await SaveAsync([activity]);
        await SaveAsync([
            Tariff.Create(
                activity.Id,
                new(2018, 9, 1),
                new(TariffKind.Bands, TariffUnit.Session)
                {
                    Bands = [(400, 800), (800, 1200), (null, 1400)],
                    MealCents = 420,
                    SecondChildPercent = 10,
                }
            ),
        ]);
        List<Session> sessions = [.. Enumerable.Range(0, SessionsEach).Select(day => Session.Create(activity.Id, Month.AddDays(day), 1_000_000))];
        await SaveAsync([.. sessions]);
        for (var first = 0; first < families; first += RowsAtOnce)
        {
            List<Family> batch = [.. Enumerable.Range(first, Math.Min(RowsAtOnce, families - first)).Select(NewFamily)];
            await SaveAsync([.. batch]);
            await SaveAsync([
                .. batch.Select(family =>
                    FamilyQuotient.Enter(family.Id, new(2018, 9, 1), null, 300 + (family.Id % 900), true, new(default, Accountant, "Bench"))
                ),
            ]);
            await SaveAsync([
                .. batch.SelectMany(family =>
                    sessions.Select(session =>
                        EnrolmentRequest.Book(new(family.Id, family.Children[0].Id, session.Id), Treatment.Begin(default, Accountant), Month)
                    )
                ),
            ]);
        }

        await WithDbAsync(async db => await db.Database.ExecuteSqlRawAsync("ANALYZE"));
    }

    private static Family NewFamily(int number)
    {
        var family = Family.Create($"B{number}", $"Nom{number}");
        family.AddGuardian("Camille", $"Nom{number}", $"famille{number}@example.fr");
        family.AddChild("Enfant", $"Nom{number}", new(2011, 10, 25));
        return family;
    }

    private Task SaveAsync(object[] rows) =>
        WithDbAsync(db =>
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.AddRange(rows);
            return db.SaveChangesAsync();
        });
}
