using System.Diagnostics;

namespace ClsPortal.Support;

/// <summary>
/// The portal as operators run it: its own process, on a free port of 127.0.0.1, with a data folder of its own that is
/// deleted at the end. Several may run at once, on one database or on many.
/// </summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(45); // a connected circuit may hold it for 30

    private readonly Process _process;
    private readonly OutputTail _output;
    private readonly DirectoryInfo _data;

    private PortalProcess(Process process, OutputTail output, DirectoryInfo data, Uri address)
    {
        _process = process;
        _output = output;
        _data = data;
        Address = address;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Such as http://127.0.0.1:43121/</summary>
    public Uri Address { get; }

    /// <summary>The portal's working folder, empty at its start.</summary>
    public string DataFolder => _data.FullName;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything the portal has written so far.</summary>
    public string Output => _output.ToString();

    /// <summary>
    /// Starts the portal and waits until /health/ready says 200. <paramref name="settings"/> are environment variables
    /// such as Portal__Database__Provider; the default is SQLite in <see cref="DataFolder"/>.
    /// </summary>
    public static Task<PortalProcess> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, CancellationToken cancellation = default) =>
        StartAtAsync(null, settings, cancellation);

    /// <summary>The same at the address of a predecessor that is gone, for visitors who come back; null: a free one.</summary>
    public static Task<PortalProcess> StartAtAsync(
        Uri? address,
        IReadOnlyDictionary<string, string?>? settings = null,
        CancellationToken cancellation = default
    ) => ReadyAsync(Launch(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal), address ?? FreeAddress()), cancellation);

    /// <summary>The same over a copy of what another portal left in its <see cref="DataFolder"/>.</summary>
    public static Task<PortalProcess> StartOverAsync(string left, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation = default) =>
        ReadyAsync(Launch(settings, FreeAddress(), left: left), cancellation);

    /// <summary>
    /// Starts the portal as it runs in its container: out of a tree of files that it may not write to and, when this process is root, as
    /// somebody who is not.
    /// </summary>
    public static Task<PortalProcess> StartConfinedAsync(
        string program,
        IReadOnlyDictionary<string, string?>? settings = null,
        CancellationToken cancellation = default
    ) => ReadyAsync(Launch(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal), FreeAddress(), [], program, OtherUser.IfRoot()), cancellation);

    public int ProcessId => _process.Id;

    /// <summary>The processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Runs the portal with a switch such as --backup FILE, beside a running one or not, until it ends.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public static async Task<(int Code, string Output)> RunAsync(
        IReadOnlyList<string> switches,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancellation = default
    )
    {
        await using var portal = Launch(settings, new Uri("http://127.0.0.1:0"), switches);
        await portal._process.WaitForExitAsync(cancellation);
        return (portal._process.ExitCode, portal.Output);
    }

    /// <summary>Waits until /health/ready says 200.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellation = default) => Readiness.WaitAsync("The portal", Address, _process, _output, cancellation);

    /// <summary>Ends the portal at once, as a crash or a power cut would.</summary>
    public void Kill()
    {
        if (_process.HasExited)
            return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Asks the portal to stop (SIGTERM, as a container engine does) and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await kill.WaitForExitAsync();
        }

        using var limit = new CancellationTokenSource(LongestStop);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            Kill();
            throw new TimeoutException($"The portal did not stop within {LongestStop} of SIGTERM. It wrote:\n{Output}", late);
        }

        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        Kill();
        _process.Dispose();
        if (_data.Exists)
            _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static Uri FreeAddress() => new($"http://127.0.0.1:{FreePort.Next()}");

    private static async Task<PortalProcess> ReadyAsync(PortalProcess portal, CancellationToken cancellation)
    {
        try
        {
            await portal.WaitUntilReadyAsync(cancellation);
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    private static PortalProcess Launch(
        IReadOnlyDictionary<string, string?> settings,
        Uri address,
        IReadOnlyList<string>? switches = null,
        string? program = null,
        OtherUser? user = null,
        string? left = null
    )
    {
        program ??= PortalProgram.Find();
        var data = Directory.CreateTempSubdirectory("clsportal-web-");
        foreach (var file in left is null ? [] : Directory.GetFiles(left, "portal.*"))
            File.Copy(file, Path.Combine(data.FullName, Path.GetFileName(file)));
        IReadOnlyList<string> command =
        [
            .. user?.Prefix ?? [],
            SearchPath.Find("dotnet") ?? "dotnet",
            program,
            "--urls",
            address.GetLeftPart(UriPartial.Authority),
            .. switches ?? [],
        ];
        if (user is not null)
        {
            using var chown = Process.Start("chown", [user.Name, data.FullName]);
            chown.WaitForExit();
        }

        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            WorkingDirectory = data.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = data.FullName;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // The key beside the database, wherever a test has that, and nothing on the machine that runs the tests.
        start.Environment["DOTNET_RUNNING_IN_CONTAINER"] = "true";
        // Lives for a few pages: what is counted now to compile better later would never be used.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(program);
        start.Environment["ConnectionStrings__Portal"] = $"Data Source={Path.Combine(data.FullName, "portal.db")}";
        start.Environment["Portal__PublicUrl"] = address.GetLeftPart(UriPartial.Authority);
        foreach (var (key, value) in settings)
            start.Environment[key] = value;

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started");
        var output = new OutputTail();
        output.Follow(process);
        return new PortalProcess(process, output, data, address);
    }

    private void OnProcessExit(object? sender, EventArgs e) => Kill();
}
