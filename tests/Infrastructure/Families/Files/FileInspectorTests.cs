using System.Text;
using ClsPortal.Application.Families;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Families;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace ClsPortal.Infrastructure.Tests.Families;

public sealed class FileInspectorTests
{
    private readonly IFileInspector _inspector = new ServiceCollection()
        .AddLogging()
        .AddFiles(FileLimits.Default)
        .BuildServiceProvider()
        .GetRequiredService<IFileInspector>();

    public static TheoryData<string, byte[], string> Hostile()
    {
        var jpeg = FileSamples.Picture(SKEncodedImageFormat.Jpeg);
        var png = FileSamples.Picture(SKEncodedImageFormat.Png);
        return new TheoryData<string, byte[], string>
        {
            { "nothing", [], "FileEmpty" },
            { "a web page called .pdf", Encoding.UTF8.GetBytes("<!DOCTYPE html><script>alert(1)</script>"), "FileKind" },
            { "SVG", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "FileKind" },
            { "a program", [.. "MZ"u8, .. new byte[200]], "FileKind" },
            { "an archive", [.. "PK\x03\x04"u8, .. new byte[200]], "FileKind" },
            { "GIF", Encoding.ASCII.GetBytes("GIF89a123456"), "FileKind" },
            { "only a HEIC's first bytes", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[40]], "FileDamaged" },
            { "a PDF with a password", Samples.Read("password.pdf"), "FileLocked" },
            {
                "a form that only one program draws",
                FileSamples.Pdf(catalogue: "/NeedsRendering true /AcroForm << /Fields [] /XFA 6 0 R >> ", more: FileSamples.Stream("", "<x/>")),
                "FileDynamicForm"
            },
            { "a PDF that is an envelope", FileSamples.Pdf(catalogue: "/Collection << >> "), "FilePortfolio" },
            {
                "a PDF that swells",
                FileSamples.Pdf(contents: "6 0 R", more: FileSamples.Stream("/Filter /FlateDecode", FileSamples.Packed(new byte[100 * 1024 * 1024]))),
                "FileTooLarge"
            },
            { "only a PDF's first line", Encoding.ASCII.GetBytes("%PDF-1.4\n"), "FileDamaged" },
            { "a PDF that begins too late", [.. new byte[2000], .. FileSamples.Pdf()], "FileKind" },
            { "a JPEG cut short", jpeg[..(jpeg.Length / 2)], "FileDamaged" },
            { "three bytes of a JPEG", [0xFF, 0xD8, 0xFF], "FileDamaged" },
            { "a PNG cut short", png[..(png.Length / 2)], "FileDamaged" },
            { "a PNG of 900 million pixels", FileSamples.PngBomb(30_000, 30_000), "PictureTooBig" },
            { "a PNG that promises more than it holds", FileSamples.PngBomb(2_000, 2_000), "FileDamaged" },
            { "noise behind a PNG's first bytes", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 1, 2, 3], "FileDamaged" },
        };
    }

    [Theory, MemberData(nameof(Hostile))]
    public async Task What_gives_no_document_is_refused_by_name(string what, byte[] content, string code) =>
        (await _inspector.InspectAsync(content, TestContext.Current.CancellationToken))
            .Refusals.Select(refusal => refusal.Code)
            .Should()
            .Equal([code], $"the file was {what}");

    [Fact]
    public async Task A_PDF_is_written_anew_without_what_acts()
    {
        var kept = await KeptAsync(FileSamples.Pdf(catalogue: "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> "));

        kept.Kind.Should().Be(FileKind.Pdf);
        RebuiltPdf.NamesIn(kept.Content).Where(RebuiltPdf.Active.Contains).Should().BeEmpty();
        RebuiltPdf.TextOf(kept.Content).Should().Contain(FileSamples.Text);
    }

    public static TheoryData<string, byte[]> TwoInOne()
    {
        var jpeg = FileSamples.Picture(SKEncodedImageFormat.Jpeg);
        return new TheoryData<string, byte[]>
        {
            { "an archive", [.. jpeg, .. "PK\x05\x06"u8, .. new byte[18]] },
            { "a web page", [.. jpeg, .. "<script>alert(1)</script>"u8] },
            { "a PDF", [.. jpeg, .. FileSamples.Pdf()] },
            { "a film, as some telephones put it there", [.. jpeg, 0, 0, 0, 24, .. "ftypmp42<svg"u8, .. new byte[500]] },
            { "a remark that speaks of pages", [.. jpeg[..2], 0xFF, 0xFE, 0, 8, .. "<svg>%"u8, .. jpeg[2..]] },
        };
    }

    [Theory, MemberData(nameof(TwoInOne))]
    public async Task Of_a_photo_with_something_else_in_it_the_picture_is_kept(string what, byte[] content)
    {
        var kept = await KeptAsync(content);

        kept.Should().BeEquivalentTo(await KeptAsync(FileSamples.Picture(SKEncodedImageFormat.Jpeg)), $"the other was {what}");
    }

    [Fact]
    public async Task Random_bytes_of_a_picture_may_spell_any_word()
    {
        var random = new Random(14);
        using var noise = new SKBitmap(64, 64);
        foreach (var word in new[] { "<svg", "<script", "<html", "%PDF-", "PK\x05\x06", "<?php" }.SelectMany(word => Enumerable.Repeat(word, 20)))
        {
            for (var at = 0; at < 64 * 64; at++)
            {
                noise.SetPixel(at % 64, at / 64, new SKColor((uint)random.Next() | 0xFF000000));
            }

            using var data = noise.Encode(SKEncodedImageFormat.Jpeg, 90);
            var jpeg = data.ToArray();
            Encoding.Latin1.GetBytes(word).CopyTo(jpeg, jpeg.Length - 200); // a few wrong pixels, no wrong file

            (await _inspector.InspectAsync(jpeg, TestContext.Current.CancellationToken)).IsRefused.Should().BeFalse($"it spells {word}");
        }
    }

    [Fact]
    public async Task A_scan_in_black_and_white_of_600_dpi_is_taken()
    {
        using var page = new SKBitmap(new SKImageInfo(4960, 7016, SKColorType.Gray8));
        using (var canvas = new SKCanvas(page))
        using (var ink = new SKPaint())
        {
            canvas.Clear(SKColors.White);
            canvas.DrawRect(500, 500, 3960, 1000, ink);
        }

        using var png = page.Encode(SKEncodedImageFormat.Png, 90);

        var kept = await KeptAsync(png.ToArray());

        using var picture = SKBitmap.Decode(kept.Content);
        (picture.Width, picture.Height).Should().Be((1838, 2600));
        (picture.GetPixel(900, 300).Red, picture.GetPixel(900, 1500).Red).Should().Be((0, 255));
    }

    [Fact]
    public async Task An_iPhones_photo_becomes_a_picture()
    {
        var kept = await KeptAsync(Samples.Read("photo.heic"));

        kept.Kind.Should().Be(FileKind.Jpeg);
        using var picture = SKBitmap.Decode(kept.Content);
        (picture.Width, picture.Height).Should().Be((64, 48));
    }

    [Theory, InlineData(SKEncodedImageFormat.Jpeg, FileKind.Jpeg), InlineData(SKEncodedImageFormat.Png, FileKind.Png)]
    public async Task A_picture_is_drawn_anew_and_is_no_larger_than_needed(SKEncodedImageFormat format, FileKind kind)
    {
        var kept = await KeptAsync(FileSamples.Picture(format, 4000, 3000));

        kept.Kind.Should().Be(kind);
        using var picture = SKBitmap.Decode(kept.Content);
        (picture.Width, picture.Height).Should().Be((2600, 1950));
    }

    [Fact]
    public async Task A_photo_loses_the_place_where_it_was_taken_and_stands_upright()
    {
        // EXIF with an orientation of 6: the camera was turned a quarter.
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        var photo = FileSamples.Picture(SKEncodedImageFormat.Jpeg, 800, 600);
        byte[] turned = [.. photo[..2], .. exif, .. photo[2..]];

        var kept = await KeptAsync(turned);

        using var picture = SKBitmap.Decode(kept.Content);
        (picture.Width, picture.Height).Should().Be((600, 800));
        Encoding.Latin1.GetString(kept.Content).Should().NotContain("Exif");
    }

    [Fact]
    public async Task A_preview_is_a_smaller_JPEG()
    {
        var preview = _inspector.Preview((await KeptAsync(FileSamples.Picture(SKEncodedImageFormat.Png, 2000, 1000))).Content);

        preview.Should().StartWith(new byte[] { 0xFF, 0xD8, 0xFF });
        using var picture = SKBitmap.Decode(preview);
        picture.Width.Should().Be(1200);
    }

    [Theory, InlineData("0"), InlineData("51"), InlineData("beaucoup")]
    public void A_wrong_size_limit_stops_the_start_with_a_sentence(string value)
    {
        var reading = () =>
            FileSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Portal:Files:MaxMegabytes", (string?)value)]).Build());

        reading
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage($"Portal:Files:MaxMegabytes is '{value}': expected a whole number of megabytes from 1 to 50.");
    }

    private async Task<InspectedFile> KeptAsync(byte[] content) => (await _inspector.InspectAsync(content, TestContext.Current.CancellationToken)).Value;
}
