using System.Text.Json;
using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Shared;

/// <summary>What a parent's telephone loads, counted by the browser itself on the published portal: bytes on the wire, kept files not counted again.</summary>
public sealed class PageBudgetTests
{
    private const int SignIn = 15_000;
    private const int FirstHome = 120_000;
    private const int Again = 15_000;
    private const int Click = 4_000;

    [Fact]
    public async Task Signing_in_the_first_page_and_each_page_after_it_stay_within_their_bytes()
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.VisitorAsync(phone: true, portal: null);
        await using var wire = await Wire.ListenAsync(page);

        await page.GotoAsync("/connexion", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var signIn = wire.Take();
        await page.FillAsync("#email", Pages.Neighbour);
        await page.FillAsync("#password", Demo.Password);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("connexion"));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var first = wire.Take();
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var again = wire.Take();
        await page.GotoAsync("/mon-compte/factures", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var invoices = wire.Take();

        signIn.Should().BeInRange(1_000, SignIn);
        first.Should().BeInRange(1_000, FirstHome);
        again.Should().BeInRange(1_000, Again);
        invoices.Should().BeInRange(1_000, Again);
        wire.Sockets.Should().Be(0, "none of these pages has a circuit");
    }

    [Fact]
    public async Task A_click_on_a_day_sends_what_changes_and_not_the_month()
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone: true);
        await using var wire = await Wire.ListenAsync(page);
        await page.OpenAsync("/inscriptions/1/1?mois=2019-01");
        // What a page says when it starts is not what a click says.
        await page.WaitForTimeoutAsync(2_000);
        wire.TakeFrames();

        await page.Locator(".day.Open").First.ClickAsync();
        await Assertions.Expect(page.Locator(".day-detail")).ToContainTextAsync("Demande envoyée");
        await page.WaitForTimeoutAsync(2_000);

        wire.TakeFrames().Should().BeInRange(100, Click);
    }

    private sealed class Wire : IAsyncDisposable
    {
        private readonly ICDPSession _session;
        private long _bytes;
        private long _frames;

        private Wire(ICDPSession session) => _session = session;

        public int Sockets { get; private set; }

        public static async Task<Wire> ListenAsync(IPage page)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            var wire = new Wire(session);
            session.Event("Network.loadingFinished").OnEvent += (_, told) => wire._bytes += told!.Value.GetProperty("encodedDataLength").GetInt64();
            session.Event("Network.webSocketCreated").OnEvent += (_, _) => wire.Sockets++;
            session.Event("Network.webSocketFrameReceived").OnEvent += (_, told) => wire._frames += Length(told!.Value);
            session.Event("Network.webSocketFrameSent").OnEvent += (_, told) => wire._frames += Length(told!.Value);
            await session.SendAsync("Network.enable");
            // What the worker of the offline page fetches is not told to the page: without it the page fetches the same itself.
            await session.SendAsync("Network.setBypassServiceWorker", new() { ["bypass"] = true });
            return wire;
        }

        /// <summary>Bytes of answers since the last time.</summary>
        public long Take() => Interlocked.Exchange(ref _bytes, 0);

        /// <summary>Bytes of the circuit, both ways, since the last time.</summary>
        public long TakeFrames() => Interlocked.Exchange(ref _frames, 0);

        public async ValueTask DisposeAsync() => await _session.DetachAsync();

        // Binary frames are told in Base64.
        private static long Length(JsonElement told)
        {
            var frame = told.GetProperty("response");
            var text = frame.GetProperty("payloadData").GetString()!.Length;
            return frame.GetProperty("opcode").GetInt32() == 2 ? text * 3 / 4 : text;
        }
    }
}
