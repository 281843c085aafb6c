using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ClsPortal.Web.Tests.Support;

/// <summary>Requests as they are written, byte for byte: every client library would tidy the address first.</summary>
internal static class Wire
{
    public static async Task<WireAnswer> AskAsync(Uri portal, string method, string target, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Host, portal.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        string[] lines =
        [
            $"{method} {target} HTTP/1.1",
            .. headers.Any(header => header.StartsWith("Host:", StringComparison.Ordinal)) ? [] : (string[])[$"Host: {portal.Authority}"],
            "Content-Length: 0",
            .. headers,
        ];
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var status = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new IOException($"{method} {target} was not answered");
        var answered = new List<string>();
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            answered.Add(line);
        }

        return new WireAnswer(int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture), Header("Location"), Header("Cache-Control"), Header("Set-Cookie"));

        string? Header(string name) => answered.Find(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
    }
}

internal sealed record WireAnswer(int Status, string? Location, string? CacheControl, string? SetCookie);
