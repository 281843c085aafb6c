using System.Diagnostics;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Infrastructure.Centre;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Benchmarks;

/// <summary>Requests for places of one hot session, each for another child, as fast as 32 parents at once can send them.</summary>
internal sealed class HotSession : IAsyncDisposable
{
    public const int Clients = 32;
    public const int FirstChild = 1_000_000;
    private const int Children = 400_000;
    private static readonly DateOnly Day = new(2019, 1, 23);
    private readonly ServiceProvider _services;
    private int _lastChild;

    private HotSession(ServiceProvider services, StatementRecorder recorder) => (_services, Recorder) = (services, recorder);

    public StatementRecorder Recorder { get; }

    public int ActivityId { get; private set; }

    public static async Task<HotSession> PrepareAsync(string connection)
    {
        var recorder = new StatementRecorder();
        var services = PortalServices.On(
            new DatabaseSettings(DatabaseProvider.Postgres, connection),
            new DemoClock(new DateTimeOffset(2019, 1, 15, 8, 0, 0, TimeSpan.Zero))
        );
        services.ConfigureDbContext<PostgresPortalDbContext>(options => options.AddInterceptors(recorder));
        var bench = new HotSession(services.BuildServiceProvider(), recorder);
        await DatabaseStart.MigrateAsync(bench._services);
        await bench.SeedAsync();
        return bench;
    }

    public async Task<bool> AskAsync(int child)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().SignIn(Guid.CreateVersion7(), "Bench", Roles.Parent, child - FirstChild);
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new AskSession(child, ActivityId, Day));
        return !outcome.IsRefused;
    }

    /// <returns>Requests filed per second, and the latencies in milliseconds.</returns>
    public async Task<(double PerSecond, double[] Latencies)> RunAsync(TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var clients = await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        List<double> latencies = [];
                        while (Stopwatch.GetElapsedTime(started) < duration)
                        {
                            var at = Stopwatch.GetTimestamp();
                            if (!await AskAsync(FirstChild + Interlocked.Increment(ref _lastChild)))
                            {
                                throw new InvalidOperationException("A request was refused: the benchmark measures nothing.");
                            }

                            latencies.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                        }

                        return latencies;
                    })
                )
        );
        var all = clients.SelectMany(latencies => latencies).Order().ToArray();
        return (all.Length / Stopwatch.GetElapsedTime(started).TotalSeconds, all);
    }

    /// <summary>Back to no request at all, so that the next run meets the same table.</summary>
    public Task ResetAsync() =>
        WithDbAsync(async db =>
        {
            foreach (
                var statement in new[]
                {
                    "TRUNCATE enrolment_requests CASCADE",
                    "UPDATE sessions SET places_taken = 0",
                    "VACUUM FULL sessions",
                    "VACUUM ANALYZE",
                }
            )
            {
                await db.Database.ExecuteSqlRawAsync(statement);
            }
        });

    public async Task<(int Taken, int Rows)> CountAsync()
    {
        var counts = (0, 0);
        await WithDbAsync(async db => counts = (await db.Sessions.SumAsync(session => session.PlacesTaken), await db.EnrolmentRequests.CountAsync()));
        return counts;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task SeedAsync()
    {
        await WithDbAsync(async db =>
        {
            db.Add(CentreProfile.Create("Centre", "03.86.47.86.12", "c@example.fr", "A", 3));
            var category = ActivityCategory.Create("Mercredis", 1);
            db.Add(category);
            await db.SaveChangesAsync();
            var activity = Domain
                .Activities.Activity.Create(
                    new ActivityPlan
                    {
                        Name = "Chablis mercredi journée",
                        CategoryId = category.Id,
                        Site = "Chablis",
                        From = new DateOnly(2018, 9, 3),
                        To = new DateOnly(2019, 7, 5),
                        Weekdays = Weekdays.Wednesday,
                        Season = Season.SchoolTime,
                        StartsAt = new TimeOnly(8, 30),
                        EndsAt = new TimeOnly(17, 30),
                        Capacity = 1_000_000,
                        MinAge = 3,
                        MaxAge = 11,
                    },
                    1620
                )
                .OpenDuring(
                    BookingWindow.Fixed(
                        new DateTime(2018, 8, 20, 0, 0, 0, DateTimeKind.Utc),
                        new DateTime(2019, 7, 5, 0, 0, 0, DateTimeKind.Utc),
                        new(2018, 9, 1),
                        new(2019, 7, 31)
                    )
                );
            db.Add(activity);
            await db.SaveChangesAsync();
            db.Add(Session.Create(activity.Id, Day, 1_000_000));
            await db.SaveChangesAsync();
            ActivityId = activity.Id;
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO families (id, number, name, search_text) SELECT i, 'N' || i, 'Nom' || i, '' FROM generate_series(1, {Children}) i"
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO children (id, family_id, first_name, last_name, birth_date, school, school_class, enrolment_turn)
                SELECT {FirstChild} + i, i, 'Enfant', '', '2011-10-25', '', '', 0 FROM generate_series(1, {Children}) i
                """
            );
        });
        await ResetAsync();
    }

    private async Task WithDbAsync(Func<PortalDbContext, Task> work)
    {
        await using var scope = _services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        await work(db);
    }
}
