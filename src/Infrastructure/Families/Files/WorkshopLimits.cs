namespace ClsPortal.Infrastructure.Families;

/// <summary>What the workshop’s process may take for one file before it is ended and the file refused.</summary>
/// <param name="Time">On the clock.</param>
/// <param name="ProcessorTime">Of its own.</param>
/// <param name="Memory">Bytes of all it holds.</param>
/// <param name="ManagedMemory">Bytes that its runtime gives out; less, so that a library’s memory has room beside it.</param>
/// <param name="Output">Bytes that it may give back.</param>
public sealed record WorkshopLimits(TimeSpan Time, TimeSpan ProcessorTime, long Memory, long ManagedMemory, long Output)
{
    private const long Megabyte = 1024 * 1024;

    public static readonly WorkshopLimits Default = new(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(30), 900 * Megabyte, 600 * Megabyte, 128 * Megabyte);

    /// <summary>A program and its arguments in the workshop’s place, for tests of what becomes of one that does not end; null for the workshop.</summary>
    public IReadOnlyList<string>? StandIn { get; init; }
}
