using System.Text.RegularExpressions;
using ClsPortal.Benchmarks;
using ClsPortal.Domain.Enrolment;
using ClsPortal.EndToEnd.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Operations;

/// <summary>Two copies of the portal on one PostgreSQL behind HAProxy, as build/compose.yaml runs them.</summary>
[Collection("operations")]
public sealed partial class RollingRestartTests
{
    private const int Family = 0;
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_copies_are_replaced_one_after_the_other_and_a_parent_who_goes_on_clicking_loses_nothing()
    {
        await using var database = await OwnDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var crowd = await Crowd.PrepareAsync(database.Settings, families: 2, capacity: 10);
        var address = ProxyProcess.FreeAddress();
        var settings = Settings(database, address);
        List<PortalProcess> copies = [await PortalProcess.StartAsync(settings, Cancellation), await PortalProcess.StartAsync(settings, Cancellation)];
        try
        {
            await using var proxy = await ProxyProcess.StartAsync(address, copies[0].Address, copies[1].Address, Cancellation);
            await using var chromium = await Chromium.LaunchAsync();
            var context = await chromium.DesktopAsync(proxy.Address.ToString());
            context.SetDefaultTimeout(60_000);
            var page = await context.NewPageAsync();
            await page.GotoAsync("/connexion");
            await page.FillAsync("#email", Crowd.Email(Family));
            await page.FillAsync("#password", Crowd.Password);
            await page.ClickAsync("main button[type=submit]");
            await page.WaitForURLAsync(url => !url.Contains("connexion"));
            await page.OpenAsync(crowd.Page(Family));

            using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var reading = ReadAllTheTimeAsync(proxy.Address, done.Token);
            var restarting = RestartAsync(copies, settings);
            var asked = 0;
            while (!restarting.IsCompleted && asked < crowd.Days.Count - 1)
            {
                await AskAsync(page, crowd.Days[asked++]);
                await Task.Delay(1_000, Cancellation);
            }

            await restarting;
            await AskAsync(page, crowd.Days[asked++]);
            await done.CancelAsync();

            (await reading).Should().BeEmpty("no reader may meet a copy that is gone");
            var kept = await crowd.FindAsync(db =>
                db.EnrolmentRequests.Where(request => request.Status == RequestStatus.Pending)
                    .Join(db.Sessions, request => request.SessionId, session => session.Id, (_, session) => session.Date)
                    .OrderBy(day => day)
                    .ToListAsync()
            );
            kept.Should().Equal(crowd.Days.Take(asked));
            (await crowd.UnsoundSessionsAsync()).Should().BeEmpty();
        }
        finally
        {
            foreach (var copy in copies)
            {
                await copy.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_copy_that_dies_leaves_its_visitors_to_the_other_and_they_are_signed_in_still()
    {
        await using var database = await OwnDatabase.CreateAsync(DatabaseProvider.Postgres);
        await using var crowd = await Crowd.PrepareAsync(database.Settings, families: 1, capacity: 10);
        var address = ProxyProcess.FreeAddress();
        var settings = Settings(database, address);
        await using var first = await PortalProcess.StartAsync(settings, Cancellation);
        await using var second = await PortalProcess.StartAsync(settings, Cancellation);
        await using var proxy = await ProxyProcess.StartAsync(address, first.Address, second.Address, Cancellation);
        using var visitor = new PortalVisitor(proxy.Address);
        await visitor.SignInAsync(Crowd.Email(Family), Crowd.Password, Cancellation);
        var copy = (await visitor.ReadAsync("/", Cancellation)).Length > 0 ? visitor.Cookie("ClsPortalCopy") : null;

        (copy == "copy1" ? first : second).Kill();

        (await visitor.ReadAsync("/demandes", Cancellation)).Should().Contain("Vos demandes");
        await using var page = await visitor.OpenAsync(crowd.Page(Family), Cancellation);
        await page.ClickDayAsync(crowd.Days[0], Crowd.Sent, Cancellation);
        visitor.Cookie("ClsPortalCopy").Should().NotBe(copy);
    }

    private static Dictionary<string, string?> Settings(OwnDatabase database, Uri address) =>
        new(Crowd.Settings(database.Settings), StringComparer.Ordinal)
        {
            ["Portal__PublicUrl"] = address.GetLeftPart(UriPartial.Authority),
            ["Portal__ShutdownGrace"] = "3",
        };

    // As somebody clicks who looks: when the screen shows the day as free and no dialog covers it, until it shows it as asked for.
    private static async Task AskAsync(IPage page, DateOnly date)
    {
        var day = page.Locator($"[data-date='{date:yyyy-MM-dd}']");
        for (var attempt = 0; attempt < 60; attempt++)
        {
            try
            {
                await page.WaitForFunctionAsync("() => window.Blazor && window.portalReady && !document.querySelector('#components-reconnect-modal')?.open");
                if (!Asked().IsMatch(await day.GetAttributeAsync("class") ?? ""))
                {
                    await day.ClickAsync(new() { Timeout = 5_000 });
                }

                await Expect(day).ToHaveClassAsync(Asked(), new() { Timeout = 3_000 });
                return;
            }
            catch (Exception meanwhile) when (meanwhile is PlaywrightException or TimeoutException)
            {
                // The page reconnects or is loaded again: look once more.
            }
        }

        throw new TimeoutException($"{date} could not be asked for");
    }

    private static async Task RestartAsync(List<PortalProcess> copies, Dictionary<string, string?> settings)
    {
        for (var copy = 0; copy < copies.Count; copy++)
        {
            var old = copies[copy];
            (await old.StopAsync()).Should().Be(0, old.Output);
            copies[copy] = await PortalProcess.StartAtAsync(old.Address, settings, Cancellation);
            await old.DisposeAsync();
            // The proxy takes a copy back after two good answers, a second apart.
            await Task.Delay(3_000, Cancellation);
        }
    }

    private static async Task<List<string>> ReadAllTheTimeAsync(Uri address, CancellationToken done)
    {
        List<string> faults = [];
        using var client = new HttpClient { BaseAddress = address };
        while (!done.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/connexion", UriKind.Relative), done);
                if (!answer.IsSuccessStatusCode)
                {
                    faults.Add($"{(int)answer.StatusCode}");
                }

                await Task.Delay(50, done);
            }
            catch (HttpRequestException fault)
            {
                faults.Add(fault.Message);
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                break;
            }
        }

        return faults;
    }

    [GeneratedRegex(@"\bAsked\b", RegexOptions.None, 1000)]
    private static partial Regex Asked();
}
