using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClsPortal.Support;

/// <summary>A virus scanner on this machine that speaks clamd's INSTREAM, and finds a virus where a file holds <see cref="Virus"/>.</summary>
public sealed class FakeClamd : IAsyncDisposable
{
    public const string Virus = "THIS-IS-A-VIRUS-OF-THE-TESTS";

    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _scanned;

    private FakeClamd(Socket listener)
    {
        _listener = listener;
        _accepting = AcceptAsync();
    }

    /// <summary>The largest file it takes; of a larger one it says so and hangs up, as clamd does.</summary>
    public int MaxBytes { get; init; } = 25 * 1024 * 1024;

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public int Scanned => _scanned;

    public static FakeClamd OnTcp(int maxBytes = 25 * 1024 * 1024) =>
        new(Listen(new Socket(SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(IPAddress.Loopback, 0))) { MaxBytes = maxBytes };

    public static FakeClamd OnSocket(string path) =>
        new(Listen(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private static Socket Listen(Socket socket, EndPoint at)
    {
        socket.Bind(at);
        socket.Listen();
        return socket;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptAsync(_stop.Token);
                await using var stream = new NetworkStream(connection);
                await AnswerAsync(stream);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            var command = new byte["zINSTREAM\0".Length];
            await stream.ReadExactlyAsync(command, _stop.Token);
            if (!command.AsSpan().SequenceEqual("zINSTREAM\0"u8))
            {
                await SayAsync(stream, "UNKNOWN COMMAND");
                return;
            }

            using var content = new MemoryStream();
            var length = new byte[4];
            while (true)
            {
                await stream.ReadExactlyAsync(length, _stop.Token);
                var part = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
                if (part.Length == 0)
                {
                    break;
                }

                if (content.Length + part.Length > MaxBytes)
                {
                    await SayAsync(stream, "INSTREAM size limit exceeded. ERROR");
                    return;
                }

                await stream.ReadExactlyAsync(part, _stop.Token);
                content.Write(part);
            }

            Interlocked.Increment(ref _scanned);
            await SayAsync(
                stream,
                Encoding.Latin1.GetString(content.ToArray()).Contains(Virus, StringComparison.Ordinal) ? "stream: Tests.Virus-1 FOUND" : "stream: OK"
            );
        }
        catch (IOException)
        {
            // Whoever asked is gone.
        }
    }

    private async Task SayAsync(NetworkStream stream, string answer) => await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\0"), _stop.Token);
}
