namespace ClsPortal.Workshop.Pdf;

/// <summary>What a document may ask for. A scan of 200 pages stays far below; whoever asks for more is told so.</summary>
internal sealed class PdfLimits
{
    public const int Pages = 2_000;
    public const int Objects = 200_000;
    public const int Depth = 200;
    public const int PageContent = 48 * 1024 * 1024;
    public const int ObjectStream = 48 * 1024 * 1024;
    private const long Unpacked = 1_500L * 1024 * 1024;

    private long _unpacked;

    /// <summary>Counts unpacked bytes; what they are unpacked into is the caller's matter.</summary>
    public void Count(long bytes)
    {
        _unpacked += bytes;
        if (_unpacked > Unpacked)
        {
            throw new VerdictException(Verdict.TooLarge);
        }
    }
}
