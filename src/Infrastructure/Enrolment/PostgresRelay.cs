using System.Text.Json;
using System.Threading.Channels;
using ClsPortal.Application.Enrolment;
using ClsPortal.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ClsPortal.Infrastructure.Enrolment;

/// <summary>
/// Carries change notices between the copies of the portal with LISTEN and NOTIFY. Sent after the commit and gathered, for a
/// NOTIFY inside the booking transaction would make all commits queue behind one lock.
/// </summary>
internal sealed partial class PostgresRelay(EnrolmentFeed feed, DatabaseSettings settings, ILogger<PostgresRelay> logger) : BackgroundService
{
    private const string Topic = "portal_enrolment";
    private const int LongestPayload = 7000; // PostgreSQL takes 8000 bytes
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private readonly Guid _origin = Guid.NewGuid();
    private readonly Channel<EnrolmentChanged> _outgoing = Channel.CreateUnbounded<EnrolmentChanged>(new() { SingleReader = true });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        feed.Relay = change => _outgoing.Writer.TryWrite(change);
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        KeepAsync(ListenAsync, stoppingToken), KeepAsync(SendAsync, stoppingToken));

    private async Task KeepAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        for (var failures = 0; !stopping.IsCancellationRequested; failures++)
        {
            try
            {
                await work(stopping);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                ConnectionLost(exception);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(10_000, 250 * (1 << Math.Min(failures, 6)))), stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { KeepAlive = 15, Pooling = false }.ConnectionString);
        connection.Notification += (_, notice) => Receive(notice.Payload);
        await connection.OpenAsync(stopping);
        await using (var listen = new NpgsqlCommand($"LISTEN {Topic}", connection))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        // What was said while nobody listened is unknown: every open screen reads again.
        feed.Deliver(EnrolmentChanged.Anything);
        while (true)
        {
            await connection.WaitAsync(stopping);
        }
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        while (await _outgoing.Reader.WaitToReadAsync(stopping))
        {
            await Task.Delay(Gather, stopping);
            HashSet<int> families = [];
            HashSet<int> sessions = [];
            while (_outgoing.Reader.TryRead(out var change))
            {
                families.UnionWith(change.FamilyIds);
                sessions.UnionWith(change.SessionIds);
            }

            var payload = JsonSerializer.Serialize(new Notice(_origin, families, sessions));
            if (payload.Length > LongestPayload)
            {
                payload = JsonSerializer.Serialize(new Notice(_origin, [], []));
            }

            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(stopping);
            await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
            notify.Parameters.AddWithValue(Topic);
            notify.Parameters.AddWithValue(payload);
            await notify.ExecuteNonQueryAsync(stopping);
        }
    }

    private void Receive(string payload)
    {
        var notice = JsonSerializer.Deserialize<Notice>(payload);
        if (notice is not null && notice.Origin != _origin)
        {
            feed.Deliver(new EnrolmentChanged([.. notice.Families], [.. notice.Sessions]));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The live relay lost its connection and will try again")]
    private partial void ConnectionLost(Exception exception);

    private sealed record Notice(Guid Origin, IReadOnlyCollection<int> Families, IReadOnlyCollection<int> Sessions);
}
