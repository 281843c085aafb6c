using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>Draws the value of a field whose program left the drawing to the reader's program (<c>NeedAppearances</c>, or no appearance at all).</summary>
internal sealed partial class FieldDrawing(PdfCopier copier, PdfOutput output, DictionaryToken? form)
{
    private const int ManyLines = 1 << 12;
    private const int Password = 1 << 13;
    private const double Indent = 2;

    private static readonly Encoding WinAnsi = CodePagesEncodingProvider.Instance.GetEncoding(
        1252,
        EncoderFallback.ReplacementFallback,
        DecoderFallback.ReplacementFallback
    )!;

    private readonly bool _isAsked = form is not null && copier.Resolve<BooleanToken>(form, "NeedAppearances") is { Data: true };
    private IndirectReference? _font;

    /// <summary>What the field, or one above it, says under a key.</summary>
    public IToken? Inherited(DictionaryToken field, string key)
    {
        for (var step = 0; step < 32; step++)
        {
            if (copier.Resolve(field.Data.GetValueOrDefault(key)) is { } value)
            {
                return value;
            }

            if (copier.Resolve<DictionaryToken>(field, "Parent") is not { } parent)
            {
                break;
            }

            field = parent;
        }

        return null;
    }

    /// <returns>Null where the field brings its own appearance, or has nothing to show.</returns>
    public IToken? Draw(DictionaryToken field, Box place)
    {
        var hasOwn = copier.Resolve<DictionaryToken>(field, "AP")?.Data.ContainsKey("N") == true;
        var flags = Inherited(field, "Ff") is NumericToken number ? (int)number.Double : 0;
        var content = (Inherited(field, "FT") as NameToken)?.Data switch
        {
            "Tx" or "Ch" when (!hasOwn || _isAsked) && (flags & Password) == 0 && TextOf(Inherited(field, "V")) is { Length: > 0 } text => Text(
                text,
                place,
                SizeOf(field),
                (flags & ManyLines) != 0
            ),
            "Btn" when !hasOwn && (Inherited(field, "AS") ?? Inherited(field, "V")) is NameToken { Data: not "Off" } => Cross(place),
            _ => null,
        };
        return content is null
            ? null
            : new IndirectReferenceToken(
                output.Add(
                    new StreamToken(
                        new DictionaryToken(
                            new Dictionary<NameToken, IToken>
                            {
                                [NameToken.Type] = NameToken.Xobject,
                                [NameToken.Subtype] = NameToken.Form,
                                [NameToken.Bbox] = new Box(0, 0, place.Width, place.Height).Token,
                                [NameToken.Filter] = NameToken.FlateDecode,
                                [NameToken.Resources] = Map("Font", Map("F", new IndirectReferenceToken(_font ??= output.Add(Helvetica())))),
                            }
                        ),
                        Packing.Deflate(WinAnsi.GetBytes(content))
                    )
                )
            );
    }

    private static string? TextOf(IToken? value) =>
        value switch
        {
            StringToken text => text.Data,
            HexToken { Bytes: [0xFE, 0xFF, ..] } hex => Encoding.BigEndianUnicode.GetString(hex.Bytes[2..]),
            HexToken hex => WinAnsi.GetString([.. hex.Bytes]),
            _ => null,
        };

    private static string Text(string text, Box place, double size, bool hasManyLines)
    {
        size =
            size > 0 ? size
            : hasManyLines ? 10
            : Math.Clamp(place.Height * 0.65, 4, 12);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        lines = hasManyLines
            ? [.. lines.SelectMany(line => Wrap(line, (int)Math.Max(1, (place.Width - (2 * Indent)) / (size * 0.5))))]
            : [string.Join(' ', lines)];
        var top = hasManyLines ? place.Height - size - Indent : ((place.Height - size) / 2) + (size * 0.22);
        var drawing = new StringBuilder();
        drawing.Append(CultureInfo.InvariantCulture, $"BT 0 g /F {size:0.##} Tf {size * 1.15:0.##} TL {Indent} {top:0.##} Td\n");
        foreach (var line in lines)
        {
            drawing
                .Append('(')
                .Append(
                    line.Replace("\\", @"\\", StringComparison.Ordinal)
                        .Replace("(", @"\(", StringComparison.Ordinal)
                        .Replace(")", @"\)", StringComparison.Ordinal)
                )
                .Append(") Tj T*\n");
        }

        return drawing.Append("ET").ToString();
    }

    private static IEnumerable<string> Wrap(string line, int width)
    {
        while (line.Length > width)
        {
            var end = line.LastIndexOf(' ', width);
            end = end <= 0 ? width : end;
            yield return line[..end];
            line = line[end..].TrimStart();
        }

        yield return line;
    }

    private static string Cross(Box place) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"1 w 2 2 m {place.Width - 2:0.##} {place.Height - 2:0.##} l S 2 {place.Height - 2:0.##} m {place.Width - 2:0.##} 2 l S"
        );

    private static DictionaryToken Helvetica() =>
        new(
            new Dictionary<NameToken, IToken>
            {
                [NameToken.Type] = NameToken.Font,
                [NameToken.Subtype] = NameToken.Type1,
                [NameToken.BaseFont] = NameToken.Create("Helvetica"),
                [NameToken.Encoding] = NameToken.Create("WinAnsiEncoding"),
            }
        );

    private static DictionaryToken Map(string key, IToken value) => new(new Dictionary<NameToken, IToken> { [NameToken.Create(key)] = value });

    private double SizeOf(DictionaryToken field)
    {
        var said = TextOf(Inherited(field, "DA")) ?? (form is null ? null : TextOf(copier.Resolve(form.Data.GetValueOrDefault("DA")))) ?? "";
        var size = FontSize().Match(said);
        return size.Success && double.TryParse(size.Groups["size"].ValueSpan, CultureInfo.InvariantCulture, out var points) && points < 200 ? points : 0;
    }

    [GeneratedRegex(@"(?<size>[0-9.]+)\s+Tf", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex FontSize();
}
