using System.Diagnostics;
using System.Globalization;
using ClsPortal.Application.Families;
using ClsPortal.Infrastructure.Families;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Tests.Families;

/// <summary>A file that keeps the workshop's process: it is ended with all that it started, and the file refused with a sentence.</summary>
public sealed class FileWorkshopTests : IDisposable
{
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly WorkshopLimits Wide = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), 4096 * Megabyte, 256 * Megabyte, 512 * Megabyte);

    private readonly string _pids = Path.GetTempFileName();

    public void Dispose() => File.Delete(_pids);

    public static TheoryData<string, WorkshopLimits, string> Hostile =>
        new()
        {
            { "waits for ever", Wide with { Time = TimeSpan.FromSeconds(1) }, "wait" },
            { "computes for ever", Wide with { ProcessorTime = TimeSpan.FromSeconds(1) }, "while :; do :; done" },
            { "asks for memory", Wide with { Memory = 100 * Megabyte }, "kept=$(/usr/bin/head -c 300000000 /dev/zero | /usr/bin/tr '\\0' x); wait" },
            { "gives back more than a file has", Wide with { Output = Megabyte }, "exec /usr/bin/yes" },
            { "complains for ever", Wide with { Time = TimeSpan.FromSeconds(1) }, "/usr/bin/yes >&2" },
        };

    [Theory, MemberData(nameof(Hostile))]
    public async Task What_takes_too_much_is_ended_and_refused_and_nothing_is_left_running(string what, WorkshopLimits limits, string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the stand-in is a script");
        var started = Stopwatch.GetTimestamp();

        var outcome = await Inspector(limits, script).InspectAsync(FileSamples.Pdf(), TestContext.Current.CancellationToken);

        outcome.Refusals.Should().Equal([FileRefusals.TooLarge], $"it {what}");
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(Patience);
        await NothingRunsAsync();
    }

    [Fact]
    public async Task Whoever_goes_away_takes_the_process_along_and_the_next_file_has_its_turn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the stand-in is a script");
        var inspector = Inspector(Wide, "wait");

        // More often than there are turns.
        for (var visitor = 0; visitor < 3; visitor++)
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var inspection = inspector.InspectAsync(FileSamples.Pdf(), gone.Token);
            await UntilAsync(() => Pids().Count == 2);
            await gone.CancelAsync();
            await FluentActions.Awaiting(() => inspection).Should().ThrowAsync<OperationCanceledException>();
            await NothingRunsAsync();
        }
    }

    [Fact]
    public async Task A_process_that_breaks_refuses_its_file_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the stand-in is a script");

        (await Inspector(Wide, "kill $!; kill -9 $$").InspectAsync(FileSamples.Pdf(), TestContext.Current.CancellationToken))
            .Refusals.Should()
            .Equal(FileRefusals.Damaged);

        await NothingRunsAsync();
    }

    /// <summary>Instead of the workshop a shell, which writes down its own number and that of a child, and then does as the script says.</summary>
    private IFileInspector Inspector(WorkshopLimits limits, string script) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(limits with { StandIn = ["/bin/sh", "-c", $"/usr/bin/sleep 600 & echo \"$$ $!\" > \"$0\"; {script}", _pids] })
            .AddFiles(FileLimits.Default)
            .BuildServiceProvider()
            .GetRequiredService<IFileInspector>();

    private async Task NothingRunsAsync()
    {
        var pids = Pids();
        pids.Should().HaveCount(2, "the stand-in has run");
        await UntilAsync(() => pids.TrueForAll(pid => !Runs(pid)));
        await File.WriteAllTextAsync(_pids, "", TestContext.Current.CancellationToken);
    }

    private List<int> Pids() =>
        [
            .. File.ReadAllText(_pids)
                .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)),
        ];

    /// <summary>A process that ended and that nobody asked about yet (Z) runs no more.</summary>
    private static bool Runs(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].TrimStart()[0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Patience);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
