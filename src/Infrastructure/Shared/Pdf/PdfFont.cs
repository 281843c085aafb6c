using System.Globalization;
using System.Reflection;
using System.Text;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using SkiaSharp;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>A word as glyphs; places and width are for a size of 1.</summary>
internal sealed record PdfWord(ushort[] Glyphs, float[] Places, float Width);

/// <summary>
/// One of the two shipped faces of Noto Sans (Fonts/OFL.txt; cut down to Latin, Greek and Cyrillic letters with hb-subset), shared by all documents. Letters
/// are set side by side by their own
/// widths: French needs no shaping, ligatures could be neither searched nor copied, and HarfBuzz's own library beside the copy of it
/// inside Skia's brings the process down (docs/decisions/0005).
/// </summary>
#pragma warning disable CA1001 // lives as long as the process
internal sealed class PdfFont
#pragma warning restore CA1001
{
    public static readonly PdfFont Regular = new("NotoSans-Regular.ttf");
    public static readonly PdfFont Strong = new("NotoSans-SemiBold.ttf");

    /// <summary>Stands for a letter that the font has not and nobody spells otherwise.</summary>
    public const string Unwritten = "[?]";

    private readonly SKFont _unit;

    private PdfFont(string resource)
    {
        using var data = SKData.Create(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
                ?? throw new InvalidOperationException($"The font {resource} is not in the assembly")
        );
        Typeface = SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {resource} cannot be read");
        // Measured large and scaled down: without hints, a width is in proportion to the size.
        _unit = new SKFont(Typeface, Large)
        {
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
        };
    }

    private const float Large = 1000;

    public SKTypeface Typeface { get; }

    /// <summary>Composed letters, no control characters, and a visible mark for what the font cannot write: nothing is left out in silence.</summary>
    public string Readable(string text)
    {
        var readable = new StringBuilder(text.Length);
        foreach (var rune in SoundText.Of(text).ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or ' ')
            {
                readable.Append((char)rune.Value);
            }
            else if (category is UnicodeCategory.Control)
            {
                readable.Append(' ');
            }
            else if (category is not UnicodeCategory.Format)
            {
                readable.Append(
                    _unit.ContainsGlyph(rune.Value) ? rune.ToString()
                    : category is UnicodeCategory.SpaceSeparator ? "\u00A0"
                    : TreasuryText.Holds(rune.ToString()) ? TreasuryText.Of(rune.ToString())
                    : Unwritten
                );
            }
        }

        return readable.ToString();
    }

    public PdfWord Shape(string word)
    {
        var glyphs = _unit.GetGlyphs(word);
        var widths = _unit.GetGlyphWidths(glyphs);
        var places = new float[glyphs.Length];
        var pen = 0f;
        for (var at = 0; at < glyphs.Length; at++)
        {
            places[at] = pen / Large;
            pen += widths[at];
        }

        return new PdfWord(glyphs, places, pen / Large);
    }
}
