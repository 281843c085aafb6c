using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MimeKit;

namespace ClsPortal.Support;

/// <summary>
/// A mail server on 127.0.0.1 that keeps what it is given, can be stopped and started again on the same port, and
/// fails when told to.
/// </summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedMail> _received = [];
    private readonly Queue<SmtpFault> _nextFaults = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _connections = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    private SmtpListener() { }

    public int Port { get; private set; }

    /// <summary>When set, a sender must sign in with these before MAIL.</summary>
    public NetworkCredential? Credentials { get; init; }

    /// <summary>The fault of every message and connection from now on, until it is set back to none.</summary>
    public SmtpFault Fault { get; set; }

    /// <summary>All mail taken so far, oldest first.</summary>
    public IReadOnlyList<ReceivedMail> Received
    {
        get
        {
            lock (_gate)
                return [.. _received];
        }
    }

    public IReadOnlyList<MimeMessage> Messages => [.. Received.Select(mail => mail.Message)];

    public static SmtpListener Start(NetworkCredential? credentials = null)
    {
        var listener = new SmtpListener { Credentials = credentials };
        listener.Start();
        return listener;
    }

    /// <summary>Listens again on the port it had before <see cref="StopAsync"/>.</summary>
    public void Start()
    {
        if (_listener is not null)
            return;
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Stops listening and breaks the connections that are open: the mail server is down.</summary>
    public async Task StopAsync()
    {
        if (_listener is null)
            return;
        _listener.Dispose();
        _listener = null;
        await _accepting;
        var open = _connections.ToArray();
        foreach (var (client, _) in open)
            client.Dispose();
        await Task.WhenAll(open.Select(connection => connection.Value));
    }

    /// <summary>The next message (or connection, for <see cref="SmtpFault.Unavailable"/>) meets this fault, once for each call.</summary>
    public void FailNext(SmtpFault fault)
    {
        lock (_gate)
            _nextFaults.Enqueue(fault);
    }

    public void Clear()
    {
        lock (_gate)
            _received.Clear();
    }

    /// <summary>The first message that fits, as soon as it is there; fails with what did arrive when none comes.</summary>
    public async Task<ReceivedMail> WaitForAsync(Func<ReceivedMail, bool> fits, TimeSpan? patience = null)
    {
        var limit = patience ?? TimeSpan.FromMinutes(3);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var received = Received;
            if (received.FirstOrDefault(fits) is { } mail)
                return mail;
            if (waited.Elapsed > limit)
                throw new TimeoutException(
                    $"No such mail within {limit}. Received: "
                        + string.Join("; ", received.Select(other => $"\"{other.Message.Subject}\" to {string.Join(", ", other.Recipients)}"))
                );
            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Takes the fault that is due, if it is one of those that can happen at this step.</summary>
    internal SmtpFault TakeFault(params ReadOnlySpan<SmtpFault> possible)
    {
        lock (_gate)
        {
            if (_nextFaults.TryPeek(out var next))
                return possible.Contains(next) ? _nextFaults.Dequeue() : SmtpFault.None;
        }

        return possible.Contains(Fault) ? Fault : SmtpFault.None;
    }

    internal void Take(ReceivedMail mail)
    {
        lock (_gate)
            _received.Add(mail);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return;
            }

            _connections[client] = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield(); // the caller records this task before it can end
        try
        {
            await using var stream = client.GetStream();
            await new SmtpConversation(this, stream).RunAsync();
        }
        catch (Exception broken)
            when (broken is IOException or ObjectDisposedException or InvalidOperationException || (broken is NotSupportedException && !client.Connected))
        {
            // The sender hung up, or the listener was stopped under it: a buffered stream calls a closed one "not supported".
        }
        finally
        {
            client.Dispose();
            _connections.TryRemove(client, out _);
        }
    }
}
