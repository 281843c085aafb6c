using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Families;

/// <summary>Where clamd listens.</summary>
public sealed record ClamAvAddress(string Host, int Port)
{
    /// <summary>For a socket of this machine: its path stands in <see cref="Host"/>.</summary>
    public bool IsSocket => Port == 0;
}

/// <summary>What a scan said.</summary>
internal enum Scan
{
    Clean,
    Infected,
    Unreachable,
}

/// <summary>Asks clamd of each file, as it came in, by its INSTREAM command. A file that was not scanned is not clean.</summary>
internal sealed partial class ClamAv(ClamAvAddress address, ILogger<ClamAv> logger)
{
    private const int PartSize = 128 * 1024;
    private const int LongestAnswer = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<Scan> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var answer = await AskAsync(content, patience.Token);
            if (answer.EndsWith(" FOUND", StringComparison.Ordinal))
            {
                Found(answer[(answer.IndexOf(": ", StringComparison.Ordinal) + 1)..^" FOUND".Length].Trim());
                return Scan.Infected;
            }

            if (answer == "stream: OK")
            {
                return Scan.Clean;
            }

            Refused(answer);
        }
        catch (Exception exception)
            when (exception is SocketException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Silent(exception.GetType().Name);
        }

        return Scan.Unreachable;
    }

    private async Task<string> AskAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var socket = address.IsSocket
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await (
            address.IsSocket
                ? socket.ConnectAsync(new UnixDomainSocketEndPoint(address.Host), cancellationToken)
                : socket.ConnectAsync(address.Host, address.Port, cancellationToken)
        );
        await using var stream = new NetworkStream(socket);
        var answer = AnswerAsync(stream, cancellationToken);
        try
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
            var length = new byte[4];
            for (var at = 0; at < content.Length; at += PartSize)
            {
                var part = content.Slice(at, Math.Min(PartSize, content.Length - at));
                BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
                await stream.WriteAsync(length, cancellationToken);
                await stream.WriteAsync(part, cancellationToken);
            }

            await stream.WriteAsync(new byte[4], cancellationToken);
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            // It hung up while it was told: what it said before says why, as a file over its StreamMaxLength.
        }

        return await answer;
    }

    private static async Task<string> AnswerAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        int read;
        while (
            length < answer.Length
            && !answer.AsSpan(0, length).Contains((byte)0)
            && (read = await stream.ReadAsync(answer.AsMemory(length), cancellationToken)) > 0
        )
        {
            length += read;
        }

        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The virus scanner found {Signature} in a file, which was refused")]
    private partial void Found(string signature);

    [LoggerMessage(Level = LogLevel.Error, Message = "The virus scanner did not scan a file, which was refused: {Answer}")]
    private partial void Refused(string answer);

    [LoggerMessage(Level = LogLevel.Error, Message = "The virus scanner cannot be reached ({Fault}): a file was refused")]
    private partial void Silent(string fault);
}
