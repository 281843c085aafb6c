using System.Buffers.Binary;

namespace ClsPortal.Workshop.Pdf;

/// <summary>A photo inside a PDF says where it was taken as well as any other.</summary>
internal static class JpegMetadata
{
    /// <summary>
    /// Leaves out Exif, XMP, IPTC and comments, and what follows the picture. What is no sound JPEG stays as it is: a reader's program may make something of
    /// it.
    /// </summary>
    public static byte[] Strip(ReadOnlyMemory<byte> jpeg)
    {
        var bytes = jpeg.Span;
        if (!bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
        {
            return jpeg.ToArray();
        }

        using var kept = new MemoryStream(jpeg.Length);
        kept.Write(bytes[..2]);
        var (at, isWhole, hasScan) = (2, false, false);
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xD9)
            {
                isWhole = true;
                break;
            }

            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (at + length > bytes.Length)
            {
                return jpeg.ToArray();
            }

            if (marker is not (0xE1 or 0xED or 0xFE))
            {
                kept.Write(bytes.Slice(at, length));
            }

            at += length;
            if (marker == 0xDA)
            {
                hasScan = true;
                var end = EndOfScan(bytes, at);
                kept.Write(bytes[at..end]);
                at = end;
            }
        }

        // A scan that was cut short shows what it has.
        if (!hasScan || !(isWhole || at >= bytes.Length - 4))
        {
            return jpeg.ToArray();
        }

        kept.Write([0xFF, 0xD9]);
        return kept.ToArray();
    }

    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (at + 1 < bytes.Length)
        {
            var next = bytes[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= bytes.Length)
            {
                return bytes.Length;
            }

            at += next;
            if (bytes[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += bytes[at + 1] == 0xFF ? 1 : 2;
        }

        return bytes.Length;
    }
}
