using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClsPortal.Infrastructure.Tests.Families;

/// <summary>The real scanner, with one signature of its own: the public ones are fetched from the internet.</summary>
internal sealed class Clamd : IAsyncDisposable
{
    public const string Program = "/usr/sbin/clamd";

    /// <summary>Of one file.</summary>
    public const int MostBytes = 1 << 20;

    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private Clamd(DirectoryInfo folder, Process process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    public string Socket => SocketIn(_folder);

    public static async Task<Clamd> StartAsync(string virus, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("clamd-");
        var port = FreePort();
        var signatures = folder.CreateSubdirectory("signatures").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(signatures, "test.ndb"),
            $"Test.Portal:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(virus))}\n",
            cancellation
        );
        var settings = Path.Combine(folder.FullName, "clamd.conf");
        await File.WriteAllTextAsync(
            settings,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                Foreground yes
                TCPSocket {port}
                TCPAddr 127.0.0.1
                LocalSocket {SocketIn(folder)}
                DatabaseDirectory {signatures}
                StreamMaxLength {MostBytes}

                """
            ),
            cancellation
        );
        var process = Process.Start(
            new ProcessStartInfo(Program, ["--config-file", settings])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var clamd = new Clamd(folder, process, port);
        while (!await AnswersAsync(port, cancellation))
        {
            process.HasExited.Should().BeFalse("clamd starts");
            await Task.Delay(100, cancellation);
        }

        return clamd;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string SocketIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "clamd.ctl");

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
