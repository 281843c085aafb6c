using System.Runtime.InteropServices;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using SkiaSharp;

namespace ClsPortal.Infrastructure.Families;

/// <summary>
/// Draws pictures anew: what is kept is only a picture, upright, without the place where it was taken, and not larger than needed to
/// read a document.
/// </summary>
internal static class Pictures
{
    private const int LongestSide = 2600;
    private const int PreviewSide = 1200;
    private const int LongestDeclaredSide = 20_000;
    private const long MostJpegPixels = 60_000_000; // drawn at half or a quarter of it
    private const long MostPngPixels = 200_000_000; // read in bands
    private const long MostInterlacedPixels = 25_000_000; // drawn whole
    private const int MostPixelsOfABand = 24_000_000;
    private const int InterlaceByte = 28;
    private const int Quality = 85;

    // A picture needs up to 100 MB while it is drawn.
    private static readonly SemaphoreSlim Turns = new(2);

    public static Outcome<InspectedFile> Redraw(byte[] content, FileKind kind, long mostBytes) =>
        InTurn<Outcome<InspectedFile>>(() =>
        {
            using var data = SKData.CreateCopy(content);
            using var codec = SKCodec.Create(data);
            if (codec is null || codec.EncodedFormat != (kind == FileKind.Jpeg ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png))
            {
                return FileRefusals.Damaged;
            }

            if (HasTooManyPixels(codec, MostPixels(content, kind)))
            {
                return FileRefusals.TooManyPixels;
            }

            using var picture = Decode(codec, LongestSide, SKColors.White);
            return picture is null ? FileRefusals.Damaged : Encode(picture, kind, mostBytes);
        });

    /// <summary>A picture within a frame, upright, with what shines through it; null for what is cut short or broken.</summary>
    /// <param name="codec">Of what came in, whose size was looked at.</param>
    /// <param name="width">It becomes no wider.</param>
    /// <param name="height">It becomes no higher.</param>
    public static SKBitmap? Within(SKCodec codec, int width, int height)
    {
        var isTurned = IsTurned(codec.EncodedOrigin);
        var (across, down) = isTurned ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
        var scale = Math.Min(width / (double)across, height / (double)down);
        return Decode(codec, Math.Max(1, (int)(Math.Max(across, down) * scale)), SKColors.Transparent);
    }

    /// <summary>Waits for its turn to draw.</summary>
    public static T InTurn<T>(Func<T> draw)
    {
        Turns.Wait();
        try
        {
            return draw();
        }
        finally
        {
            Turns.Release();
        }
    }

    public static bool HasTooManyPixels(SKCodec codec, long most)
    {
        var (width, height) = ((long)codec.Info.Width, (long)codec.Info.Height);
        return Math.Max(width, height) > LongestDeclaredSide || width * height > most;
    }

    private static bool IsTurned(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    private static long MostPixels(byte[] content, FileKind kind) =>
        kind == FileKind.Jpeg ? MostJpegPixels
        : content.Length > InterlaceByte && content[InterlaceByte] == 0 ? MostPngPixels
        : MostInterlacedPixels;

    public static byte[] Preview(byte[] picture) =>
        InTurn(() =>
        {
            using var data = SKData.CreateCopy(picture);
            using var codec = SKCodec.Create(data);
            using var drawn = Decode(codec, PreviewSide, SKColors.White) ?? throw new InvalidOperationException("A kept picture cannot be drawn.");
            return Jpeg(drawn);
        });

    /// <returns>Null for what is cut short or broken.</returns>
    private static SKBitmap? Decode(SKCodec codec, int longestSide, SKColor ground)
    {
        var wanted = Math.Min(1f, longestSide / (float)Math.Max(codec.Info.Width, codec.Info.Height));
        using var raw = codec.EncodedFormat == SKEncodedImageFormat.Png && wanted <= 0.5f ? ReadInSquares(codec, (int)(1 / wanted)) : Read(codec, wanted);
        if (raw is null)
        {
            return null;
        }

        var size = raw.Info.Size;

        var isTurned = IsTurned(codec.EncodedOrigin);
        var scale = Math.Min(1f, longestSide / (float)Math.Max(size.Width, size.Height));
        var (width, height) = (Math.Max(1, (int)MathF.Round(size.Width * scale)), Math.Max(1, (int)MathF.Round(size.Height * scale)));
        var upright = new SKBitmap(new SKImageInfo(isTurned ? height : width, isTurned ? width : height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(upright);
        using var image = SKImage.FromBitmap(raw);
        canvas.Clear(ground);
        Turn(canvas, codec.EncodedOrigin, upright.Width, upright.Height);
        canvas.DrawImage(image, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return upright;
    }

    private static SKBitmap? Read(SKCodec codec, float wanted)
    {
        // JPEG is drawn at eighths of its size: the next larger one, and from there to the size that is wanted.
        var size = codec.GetScaledDimensions(MathF.Ceiling(wanted * 8) / 8);
        var raw = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(raw.Info, raw.GetPixels()) == SKCodecResult.Success)
        {
            return raw;
        }

        raw.Dispose();
        return null;
    }

    /// <summary>Reads a large PNG, such as a scan of 600 dpi in black and white, in bands: each square of its pixels becomes one of the picture.</summary>
    private static SKBitmap? ReadInSquares(SKCodec codec, int side)
    {
        var (width, height) = (codec.Info.Width / side, codec.Info.Height / side);
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        var lines = Math.Clamp(MostPixelsOfABand / info.Width / side, 1, Math.Max(1, height));
        if (width == 0 || height == 0)
        {
            return null;
        }

        using var band = new SKBitmap(info.WithSize(info.Width, lines * side));
        var picture = new SKBitmap(info.WithSize(width, height));
        for (var first = 0; first < height; first += lines)
        {
            var count = Math.Min(lines, height - first);
            var place = new SKCodecOptions(SKRectI.Create(0, first * side, info.Width, count * side));
            if (
                codec.StartIncrementalDecode(info, band.GetPixels(), band.RowBytes, place) != SKCodecResult.Success
                || codec.IncrementalDecode(out _) != SKCodecResult.Success
            )
            {
                picture.Dispose();
                return null;
            }

            for (var line = 0; line < count; line++)
            {
                var mean = MeanOfSquares(band.GetPixelSpan().Slice(line * side * band.RowBytes, side * band.RowBytes), band.RowBytes, width, side);
                Marshal.Copy(mean, 0, picture.GetPixels() + ((first + line) * picture.RowBytes), mean.Length);
            }
        }

        return picture;
    }

    private static byte[] MeanOfSquares(ReadOnlySpan<byte> lines, int rowBytes, int width, int side)
    {
        const int channels = 4;
        var sums = new int[width * channels];
        for (var row = 0; row < side; row++)
        {
            var one = lines.Slice(row * rowBytes, width * side * channels);
            for (int at = 0, square = 0; square < sums.Length; square += channels)
            {
                for (var column = 0; column < side; column++, at += channels)
                {
                    sums[square] += one[at];
                    sums[square + 1] += one[at + 1];
                    sums[square + 2] += one[at + 2];
                    sums[square + 3] += one[at + 3];
                }
            }
        }

        return Array.ConvertAll(sums, sum => (byte)(sum / (side * side)));
    }

    // How a camera was held (EXIF): the eight ways to lay a picture on paper.
    private static void Turn(SKCanvas canvas, SKEncodedOrigin origin, int width, int height)
    {
        var matrix = origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
            _ => SKMatrix.Identity,
        };
        canvas.SetMatrix(matrix);
    }

    private static InspectedFile Encode(SKBitmap picture, FileKind kind, long mostBytes)
    {
        if (kind == FileKind.Png)
        {
            using var pixels = picture.PeekPixels();
            using var png =
                pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 3))
                ?? throw new InvalidOperationException("A picture could not be written.");
            if (png.Size <= mostBytes)
            {
                return new InspectedFile(FileKind.Png, png.ToArray());
            }
        }

        return new InspectedFile(FileKind.Jpeg, Jpeg(picture));
    }

    private static byte[] Jpeg(SKBitmap picture)
    {
        using var jpeg = picture.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg.ToArray();
    }
}
