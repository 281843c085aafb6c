using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>
/// Writes a new PDF from the pages of another: what is seen, and nothing else. No byte is handed on that was not read as part of a page, so that
/// neither a decoy, nor an older version, nor what precedes or follows the document matters.
/// </summary>
public static partial class PdfRebuild
{
    /// <exception cref="VerdictException">There is no document to be had from it.</exception>
    public static byte[] Run(byte[] content)
    {
        var limits = new PdfLimits();
        using var document = Open(content, limits);
        using var output = new PdfOutput();
        var copier = new PdfCopier(document.Structure, output, limits);
        var catalogue = document.Structure.Catalog.CatalogDictionary;
        var form = copier.Resolve<DictionaryToken>(catalogue, "AcroForm");
        RefuseWrappers(catalogue, form, copier);

        var tree = output.Reserve();
        var pages = new PageTree(copier).Read(catalogue);
        var writer = new PageWriter(copier, output, limits, tree, form);
        var kids = pages.ConvertAll(page => (IToken)new IndirectReferenceToken(writer.Write(page)));
        if (kids.Count == 0)
        {
            throw new VerdictException(Verdict.Damaged);
        }

        output.Put(
            tree,
            new DictionaryToken(
                new Dictionary<NameToken, IToken>
                {
                    [NameToken.Type] = NameToken.Pages,
                    [NameToken.Kids] = new ArrayToken(kids),
                    [NameToken.Count] = new NumericToken(kids.Count),
                }
            )
        );
        var root = new Dictionary<NameToken, IToken> { [NameToken.Type] = NameToken.Catalog, [NameToken.Pages] = new IndirectReferenceToken(tree) };
        foreach (var (key, kind) in new[] { ("Lang", Kept.Plain), ("OCProperties", Kept.Layers) })
        {
            if (copier.Copy(catalogue.Data.GetValueOrDefault(key), kind) is { } copy)
            {
                root[NameToken.Create(key)] = copy;
            }
        }

        var rootReference = output.Add(new DictionaryToken(root));
        copier.Finish();
        return output.Finish(rootReference);
    }

    private static PdfDocument Open(byte[] content, PdfLimits limits)
    {
        try
        {
            return Read(content, limits);
        }
        catch (VerdictException verdict) when (verdict.Verdict == Verdict.Damaged && WithEnd(content) is { } mended)
        {
            return Read(mended, limits);
        }
    }

    /// <summary>
    /// A file that was cut off has lost the list of its objects and the line that names its catalogue: both are written again behind the last object
    /// that is whole. Null when there is no catalogue either.
    /// </summary>
    private static byte[]? WithEnd(byte[] content)
    {
        var whole = content.AsSpan().LastIndexOf("endobj"u8);
        if (whole < 0)
        {
            return null;
        }

        var text = Encoding.Latin1.GetString(content, 0, whole) + "endobj\n";
        var objects = Objects().Matches(text).ToDictionaryOfLast();
        var catalogue = objects.Values.LastOrDefault(found => Catalogue().IsMatch(text.AsSpan(found.Index, Math.Min(600, text.Length - found.Index))));
        if (catalogue is null)
        {
            return null;
        }

        var end = new StringBuilder("xref\n0 1\n0000000000 65535 f \n");
        foreach (var (number, found) in objects)
        {
            end.Append(
                CultureInfo.InvariantCulture,
                $"{number} 1\n{found.Index:0000000000} {int.Parse(found.Groups["generation"].Value, CultureInfo.InvariantCulture):00000} n \n"
            );
        }

        end.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {objects.Keys.Max() + 1} /Root {catalogue.Groups["number"].Value} {catalogue.Groups["generation"].Value} R "
                + $">>\nstartxref\n{text.Length}\n%%EOF\n"
        );
        return Encoding.Latin1.GetBytes(text + end);
    }

    // Of an object that was written twice the later one counts.
    private static SortedDictionary<int, Match> ToDictionaryOfLast(this MatchCollection matches)
    {
        var last = new SortedDictionary<int, Match>();
        foreach (Match match in matches)
        {
            last[int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)] = match;
        }

        return last;
    }

    [GeneratedRegex(
        @"\b(?<number>[0-9]{1,8})\s+(?<generation>[0-9]{1,5})\s+obj\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Objects();

    [GeneratedRegex(
        @"^[0-9]+\s+[0-9]+\s+obj\s*<<[^<>]{0,500}/Type\s*/Catalog\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Catalogue();

    private static PdfDocument Read(byte[] content, PdfLimits limits)
    {
        try
        {
            return PdfDocument.Open(
                content,
                new ParsingOptions
                {
                    UseLenientParsing = true,
                    SkipMissingFonts = true,
                    FilterProvider = new BoundedFilters(limits),
                    MaxStackDepth = PdfLimits.Depth,
                }
            );
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new VerdictException(Verdict.Locked);
        }
        catch (PdfDocumentStackDepthException)
        {
            throw new VerdictException(Verdict.TooLarge);
        }
        catch (Exception exception) when (exception is not (VerdictException or OutOfMemoryException))
        {
            // Ciphers that the library does not know end here too.
            throw new VerdictException(Encoding.Latin1.GetString(content).Contains("/Encrypt ", StringComparison.Ordinal) ? Verdict.Locked : Verdict.Damaged);
        }
    }

    /// <summary>Documents whose pages are not what they are about.</summary>
    private static void RefuseWrappers(DictionaryToken catalogue, DictionaryToken? form, PdfCopier copier)
    {
        if (copier.Resolve<DictionaryToken>(catalogue, "Collection") is not null)
        {
            throw new VerdictException(Verdict.Portfolio);
        }

        if (
            form?.Data.ContainsKey("XFA") == true
            && (
                copier.Resolve<BooleanToken>(catalogue, "NeedsRendering") is { Data: true }
                || copier.Resolve<ArrayToken>(form, "Fields") is null or { Data.Count: 0 }
            )
        )
        {
            throw new VerdictException(Verdict.DynamicForm);
        }
    }
}
