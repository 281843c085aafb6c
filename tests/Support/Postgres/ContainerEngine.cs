using System.Net.Sockets;
using System.Text;

namespace ClsPortal.Support;

/// <summary>
/// Whether a container engine answers, found out in two seconds at most: Testcontainers' own search takes far longer
/// on a machine that has only the client.
/// </summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            return await PingAsync(limit.Token);
        }
        catch (Exception failure) when (failure is SocketException or IOException or UriFormatException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static async Task<bool> PingAsync(CancellationToken cancellation)
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } set ? new Uri(set) : null;
        using var socket = await ConnectAsync(host, cancellation);
        if (socket is null)
            return false;
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n"), cancellation);
        var answer = new byte[64];
        var length = await socket.ReceiveAsync(answer, cancellation);
        return Encoding.ASCII.GetString(answer, 0, length).Contains(" 200 ", StringComparison.Ordinal);
    }

    private static async Task<Socket?> ConnectAsync(Uri? host, CancellationToken cancellation)
    {
        if (host is { Scheme: "tcp" or "http" or "https" })
        {
            var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await tcp.ConnectAsync(host.Host, host.Port > 0 ? host.Port : 2375, cancellation);
            return tcp;
        }

        var path = host?.Scheme == "unix" ? host.AbsolutePath : "/var/run/docker.sock";
        if (!File.Exists(path))
            return null;
        var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await unix.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        return unix;
    }
}
