using System.Diagnostics;

namespace ClsPortal.Support;

/// <summary>What a child process has written, kept so that a failure can show its own words.</summary>
public sealed class OutputTail
{
    private const int Longest = 2_000;
    private readonly Queue<string> _lines = new();
    private readonly Lock _gate = new();

    /// <summary>Reads both streams of a started process for as long as it writes.</summary>
    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public override string ToString()
    {
        lock (_gate)
            return string.Join('\n', _lines);
    }

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Longest)
                _lines.Dequeue();
        }
    }
}
