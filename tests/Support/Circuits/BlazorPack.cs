using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using MessagePack;

namespace ClsPortal.Support;

/// <summary>
/// The messages between a page and its circuit: SignalR's hub protocol in MessagePack, each message behind its length, under the name
/// that Blazor gives it. No client library speaks it.
/// </summary>
internal sealed class BlazorPack(ClientWebSocket socket) : IDisposable
{
    private static readonly byte[] Ping = [2, 0x91, 6];
    private readonly SemaphoreSlim _sending = new(1);
    private readonly byte[] _chunk = new byte[32 * 1024];
    private byte[] _pending = [];

    public async Task OpenAsync(Uri address, CancellationToken cancellation)
    {
        await socket.ConnectAsync(address, cancellation);
        await SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), cancellation);
        var answer = await ReadUntilAsync(bytes => Array.IndexOf(bytes, (byte)0x1e) + 1, cancellation);
        if (Encoding.UTF8.GetString(answer) is var text && text != "{}\u001e")
            throw new InvalidDataException($"The circuit was refused: {text}");
    }

    public Task PingAsync(CancellationToken cancellation) => SendAsync(Ping, cancellation);

    /// <summary>Calls a method of the hub; with an <paramref name="invocation"/>, its answer comes as a message of that number.</summary>
    public Task InvokeAsync(string? invocation, string method, IReadOnlyList<object?> arguments, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(6);
        writer.Write(1);
        writer.WriteMapHeader(0);
        writer.Write(invocation);
        writer.Write(method);
        writer.WriteArrayHeader(arguments.Count);
        foreach (var argument in arguments)
        {
            switch (argument)
            {
                case null:
                    writer.WriteNil();
                    break;
                case string text:
                    writer.Write(text);
                    break;
                case bool flag:
                    writer.Write(flag);
                    break;
                case int number:
                    writer.Write(number);
                    break;
                case long number:
                    writer.Write(number);
                    break;
                default:
                    throw new ArgumentException($"{argument.GetType()} is no argument of a circuit", nameof(arguments));
            }
        }

        writer.WriteArrayHeader(0);
        writer.Flush();
        return SendAsync([.. Length(body.WrittenCount), .. body.WrittenSpan], cancellation);
    }

    /// <summary>The next message: a call of the page, an answer, or null for what has no meaning here.</summary>
    public async Task<CircuitMessage?> ReadAsync(CancellationToken cancellation)
    {
        var whole = await ReadUntilAsync(
            bytes => TryLength(bytes, out var prefix, out var length) && bytes.Length >= prefix + length ? prefix + length : 0,
            cancellation
        );
        TryLength(whole, out var start, out _);
        return Parse(whole.AsMemory(start));
    }

    public void Dispose() => _sending.Dispose();

    private static CircuitMessage? Parse(ReadOnlyMemory<byte> body)
    {
        var reader = new MessagePackReader(body);
        reader.ReadArrayHeader();
        switch (reader.ReadInt32())
        {
            case 1:
                reader.Skip();
                reader.Skip();
                var method = reader.ReadString()!;
                var arguments = new object?[reader.ReadArrayHeader()];
                for (var i = 0; i < arguments.Length; i++)
                    arguments[i] = Value(ref reader);
                return new CircuitMessage(method, null, arguments);
            case 3:
                reader.Skip();
                var invocation = reader.ReadString();
                return reader.ReadInt32() switch
                {
                    1 => throw new CircuitEndedException(reader.ReadString() ?? "an error without words"),
                    3 => new CircuitMessage(null, invocation, [Value(ref reader)]),
                    _ => new CircuitMessage(null, invocation, []),
                };
            case 7:
                throw new CircuitEndedException(reader.TryReadNil() ? "closed" : reader.ReadString() ?? "closed");
            default:
                return null;
        }
    }

    private static object? Value(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Integer:
                return reader.ReadInt64();
            case MessagePackType.String:
                return reader.ReadString();
            case MessagePackType.Boolean:
                return reader.ReadBoolean();
            case MessagePackType.Binary:
                return reader.ReadBytes()!.Value.ToArray();
            default:
                reader.Skip();
                return null;
        }
    }

    private async Task SendAsync(byte[] bytes, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<byte[]> ReadUntilAsync(Func<byte[], int> end, CancellationToken cancellation)
    {
        while (true)
        {
            if (end(_pending) is > 0 and var length)
            {
                var whole = _pending[..length];
                _pending = _pending[length..];
                return whole;
            }

            var received = await socket.ReceiveAsync(_chunk.AsMemory(), cancellation);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new CircuitEndedException("closed by the portal");
            _pending = [.. _pending, .. _chunk.AsSpan(0, received.Count)];
        }
    }

    private static byte[] Length(int length)
    {
        var bytes = new List<byte>();
        for (var rest = length; rest > 0; rest >>= 7)
            bytes.Add((byte)(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest));
        return [.. bytes];
    }

    private static bool TryLength(byte[] bytes, out int prefix, out int length)
    {
        (prefix, length) = (0, 0);
        for (var shift = 0; prefix < bytes.Length && prefix < 5; shift += 7)
        {
            var next = bytes[prefix++];
            length |= (next & 0x7f) << shift;
            if (next < 0x80)
                return true;
        }

        return false;
    }
}

/// <summary>A call of a method of the page, or the answer to an invocation of ours.</summary>
internal sealed record CircuitMessage(string? Method, string? Invocation, IReadOnlyList<object?> Arguments);
