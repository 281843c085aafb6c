using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using ClsPortal.Workshop;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Families;

/// <summary>
/// Hands a file to the workshop: a process of its own that knows no setting, no key and no database, and is ended when it takes too long or too
/// much. Whatever a hostile file does to the library that reads it ends there.
/// </summary>
internal sealed partial class FileWorkshop(WorkshopLimits limits, ILogger<FileWorkshop> logger)
{
    private const int MostComplaint = 64 * 1024;

    // What a file asks for in memory is asked for twice at most.
    private static readonly SemaphoreSlim Turns = new(2);

    /// <param name="kind"><c>pdf</c> or <c>heic</c>.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <returns>What is kept of the file, or why nothing is.</returns>
    public async Task<(Verdict Verdict, byte[] Kept)> RunAsync(string kind, byte[] content, CancellationToken cancellationToken)
    {
        await Turns.WaitAsync(cancellationToken);
        try
        {
            using var process = Process.Start(StartOf(kind)) ?? throw new InvalidOperationException("The workshop of files did not start.");
            try
            {
                return await WorkAsync(process, content, cancellationToken);
            }
            finally
            {
                End(process);
            }
        }
        finally
        {
            Turns.Release();
        }
    }

    private async Task<(Verdict Verdict, byte[] Kept)> WorkAsync(Process process, byte[] content, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var giving = GiveAsync(process, content, ended.Token);
        var taking = TakeAsync(process, ended.Token);
        var complaining = ComplaintAsync(process, ended.Token);
        var isWithinLimits = await StaysWithinLimitsAsync(process, taking, cancellationToken);
        if (!isWithinLimits)
        {
            End(process);
        }

        await giving;
        var kept = await taking;
        var complaint = await complaining;
        await process.WaitForExitAsync(cancellationToken);
        if (!isWithinLimits || kept is null)
        {
            TookTooMuch();
            return (Verdict.TooLarge, []);
        }

        var verdict = (Verdict)process.ExitCode;
        if (!Enum.IsDefined(verdict))
        {
            // The first line names the exception; what follows is the way there. Neither holds anything of the file.
            Broke(process.ExitCode, complaint.Split('\n').FirstOrDefault(line => line.Contains("Exception", StringComparison.Ordinal))?.Trim().Split(':')[0]);
            return (Verdict.Damaged, []);
        }

        return (verdict, kept);
    }

    private async Task<bool> StaysWithinLimitsAsync(Process process, Task<byte[]?> taking, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var exit = process.WaitForExitAsync(cancellationToken);
        while (await Task.WhenAny(exit, Task.Delay(50, cancellationToken)) != exit)
        {
            try
            {
                process.Refresh();
                if (
                    process.WorkingSet64 > limits.Memory
                    || process.TotalProcessorTime > limits.ProcessorTime
                    || Stopwatch.GetElapsedTime(started) > limits.Time
                    || (taking.IsCompletedSuccessfully && await taking is null)
                )
                {
                    return false;
                }
            }
            catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
            {
                // It ended between the two looks; what was asked for last decides which of both Linux has for it.
            }
        }

        await exit;
        return true;
    }

    private static async Task GiveAsync(Process process, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(content, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It had seen enough.
        }
    }

    /// <returns>The beginning of what it says of its end; the rest is read and forgotten, so that it never waits to say it.</returns>
    private static async Task<string> ComplaintAsync(Process process, CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        var part = new char[4 * 1024];
        int read;
        while ((read = await process.StandardError.ReadAsync(part, cancellationToken)) > 0)
        {
            said.Append(part, 0, Math.Min(read, MostComplaint - said.Length));
        }

        return said.ToString();
    }

    /// <returns>Null for more than any file has.</returns>
    private async Task<byte[]?> TakeAsync(Process process, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var part = new byte[64 * 1024];
        int read;
        while ((read = await process.StandardOutput.BaseStream.ReadAsync(part, cancellationToken)) > 0)
        {
            kept.Write(part, 0, read);
            if (kept.Length > limits.Output)
            {
                return null;
            }
        }

        return kept.ToArray();
    }

    private ProcessStartInfo StartOf(string kind)
    {
        var command = limits.StandIn ?? [Runtime(), "exec", Path.Combine(AppContext.BaseDirectory, "ClsPortal.Workshop.dll"), kind];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var system = Environment.GetEnvironmentVariable("SystemRoot");
        start.Environment.Clear();
        start.Environment["DOTNET_GCHeapHardLimit"] = limits.ManagedMemory.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (system is not null)
        {
            start.Environment["SystemRoot"] = system;
        }

        return start;
    }

    /// <summary>The program that runs this one: the same runtime, wherever it was put.</summary>
    private static string Runtime()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Path.GetFileName(Environment.ProcessPath) == name
            ? Environment.ProcessPath!
            : Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file took more time or memory than it may, and was refused")]
    private partial void TookTooMuch();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file ended the workshop with {ExitCode} ({Exception}), and was refused")]
    private partial void Broke(int exitCode, string? exception);
}
