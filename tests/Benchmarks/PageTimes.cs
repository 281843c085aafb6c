using System.Diagnostics;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Benchmarks;

/// <summary>
/// The same pages of a centre with 100, 1,000 and 10,000 families, ten requests each and an activity for every hundred: their time as a ratio to the first.
/// </summary>
internal static class PageTimes
{
    private const int Rounds = 40;
    private const int RequestsEach = 10;
    private const int FamiliesPerActivity = 100;
    private static readonly int[] Sizes = [100, 1_000, 10_000];

    private static readonly (string Name, bool IsStaff, Func<Crowd, string> Address)[] Pages =
    [
        ("accueil", false, _ => "/"),
        ("calendrier", false, crowd => crowd.Page(0)),
        ("vos demandes", false, _ => "/demandes"),
        ("historique", false, _ => "/mon-compte/historique"),
        ("tableau de bord", true, _ => "/gestion"),
        ("demandes à traiter", true, _ => "/gestion/demandes"),
        ("demandes à traiter d’une famille", true, _ => "/gestion/demandes?q=Nom77"),
        ("demandes traitées", true, _ => "/gestion/demandes/traitees"),
        ("familles", true, _ => "/gestion/familles"),
        ("famille trouvée par son nom", true, _ => "/gestion/familles?q=Nom77"),
        ("présences du jour", true, crowd => $"/gestion/presences?jour={crowd.Days[RequestsEach - 1]:yyyy-MM-dd}"),
    ];

    /// <param name="server">Where the PostgreSQL edition's databases go.</param>
    /// <param name="names">The pages to time, as the figures name them; none for all.</param>
    public static async Task RunAsync(PostgresServer server, IReadOnlyCollection<string> names)
    {
        var unknown = names.Except(Pages.Select(page => page.Name), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new ArgumentException(
                $"No such page: {string.Join(", ", unknown)}. There are: {string.Join(", ", Pages.Select(page => page.Name))}.",
                nameof(names)
            );
        }

        Console.WriteLine(
            $"Median of {Rounds} readings of the page as HTML, one after the other, in milliseconds, with {string.Join(", ", Sizes)} families of "
                + $"{RequestsEach} requests"
        );
        await RunAsync("PostgreSQL", names, async _ => new(DatabaseProvider.Postgres, await server.CreateDatabaseAsync()));
        var folder = Directory.CreateTempSubdirectory("clsportal-pages-");
        await RunAsync(
            "SQLite",
            names,
            families => Task.FromResult<DatabaseSettings>(new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder.FullName, $"{families}.db")}"))
        );
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private static async Task RunAsync(string edition, IReadOnlyCollection<string> names, Func<int, Task<DatabaseSettings>> create)
    {
        var pages = Pages.Where(page => names.Count == 0 || names.Contains(page.Name)).ToList();
        Dictionary<string, List<double>> times = pages.ToDictionary(page => page.Name, _ => new List<double>(), StringComparer.Ordinal);
        foreach (var families in Sizes)
        {
            var database = await create(families);
            await using var crowd = await Crowd.PrepareAsync(database, families, FamiliesPerActivity, families / FamiliesPerActivity);
            await AskAsync(crowd);
            await using var portal = await PortalProcess.StartAsync(Crowd.Settings(database));
            using var parent = new PortalVisitor(portal.Address, "10.0.0.1");
            using var staff = new PortalVisitor(portal.Address, "10.0.0.2");
            await parent.SignInAsync(Crowd.Email(0), Crowd.Password);
            await staff.SignInAsync(Crowd.Director, Crowd.Password);
            // A program that has just started is slower, whatever the number of families: it is warm before the first reading counts.
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var page in pages)
                {
                    await (page.IsStaff ? staff : parent).ReadAsync(page.Address(crowd));
                }
            }

            foreach (var page in pages)
            {
                times[page.Name].Add(await MedianAsync(page.IsStaff ? staff : parent, page.Address(crowd)));
            }
        }

        Console.WriteLine(edition);
        foreach (var (name, medians) in times)
        {
            Console.WriteLine(
                $"  {name}: {string.Join(", ", medians.Select(median => $"{median:0.0}"))}; ratio of the last to the first {medians[^1] / medians[0]:0.00}"
            );
        }
    }

    private static async Task<double> MedianAsync(PortalVisitor visitor, string address)
    {
        await visitor.ReadAsync(address);
        List<double> all = [];
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await visitor.ReadAsync(address);
            all.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        all.Sort();
        return all[Rounds / 2];
    }

    // Half wait, half are booked.
    private static async Task AskAsync(Crowd crowd)
    {
        var sessions = (await crowd.FindAsync(db => db.Sessions.OrderBy(session => session.Date).ToListAsync())).ToLookup(session => session.ActivityId);
        var families = await crowd.FindAsync(db => db.Children.OrderBy(child => child.Id).Select(child => new { child.FamilyId, child.Id }).ToListAsync());
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var batch in families.Index().Chunk(500))
        {
            await crowd.FindAsync(db =>
            {
                db.AddRange(
                    batch.SelectMany(family =>
                        sessions[crowd.Activities[family.Index % crowd.Activities.Count]]
                            .Skip(family.Index / crowd.Activities.Count % RequestsEach)
                            .Take(RequestsEach)
                            .Select(
                                (session, index) =>
                                    index % 2 == 0
                                        ? EnrolmentRequest.Book(
                                            new(family.Item.FamilyId, family.Item.Id, session.Id),
                                            Treatment.Begin(now.AddSeconds(-family.Index), Guid.Empty),
                                            session.Date
                                        )
                                        : EnrolmentRequest.File(
                                            RequestKind.Enrolment,
                                            new(family.Item.FamilyId, family.Item.Id, session.Id),
                                            null,
                                            now,
                                            Guid.Empty,
                                            session.Date
                                        )
                            )
                    )
                );
                return db.SaveChangesAsync();
            });
        }

        await crowd.FindAsync(db =>
            db.Database.ExecuteSqlRawAsync("UPDATE sessions AS s SET places_taken = (SELECT count(*) FROM enrolment_requests r WHERE r.session_id = s.id)")
        );
        // As autovacuum would have; the embedded database is measured as the portal keeps it.
        await crowd.FindAsync(db => db.Database.IsNpgsql() ? db.Database.ExecuteSqlRawAsync("ANALYZE") : Task.FromResult(0));
    }
}
