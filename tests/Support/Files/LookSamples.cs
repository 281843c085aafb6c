using System.Buffers.Binary;
using SkiaSharp;

namespace ClsPortal.Support;

/// <summary>Logos and photos.</summary>
public static class LookSamples
{
    /// <summary>A red disc on nothing, or noise.</summary>
    public static byte[] Picture(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png, bool isNoise = false)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        if (isNoise)
        {
            var pixels = new byte[width * height * 4];
            new Random(1).NextBytes(pixels);
            for (var alpha = 3; alpha < pixels.Length; alpha += 4)
            {
                pixels[alpha] = byte.MaxValue;
            }

            System.Runtime.InteropServices.Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        }
        else
        {
            using var canvas = new SKCanvas(bitmap);
            using var paint = new SKPaint { Color = new SKColor(0x8c, 0x1d, 0x17) };
            canvas.Clear(SKColors.Transparent);
            canvas.DrawCircle(width / 2f, height / 2f, Math.Min(width, height) / 3f, paint);
        }

        using var written = bitmap.Encode(format, isNoise ? 60 : 90);
        return written.ToArray();
    }

    /// <summary>A small PNG that says it is a large one.</summary>
    public static byte[] Declared(int width, int height)
    {
        const int header = 16;
        var png = Picture(8, 8);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(header), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(header + 4), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(header + 13), FileSamples.Crc(png[12..29]));
        return png;
    }
}
