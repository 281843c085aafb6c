using System.Globalization;
using System.Text;

namespace ClsPortal.Domain.Shared;

/// <summary>What is left of a name that somebody's device gave a file.</summary>
public static class FileName
{
    /// <summary>Longest cleaned name without its extension, in characters.</summary>
    public const int MaxLength = 80;

    /// <summary>No folder, no control or reordering characters, nothing that a file system minds, and the extension of what the file is.</summary>
    public static string Clean(string? name, FileKind kind)
    {
        var text = (name ?? "").Normalize(NormalizationForm.FormC);
        text = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = text.LastIndexOf('.');
        var kept = new StringBuilder();
        foreach (var rune in (dot > 0 ? text[..dot] : text).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var isBad =
                category
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.Surrogate
                        or UnicodeCategory.PrivateUse
                        or UnicodeCategory.OtherNotAssigned
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
                || "<>:\"|?*.%;".Contains(rune.ToString(), StringComparison.Ordinal);
            kept.Append(isBad ? " " : rune.ToString());
        }

        var clean = string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('-', ' ');
        if (clean.Length > MaxLength)
        {
            // Not through the middle of a character of two.
            clean = clean[..(char.IsHighSurrogate(clean[MaxLength - 1]) ? MaxLength - 1 : MaxLength)].TrimEnd();
        }

        return (clean.Length == 0 ? "document" : clean) + Extension(kind);
    }

    private static string Extension(FileKind kind) =>
        kind switch
        {
            FileKind.Pdf => ".pdf",
            FileKind.Jpeg => ".jpg",
            FileKind.Png => ".png",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
