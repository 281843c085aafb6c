using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace ClsPortal.Support;

/// <summary>Files as families have them, and as attackers make them.</summary>
public static class FileSamples
{
    public const string Text = "Attestation d'assurance scolaire";

    /// <summary>
    /// A small sound PDF; what is given is put into it as it is: objects from number 6 on, entries of the catalogue (object 1) and of the page (object 3).
    /// </summary>
    public static byte[] Pdf(
        string text = Text,
        string more = "",
        string catalogue = "",
        string page = "",
        string resources = "",
        IReadOnlyList<string>? objects = null,
        string pages = "3 0 R",
        string contents = "4 0 R",
        string drawing = ""
    )
    {
        var pdf = new StringBuilder("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        List<int> offsets = [];
        var content = $"BT /F1 24 Tf 72 700 Td ({text}) Tj ET {drawing}";
        foreach (
            var body in new[]
            {
                $"<< /Type /Catalog /Pages 2 0 R {catalogue}>>",
                $"<< /Type /Pages /Kids [{pages}] /Count 1 >>",
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} /Resources << /Font << /F1 5 0 R >> {resources}>> {page}>>",
                $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                more,
            }
                .Where(body => body.Length > 0)
                .Concat(objects ?? [])
        )
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }

        var start = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => pdf.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    /// <summary>An object that hides in a compressed part, as programs since PDF 1.5 write them.</summary>
    public static byte[] PdfWithObjectStream(string hidden, string filter = "/FlateDecode", bool announced = true)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Encoding.Latin1.GetBytes($"6 0 {hidden}"));
        }

        var data = Encoding.Latin1.GetString(packed.ToArray());
        return Pdf(
            more: $"<< /Type {(announced ? "/ObjStm" : "/Obj#53tm")} /N 1 /First 4 /Filter {filter} /Length {data.Length} >>\nstream\n{data}\nendstream"
        );
    }

    /// <summary>An object with a stream of such bytes, for <see cref="Pdf"/>.</summary>
    public static string Stream(string entries, byte[] data) => $"<< {entries} /Length {data.Length} >>\nstream\n{Encoding.Latin1.GetString(data)}\nendstream";

    public static string Stream(string entries, string data) => Stream(entries, Encoding.Latin1.GetBytes(data));

    public static byte[] Packed(byte[] clear)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(clear);
        }

        return packed.ToArray();
    }

    /// <summary>A scan: one page that is a picture in JPEG.</summary>
    public static byte[] Scan(byte[] jpeg) =>
        Pdf(
            drawing: "q 595 0 0 842 0 0 cm /Im Do Q",
            resources: "/XObject << /Im 6 0 R >> ",
            more: Stream("/Type /XObject /Subtype /Image /Width 800 /Height 600 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", jpeg)
        );

    public static byte[] Picture(SKEncodedImageFormat format, int width = 800, int height = 600)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        using var paint = new SKPaint();
        for (var line = 0; line < height; line += 40)
        {
            paint.Color = new SKColor((byte)(line * 7), (byte)(line * 3), 120);
            canvas.DrawRect(10, line, width - 20, 20, paint);
        }

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>A few bytes that claim to be a picture of that many pixels.</summary>
    public static byte[] PngBomb(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(new byte[100_000]);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + body.Length), Crc(body));
        return chunk;
    }

    internal static uint Crc(byte[] data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
