using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>What a page leaves in the portal's memory once nobody looks at it.</summary>
public sealed class CircuitMemoryTests
{
    private const int Pages = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_says_farewell_is_freed_at_once_also_when_its_sign_in_is_over()
    {
        var circuits = new Circuits();
        await using var portal = await PortalHost.ListeningAsync(services => services.AddSingleton<CircuitHandler>(circuits));
        var places = portal.Services.GetRequiredService<CircuitPlaces>();

        await OpenAndLeaveAsync(portal, circuits, places);

        places.Open.Should().Be(0);
        await Until(() => circuits.Living == 0, "what closed is collected");
    }

    [Fact]
    public async Task A_refused_circuit_was_never_made()
    {
        var circuits = new Circuits();
        await using var portal = await PortalHost.ListeningAsync(services => services.AddSingleton<CircuitHandler>(circuits), ("Portal:Circuits:PerUser", "1"));
        using var visitor = new PortalVisitor(portal.Listening);
        await visitor.SignInAsync(await portal.GivenParent(), PortalHost.Password, Cancellation);
        await using var first = await visitor.OpenAsync("/contact", Cancellation);

        for (var attempt = 0; attempt < 20; attempt++)
        {
            var refused = await Wire.AskAsync(
                portal.Listening,
                "GET",
                "/_blazor",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            );
            refused.Status.Should().Be((int)HttpStatusCode.Unauthorized);
        }

        var second = () => visitor.OpenAsync("/contact", Cancellation);
        await second.Should().ThrowAsync<InvalidOperationException>("the page itself says that there are too many");
        (circuits.Opened, portal.Services.GetRequiredService<CircuitPlaces>().Open).Should().Be((1, 1));
    }

    [Fact]
    public async Task Whoever_signs_out_holds_no_page_open()
    {
        await using var portal = await PortalHost.ListeningAsync();
        var (email, places) = (await portal.GivenParent(), portal.Services.GetRequiredService<CircuitPlaces>());
        using var leaving = new PortalVisitor(portal.Listening);
        using var staying = new PortalVisitor(portal.Listening);
        await leaving.SignInAsync(email, PortalHost.Password, Cancellation);
        await staying.SignInAsync(email, PortalHost.Password, Cancellation);
        await using var left = await leaving.OpenAsync("/contact", Cancellation);
        await using var other = await staying.OpenAsync("/contact", Cancellation);
        places.Open.Should().Be(2);

        // By another tab: this page goes on answering, as whoever wrote a client of his own would have it.
        await new Visitor(leaving.Http).Submit("/deconnexion");

        await Until(() => places.Open == 1, "the portal cuts it, and leaves the other sign-in alone");
        var again = () => leaving.OpenAsync("/contact", Cancellation);
        await again.Should().ThrowAsync<InvalidOperationException>();
    }

    // In a method of its own, so that nothing of the pages is left in the test's.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task OpenAndLeaveAsync(PortalHost portal, Circuits circuits, CircuitPlaces places)
    {
        using var visitor = new PortalVisitor(portal.Listening);
        await visitor.SignInAsync(await portal.GivenParent(), PortalHost.Password, Cancellation);
        var pages = new List<CircuitPage>();
        for (var page = 0; page < Pages; page++)
        {
            pages.Add(await visitor.OpenAsync("/contact", Cancellation));
        }

        (circuits.Opened, circuits.Closed, places.Open).Should().Be((Pages, 0, Pages));
        using var stranger = new HttpClient { BaseAddress = portal.Listening };
        foreach (var page in pages)
        {
            // As a browser's beacon does.
            using var farewell = new MultipartFormDataContent { { new StringContent(page.Secret), "circuitId" } };
            (await stranger.PostAsync(new Uri("/_blazor/disconnect", UriKind.Relative), farewell, Cancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        await Until(() => circuits.Closed == Pages, "each is closed by its farewell");
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }

        await Until(() => places.Open == 0, "its place is free");
    }

    private static async Task Until(Func<bool> holds, string because)
    {
        for (var attempt = 0; !holds(); attempt++)
        {
            attempt.Should().BeLessThan(600, because);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(100, Cancellation);
        }
    }

    private sealed class Circuits : CircuitHandler
    {
        private readonly ConcurrentBag<WeakReference> _all = [];
        private int _closed;

        public int Opened => _all.Count;

        public int Closed => _closed;

        public int Living => _all.Count(circuit => circuit.IsAlive);

        public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            _all.Add(new WeakReference(circuit));
            return Task.CompletedTask;
        }

        public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _closed);
            return Task.CompletedTask;
        }
    }
}
