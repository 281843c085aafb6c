using System.Text;
using ClsPortal.Application.Files;
using ClsPortal.Domain.Files;
using ClsPortal.Infrastructure.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace ClsPortal.Infrastructure.Tests.Files;

public sealed class FileInspectorTests
{
    private readonly IFileInspector _inspector = new ServiceCollection().AddFiles(FileLimits.Default).BuildServiceProvider().GetRequiredService<IFileInspector>();

    public static TheoryData<string, byte[], string> Hostile()
    {
        var jpeg = FileSamples.Picture(SKEncodedImageFormat.Jpeg);
        var png = FileSamples.Picture(SKEncodedImageFormat.Png);
        const string script = "<< /S /JavaScript /JS (app.alert(1)) >>";
        return new TheoryData<string, byte[], string>
        {
            { "nothing", [], "FileEmpty" },
            { "a web page called .pdf", Encoding.UTF8.GetBytes("<!DOCTYPE html><script>alert(1)</script>"), "FileKind" },
            { "SVG", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "FileKind" },
            { "a program", [.. "MZ"u8, .. new byte[200]], "FileKind" },
            { "an archive", [.. "PK\x03\x04"u8, .. new byte[200]], "FileKind" },
            { "GIF", Encoding.ASCII.GetBytes("GIF89a123456"), "FileKind" },
            { "HEIC", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[40]], "FileHeic" },
            { "a PDF with a script", FileSamples.Pdf(more: script), "FileActive" },
            { "a PDF whose script is spelt otherwise", FileSamples.Pdf(more: "<< /S /J#61va#53cript /JS (x) >>"), "FileActive" },
            { "a PDF that starts a program", FileSamples.Pdf(catalogue: "/OpenAction << /S /Launch /F (cmd.exe) >> "), "FileActive" },
            { "a PDF with an attachment", FileSamples.Pdf(catalogue: "/Names << /EmbeddedFiles << /Names [] >> >> "), "FileActive" },
            { "a PDF whose script is compressed", FileSamples.PdfWithObjectStream(script), "FileActive" },
            { "a PDF whose compressed objects are announced otherwise", FileSamples.PdfWithObjectStream(script, announced: false), "FileActive" },
            { "a PDF whose objects are packed twice", FileSamples.PdfWithObjectStream("<< /A /B >>", "[/ASCII85Decode /FlateDecode]"), "FileDisguised" },
            { "a PDF that speaks of object streams which are not there", FileSamples.Pdf(more: "<< /X /ObjStm >>"), "FileDisguised" },
            { "an encrypted PDF", FileSamples.Pdf(catalogue: "/Encrypt 9 0 R "), "FileLocked" },
            { "a PDF cut short", FileSamples.Pdf()[..^40], "FileDamaged" },
            { "only a PDF's first line", Encoding.ASCII.GetBytes("%PDF-1.4\n"), "FileDamaged" },
            { "a PDF after something else", [.. "GIF89a"u8, .. FileSamples.Pdf()], "FileKind" },
            { "a PDF before something else", [.. FileSamples.Pdf(), .. "MZ and more"u8], "FileDamaged" },
            { "a PDF that is an archive too", [.. FileSamples.Pdf()[..^6], .. "PK\x05\x06"u8, .. new byte[18], .. "\n%%EOF"u8], "FileDamaged|FileDisguised" },
            { "a JPEG cut short", jpeg[..(jpeg.Length / 2)], "FileDamaged" },
            { "a JPEG that is an archive too", [.. jpeg, .. "PK\x05\x06"u8, .. new byte[18]], "FileDisguised" },
            { "a JPEG that is a web page too", [.. jpeg, .. "<script>alert(1)</script>"u8], "FileDisguised" },
            { "a JPEG that is a PDF too", [.. jpeg, .. FileSamples.Pdf()], "FileDisguised" },
            { "three bytes of a JPEG", [0xFF, 0xD8, 0xFF], "FileDamaged" },
            { "a PNG cut short", png[..(png.Length / 2)], "FileDamaged" },
            { "a PNG of 900 million pixels", FileSamples.PngBomb(30_000, 30_000), "PictureTooBig" },
            { "a PNG that promises more than it holds", FileSamples.PngBomb(2_000, 2_000), "FileDamaged" },
            { "noise behind a PNG's first bytes", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 1, 2, 3], "FileDamaged" },
        };
    }

    [Theory, MemberData(nameof(Hostile))]
    public void What_is_not_a_plain_document_is_refused_by_name(string what, byte[] content, string code) =>
        code.Split('|').Should().Contain(_inspector.Inspect(content).Refusals.Select(refusal => refusal.Code).FirstOrDefault(), $"the file was {what}");

    [Fact]
    public void A_plain_PDF_is_kept_as_it_is()
    {
        var pdf = FileSamples.Pdf();

        _inspector.Inspect(pdf).Value.Should().BeEquivalentTo(new InspectedFile(FileKind.Pdf, pdf));
        _inspector.Inspect(FileSamples.PdfWithObjectStream("<< /Type /Metadata >>")).IsRefused.Should().BeFalse();
    }

    [Theory, InlineData(SKEncodedImageFormat.Jpeg, FileKind.Jpeg), InlineData(SKEncodedImageFormat.Png, FileKind.Png)]
    public void A_picture_is_drawn_anew_and_is_no_larger_than_needed(SKEncodedImageFormat format, FileKind kind)
    {
        var kept = _inspector.Inspect(FileSamples.Picture(format, 4000, 3000)).Value;

        kept.Kind.Should().Be(kind);
        using var picture = SKBitmap.Decode(kept.Content);
        (picture.Width, picture.Height).Should().Be((2600, 1950));
    }

    [Fact]
    public void A_photo_loses_the_place_where_it_was_taken_and_stands_upright()
    {
        // EXIF with an orientation of 6: the camera was turned a quarter.
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        var photo = FileSamples.Picture(SKEncodedImageFormat.Jpeg, 800, 600);
        byte[] turned = [.. photo[..2], .. exif, .. photo[2..]];

        var kept = _inspector.Inspect(turned).Value;

        using var picture = SKBitmap.Decode(kept.Content);
        (picture.Width, picture.Height).Should().Be((600, 800));
        Encoding.Latin1.GetString(kept.Content).Should().NotContain("Exif");
    }

    [Fact]
    public void A_preview_is_a_smaller_JPEG()
    {
        var preview = _inspector.Preview(_inspector.Inspect(FileSamples.Picture(SKEncodedImageFormat.Png, 2000, 1000)).Value.Content);

        preview.Should().StartWith(new byte[] { 0xFF, 0xD8, 0xFF });
        using var picture = SKBitmap.Decode(preview);
        picture.Width.Should().Be(1200);
    }

    [Theory, InlineData("0"), InlineData("51"), InlineData("beaucoup")]
    public void A_wrong_size_limit_stops_the_start_with_a_sentence(string value)
    {
        var reading = () => FileSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Portal:Files:MaxMegabytes", (string?)value)]).Build());

        reading.Should().Throw<InvalidOperationException>().WithMessage($"Portal:Files:MaxMegabytes is '{value}': expected a whole number of megabytes from 1 to 50.");
    }
}
