using System.Text;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using SkiaSharp;

namespace ClsPortal.Infrastructure.Families;

/// <summary>
/// Draws the organisation's pictures anew as WebP, small enough for pages that are weighed: only the picture is left, without the place where it was taken.
/// </summary>
internal sealed class LookPictures(ClamAv? scanner = null) : ILookPictures
{
    // What is asked of the pictures: as many pixels as they are shown with on a fine screen, and what they may weigh.
    private static readonly Frame Logo = new(480, 144, 16_000);
    private static readonly Frame Cover = new(1280, 800, 60_000);

    // A telephone's largest photo; decoded whole, for WebP and PNG know no smaller drawing.
    private const long MostPixels = 25_000_000;
    private const int LookedAt = 1024;
    private const double Smaller = 0.8;
    private static readonly int[] Qualities = [88, 76, 62, 48];

    public async Task<Outcome<DrawnPicture>> DrawAsync(LookPart part, byte[] content, CancellationToken cancellationToken) =>
        (scanner is null ? Scan.Clean : await scanner.ScanAsync(content, cancellationToken)) switch
        {
            Scan.Infected => LookRefusals.Infected,
            Scan.Unreachable => LookRefusals.NotScanned,
            // Seconds of a processor, which the caller's circuit does not wait for on its own thread.
            _ => await Task.Run(() => Pictures.InTurn(() => Draw(content, part == LookPart.Logo ? Logo : Cover)), cancellationToken),
        };

    private static Outcome<DrawnPicture> Draw(byte[] content, Frame frame)
    {
        if (!IsPicture(content))
        {
            return IsSvg(content) ? LookRefusals.Svg : LookRefusals.UnknownKind;
        }

        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null)
        {
            return LookRefusals.Damaged;
        }

        if (Pictures.HasTooManyPixels(codec, MostPixels))
        {
            return LookRefusals.TooManyPixels;
        }

        for (var scale = 1.0; ; scale *= Smaller)
        {
            using var picture = Pictures.Within(codec, (int)(frame.Width * scale), (int)(frame.Height * scale));
            if (picture is null)
            {
                return LookRefusals.Damaged;
            }

            if (Light(picture, frame.MostBytes) is { } drawn)
            {
                return new DrawnPicture(drawn, picture.Width, picture.Height);
            }
        }
    }

    /// <summary>As good as its weight allows; null when it is too heavy however it is written.</summary>
    private static byte[]? Light(SKBitmap picture, int mostBytes)
    {
        using var pixels = picture.PeekPixels();
        foreach (var quality in Qualities)
        {
            using var written =
                pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality))
                ?? throw new InvalidOperationException("A picture could not be written.");
            if (written.Size <= mostBytes)
            {
                return written.ToArray();
            }
        }

        return null;
    }

    private static bool IsPicture(ReadOnlySpan<byte> content) =>
        content switch
        {
            [0xFF, 0xD8, 0xFF, ..] => true,
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => true,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => true,
            _ => false,
        };

    // To say what to do; it is refused in any case.
    private static bool IsSvg(byte[] content) =>
        Encoding.UTF8.GetString(content, 0, Math.Min(content.Length, LookedAt)).Contains("<svg", StringComparison.OrdinalIgnoreCase);

    private sealed record Frame(int Width, int Height, int MostBytes);
}
