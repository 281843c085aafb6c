using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClsPortal.Support;

/// <summary>A page with its live circuit: it answers what the portal asks of a browser, knows the elements that were rendered and clicks them.</summary>
public sealed partial class CircuitPage : IAsyncDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private const string Start = "0";
    private readonly ClientWebSocket _socket;
    private readonly BlazorPack _pack;
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private readonly List<RenderedElement> _elements = [];
    private readonly List<(Func<RenderBatch, bool> Fits, TaskCompletionSource Found)> _waiting = [];
    private Task _reading = Task.CompletedTask;
    private Exception? _end;
    private long _events = -1;
    private int _calls;
    private int _objects;

    private CircuitPage(ClientWebSocket socket) => (_socket, _pack) = (socket, new BlazorPack(socket));

    /// <summary>The name of the circuit that its page alone knows; with it, a page says farewell.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>The elements with a handler or a date, as they were first rendered.</summary>
    public IReadOnlyList<RenderedElement> Elements
    {
        get
        {
            lock (_gate)
                return [.. _elements];
        }
    }

    internal static async Task<CircuitPage> StartAsync(string html, Uri address, CookieContainer cookies, string? from, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = cookies;
        socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        if (from is not null)
            socket.Options.SetRequestHeader("X-Forwarded-For", from);
        var page = new CircuitPage(socket);
        try
        {
            await page.StartAsync(html, address, cancellation);
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>Clicks the first element that fits and waits until the portal has rendered one of the answers, which it returns.</summary>
    /// <exception cref="TimeoutException">None of them came within two minutes.</exception>
    public async Task<string> ClickAsync(Func<RenderedElement, bool> fits, IReadOnlyList<string> answers, CancellationToken cancellation = default)
    {
        var element = Elements.First(element => element.Handlers.ContainsKey("onclick") && fits(element));
        string? answer = null;
        var answered = WhenRendered(batch => (answer = answers.FirstOrDefault(batch.Contains)) is not null);
        var descriptor = new JsonObject
        {
            ["eventHandlerId"] = element.Handlers["onclick"],
            ["eventName"] = "click",
            ["eventFieldInfo"] = null,
        };
        var details = new JsonObject
        {
            ["detail"] = 1,
            ["button"] = 0,
            ["buttons"] = 0,
            ["type"] = "click",
        };
        await _pack.InvokeAsync(
            null,
            "BeginInvokeDotNetFromJS",
            [
                $"{Interlocked.Increment(ref _calls)}",
                null,
                "DispatchEventAsync",
                Interlocked.Read(ref _events),
                new JsonArray(descriptor, details).ToJsonString(),
            ],
            cancellation
        );
        await answered.WaitAsync(LongestWait, cancellation);
        return answer!;
    }

    /// <summary>Clicks a day of the calendar.</summary>
    public Task<string> ClickDayAsync(DateOnly day, IReadOnlyList<string> answers, CancellationToken cancellation = default)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return ClickAsync(element => element.Attributes.GetValueOrDefault("data-date") == date, answers, cancellation);
    }

    /// <summary>As above, for the only answer that is expected.</summary>
    public Task<string> ClickDayAsync(DateOnly day, string answer, CancellationToken cancellation = default) => ClickDayAsync(day, [answer], cancellation);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _reading;
        }
        finally
        {
            _socket.Dispose();
            _pack.Dispose();
            _ending.Dispose();
        }
    }

    private async Task StartAsync(string html, Uri address, CancellationToken cancellation)
    {
        var origin = address.GetLeftPart(UriPartial.Authority);
        await _pack.OpenAsync(new UriBuilder(origin) { Scheme = address.Scheme == "https" ? "wss" : "ws", Path = "/_blazor" }.Uri, cancellation);
        var ready = WhenRendered(_ => Interlocked.Read(ref _events) >= 0 && Elements.Any(element => element.Handlers.Count > 0));
        _reading = ReadAsync(_ending.Token);
        await _pack.InvokeAsync(Start, "StartCircuit", [origin + "/", address.ToString(), "[]", ""], cancellation);
        var operations = new JsonArray([
            .. Markers()
                .Matches(html)
                .Select(
                    (hit, index) =>
                        new JsonObject
                        {
                            ["type"] = "add",
                            ["ssrComponentId"] = index + 1,
                            ["marker"] = JsonNode.Parse(hit.Groups["json"].Value),
                        }
                )
                .Where(operation => operation["marker"]!["descriptor"] is not null),
        ]);
        if (operations.Count == 0)
            throw new InvalidOperationException($"{address.AbsolutePath} has no circuit");
        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = operations };
        var state = State().Match(html);
        await _pack.InvokeAsync(null, "UpdateRootComponents", [batch.ToJsonString(), state.Success ? state.Groups["state"].Value : ""], cancellation);
        await ready.WaitAsync(LongestWait, cancellation);
    }

    private Task WhenRendered(Func<RenderBatch, bool> fits)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_end is not null)
                found.SetException(_end);
            else
                _waiting.Add((fits, found));
        }

        return found.Task;
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        using var pinging = new PeriodicTimer(PingEvery);
        var pings = PingAsync(pinging, cancellation);
        try
        {
            while (true)
            {
                switch (await _pack.ReadAsync(cancellation))
                {
                    case { Method: { } method } call:
                        await AnswerAsync(method, call.Arguments, cancellation);
                        break;
                    case { Invocation: Start, Arguments: [string secret] }:
                        Secret = secret;
                        break;
                }
            }
        }
        catch (Exception end) when (end is CircuitEndedException or WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            lock (_gate)
            {
                _end = end as CircuitEndedException ?? new CircuitEndedException("The connection broke.", end);
                foreach (var (_, found) in _waiting)
                    found.TrySetException(_end);
                _waiting.Clear();
            }
        }

        pinging.Dispose();
        await pings;
    }

    private async Task PingAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                await _pack.PingAsync(cancellation);
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The reader tells of the end.
        }
    }

    private async Task AnswerAsync(string method, IReadOnlyList<object?> arguments, CancellationToken cancellation)
    {
        switch (method)
        {
            case "JS.RenderBatch":
                var batch = new RenderBatch((byte[])arguments[1]!);
                Note(batch);
                await _pack.InvokeAsync(null, "OnRenderCompleted", [(long)arguments[0]!, null], cancellation);
                break;
            case "JS.BeginInvokeJS":
                await AnswerScriptAsync((long)arguments[0]!, (string)arguments[1]!, arguments[2] as string, (long)arguments[3]!, cancellation);
                break;
            case "JS.Error":
                throw new CircuitEndedException($"{arguments[0]}");
        }
    }

    // A script is told to have worked; what it would have made is an object that nobody looks at.
    private async Task AnswerScriptAsync(long call, string identifier, string? arguments, long resultType, CancellationToken cancellation)
    {
        if (identifier == "Blazor._internal.attachWebRendererInterop")
            Interlocked.Exchange(ref _events, JsonNode.Parse(arguments!)![1]!["__dotNetObject"]!.GetValue<long>());
        if (call == 0)
            return;
        var result = resultType == 1 ? $"{{\"__jsObjectId\":{Interlocked.Increment(ref _objects)}}}" : "null";
        await _pack.InvokeAsync(
            null,
            "EndInvokeJSFromDotNet",
            [call, true, string.Create(CultureInfo.InvariantCulture, $"[{call},true,{result}]")],
            cancellation
        );
    }

    private void Note(RenderBatch batch)
    {
        lock (_gate)
        {
            _elements.AddRange(batch.Elements().Where(element => element.Handlers.Count > 0));
            foreach (var waiting in _waiting.Where(waiting => waiting.Fits(batch)).ToList())
            {
                _waiting.Remove(waiting);
                waiting.Found.TrySetResult();
            }
        }
    }

    [GeneratedRegex("<!--Blazor:(?<json>\\{.*?\\})-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^-]*)-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();
}
