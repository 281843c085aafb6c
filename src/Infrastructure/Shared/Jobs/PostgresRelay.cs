using System.Threading.Channels;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Carries change notices between the copies of the portal with LISTEN and NOTIFY. Sent after the commit and gathered, for a
/// NOTIFY inside the booking transaction would make all commits queue behind one lock.
/// </summary>
internal sealed partial class PostgresRelay(ChangeFeed feed, DatabaseSettings settings, ILogger<PostgresRelay> logger) : BackgroundService
{
    private const string Topic = "portal_enrolment"; // of every version: during an update they hear each other
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);
    private readonly Channel<ChangeNotice> _outgoing = Channel.CreateUnbounded<ChangeNotice>(new() { SingleReader = true });
    private readonly PendingNotice _pending = new(Guid.NewGuid());

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        feed.Relay = change => _outgoing.Writer.TryWrite(change);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>The web server stops first: what its last bookings changed is still told.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            using var limit = new CancellationTokenSource(LongestFarewell);
            await SendPendingAsync(limit.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            ConnectionLost(exception.GetType().Name);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(KeepAsync(ListenAsync, stoppingToken), KeepAsync(SendAsync, stoppingToken));

    /// <summary>Does the work again after each failure, with growing delays, from a quarter of a second once it worked.</summary>
    private async Task KeepAsync(Func<Action, CancellationToken, Task> work, CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(() => failures = 0, stopping);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                ConnectionLost(exception.GetType().Name);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(10_000, 250 * (1 << Math.Min(failures, 6)))), stopping);
                failures++;
            }
        }
    }

    private async Task ListenAsync(Action worked, CancellationToken stopping)
    {
        var own = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            KeepAlive = 15,
            Pooling = false,
            ApplicationName = "portal relay",
        };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        connection.Notification += (_, notice) =>
        {
            if (_pending.Read(notice.Payload) is { } change)
            {
                feed.Deliver(change);
            }
        };
        await connection.OpenAsync(stopping);
        await using (var listen = new NpgsqlCommand($"LISTEN {Topic}", connection))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        worked();
        // What was said while nobody listened is unknown: every open screen reads again.
        feed.Deliver(ChangeNotice.Anything);
        while (true)
        {
            await connection.WaitAsync(stopping);
        }
    }

    private async Task SendAsync(Action worked, CancellationToken stopping)
    {
        while (!_pending.IsEmpty || await _outgoing.Reader.WaitToReadAsync(stopping))
        {
            await Task.Delay(Gather, stopping);
            await SendPendingAsync(stopping);
            worked();
        }
    }

    private async Task SendPendingAsync(CancellationToken cancellationToken)
    {
        while (_outgoing.Reader.TryRead(out var change))
        {
            _pending.Add(change);
        }

        if (_pending.IsEmpty)
        {
            return;
        }

        await using var connection = new NpgsqlConnection(PostgresConnection.Of(settings.ConnectionString));
        await connection.OpenAsync(cancellationToken);
        await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
        notify.Parameters.AddWithValue(Topic);
        notify.Parameters.AddWithValue(_pending.ToPayload());
        await notify.ExecuteNonQueryAsync(cancellationToken);
        _pending.Clear();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The live relay lost its connection and will try again ({Exception})")]
    private partial void ConnectionLost(string exception);
}
