using System.Collections.Concurrent;
using System.Globalization;
using ClsPortal.Benchmarks;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.EndToEnd.Tests.Operations;

/// <summary>
/// The portal dies again and again, as by a power cut, while parents click. Nothing that a parent was told of is lost, the places stay
/// right, and the next start mends by itself. PORTAL_TEST_KILLS says how often (4).
/// </summary>
[Collection("operations")]
public sealed class KillTests
{
    private const int Parents = 8;
    private const int Steady = 2;
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("PORTAL_TEST_KILLS") ?? "4", CultureInfo.InvariantCulture);
    private static readonly int KillsBesideAnother = (Kills + 1) / 2;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task What_parents_were_told_survives_every_death_of_the_portal_and_places_stay_right(DatabaseProvider provider)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var database = await OwnDatabase.CreateAsync(provider);
        await using var crowd = await Crowd.PrepareAsync(database.Settings, families: (Parents * Kills) + 1, capacity: Parents * Kills);
        var told = new ConcurrentDictionary<(int Child, DateOnly Day), byte>();
        Uri? address = null;

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var portal = await PortalProcess.StartAtAsync(address, Crowd.Settings(database.Settings), cancellation);
            address = portal.Address;
            await KillUnderClicksAsync(crowd, portal, kill, told, cancellation);
        }

        await using var last = await PortalProcess.StartAtAsync(address, Crowd.Settings(database.Settings), cancellation);
        using var visitor = new PortalVisitor(last.Address, "10.0.0.1");
        await visitor.SignInAsync(Crowd.Email(Kills * Parents), Crowd.Password, cancellation);
        await using var page = await visitor.OpenAsync(crowd.Page(Kills * Parents), cancellation);
        await page.ClickDayAsync(crowd.Days[^1], Crowd.Sent, cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} deaths on {provider}: {told.Count} answers given, all kept");
    }

    [Fact]
    public async Task Parents_on_the_other_copy_do_not_notice_that_one_dies_again_and_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var database = await OwnDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var crowd = await Crowd.PrepareAsync(database.Settings, families: (Parents * Kills) + Steady, capacity: (Parents * Kills) + Steady);
        await using var other = await PortalProcess.StartAsync(Crowd.Settings(database.Settings), cancellation);
        var (told, toldByOther) = (new ConcurrentDictionary<(int Child, DateOnly Day), byte>(), new ConcurrentDictionary<(int Child, DateOnly Day), byte>());
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task> steady =
        [
            .. Enumerable.Range(Parents * Kills, Steady).Select(family => ClickUntilEnoughAsync(crowd, other.Address, family, toldByOther, enough.Token)),
        ];

        for (var kill = 0; kill < KillsBesideAnother; kill++)
        {
            await using var portal = await PortalProcess.StartAsync(Crowd.Settings(database.Settings), cancellation);
            var beforeByOther = toldByOther.Count;
            await KillUnderClicksAsync(crowd, portal, kill, told, cancellation);
            while (toldByOther.Count == beforeByOther && !steady.Exists(parent => parent.IsFaulted))
            {
                await Task.Delay(20, cancellation);
            }
        }

        await enough.CancelAsync();
        await Task.WhenAll(steady);
        toldByOther.Should().NotBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{KillsBesideAnother} deaths of one copy: {told.Count} answers given by it, {toldByOther.Count} by the other, which broke no page"
        );
    }

    // Each death at another moment, but never before somebody was told something: a portal that does nothing loses nothing.
    private static async Task KillUnderClicksAsync(
        Crowd crowd,
        PortalProcess portal,
        int kill,
        ConcurrentDictionary<(int Child, DateOnly Day), byte> told,
        CancellationToken cancellation
    )
    {
        var before = told.Count;
        var parents = Enumerable
            .Range(kill * Parents, Parents)
            .Select(family => ClickUntilItDiesAsync(crowd, portal.Address, family, told, cancellation))
            .ToList();
        while (told.Count == before)
        {
            await Task.Delay(20, cancellation);
        }

        await Task.Delay(Random.Shared.Next(800), cancellation);
        portal.Kill();
        await Task.WhenAll(parents);
        await ExpectSoundAsync(crowd, told.Keys);
    }

    // Asks for every day and withdraws it again, on one page; any broken answer fails the test.
    private static async Task ClickUntilEnoughAsync(
        Crowd crowd,
        Uri address,
        int family,
        ConcurrentDictionary<(int, DateOnly), byte> told,
        CancellationToken enough
    )
    {
        using var visitor = new PortalVisitor(address, $"10.1.0.{1 + (family % 250)}");
        await visitor.SignInAsync(Crowd.Email(family), Crowd.Password, CancellationToken.None);
        for (var round = 0; !enough.IsCancellationRequested; round++)
        {
            var day = crowd.Days[round % crowd.Days.Count];
            await using var page = await visitor.OpenAsync(crowd.Page(family), CancellationToken.None);
            await page.ClickDayAsync(day, round / crowd.Days.Count % 2 == 0 ? Crowd.Sent : Crowd.Withdrawn, CancellationToken.None);
            told[(crowd.Children[family], day.AddYears(round / crowd.Days.Count))] = 0;
            await Task.Delay(100, CancellationToken.None);
        }
    }

    // One page after the other, as an impatient parent; ends when the portal does.
    private static async Task ClickUntilItDiesAsync(
        Crowd crowd,
        Uri address,
        int family,
        ConcurrentDictionary<(int, DateOnly), byte> told,
        CancellationToken cancellation
    )
    {
        using var visitor = new PortalVisitor(address, $"10.0.{family / 250}.{1 + (family % 250)}");
        try
        {
            await visitor.SignInAsync(Crowd.Email(family), Crowd.Password, cancellation);
            foreach (var day in crowd.Days)
            {
                await using var page = await visitor.OpenAsync(crowd.Page(family), cancellation);
                var answer = await page.ClickDayAsync(day, [Crowd.Sent, Crowd.Full], cancellation);
                if (answer == Crowd.Sent)
                {
                    told[(crowd.Children[family], day)] = 0;
                }
            }
        }
        catch (Exception gone) when (gone is CircuitEndedException or HttpRequestException or System.Net.WebSockets.WebSocketException or IOException)
        {
            // It was killed while it worked for this parent.
        }
    }

    private static async Task ExpectSoundAsync(Crowd crowd, IEnumerable<(int Child, DateOnly Day)> told)
    {
        var kept = await crowd.FindAsync(db =>
            db.EnrolmentRequests.Where(request => request.Status == RequestStatus.Pending)
                .Join(db.Sessions, request => request.SessionId, session => session.Id, (request, session) => new { request.ChildId, session.Date })
                .ToListAsync()
        );
        kept.Should().OnlyHaveUniqueItems();
        told.Except(kept.Select(row => (row.ChildId, row.Date))).Should().BeEmpty("these parents were told that their request had been sent");
        (await crowd.UnsoundSessionsAsync()).Should().BeEmpty("the places taken are those of live requests");
    }
}
