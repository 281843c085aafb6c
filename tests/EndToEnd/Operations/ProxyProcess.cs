using System.Diagnostics;

namespace ClsPortal.EndToEnd.Tests.Operations;

/// <summary>HAProxy with the configuration that is shipped, before two copies of the portal.</summary>
internal sealed class ProxyProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly OutputTail _output = new();

    private ProxyProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _output.Follow(process);
    }

    public Uri Address { get; }

    /// <summary>An address for a proxy that is still to start: its copies must know it before.</summary>
    public static Uri FreeAddress() => new($"http://127.0.0.1:{FreePort.Next()}");

    public static async Task<ProxyProcess> StartAsync(Uri address, Uri copy1, Uri copy2, CancellationToken cancellation)
    {
        var program = File.Exists("/usr/sbin/haproxy") ? "/usr/sbin/haproxy" : "haproxy";
        var start = new ProcessStartInfo(program, ["-db", "-f", Path.Combine(AppContext.BaseDirectory, "haproxy.cfg")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PORTAL_BIND"] = address.Authority;
        start.Environment["PORTAL_COPY_1"] = copy1.Authority;
        start.Environment["PORTAL_COPY_2"] = copy2.Authority;
        var proxy = new ProxyProcess(Process.Start(start)!, address);
        await Readiness.WaitAsync("HAProxy", address, proxy._process, proxy._output, cancellation);
        return proxy;
    }

    public ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
