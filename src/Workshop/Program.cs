using ClsPortal.Workshop;
using ClsPortal.Workshop.Pdf;

// A file comes in at the input, what is kept of it leaves at the output. Whoever started this process bounds its time and memory;
// should that one die, the process ends by itself.
var patience = new Timer(_ => Environment.Exit((int)Verdict.TooLarge), null, TimeSpan.FromMinutes(4), Timeout.InfiniteTimeSpan);
try
{
    using var content = new MemoryStream();
    await using (var input = Console.OpenStandardInput())
    {
        await input.CopyToAsync(content);
    }

    var kept = args switch
    {
        ["pdf"] => PdfRebuild.Run(content.ToArray()),
        ["heic"] => HeicDrawing.Run(content.ToArray()),
        _ => throw new InvalidOperationException("expected pdf or heic"),
    };
    await using var output = Console.OpenStandardOutput();
    await output.WriteAsync(kept);
    return (int)Verdict.Kept;
}
catch (VerdictException exception)
{
    return (int)exception.Verdict;
}
catch (OutOfMemoryException)
{
    return (int)Verdict.TooLarge;
}
finally
{
    await patience.DisposeAsync();
}
