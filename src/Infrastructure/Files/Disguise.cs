using System.Text;

namespace ClsPortal.Infrastructure.Files;

/// <summary>Finds a second file inside a file: an archive at its end, or a web page that a careless reader would show.</summary>
internal static class Disguise
{
    private const int ArchiveEnd = 66 * 1024;
    private const int PageBegin = 1024;
    private static readonly string[] Pages = ["<script", "<html", "<!doctype", "<svg", "<?php", "<iframe"];

    /// <param name="content">The file.</param>
    /// <param name="whole">True: no part of it may hold a page; false: only its beginning, for a PDF may speak of pages.</param>
    public static bool IsIn(ReadOnlySpan<byte> content, bool whole)
    {
        if (content[^Math.Min(content.Length, ArchiveEnd)..].IndexOf("PK\x05\x06"u8) >= 0)
        {
            return true;
        }

        var text = Encoding.Latin1.GetString(whole ? content : content[..Math.Min(content.Length, PageBegin)]);
        return Array.Exists(Pages, page => text.Contains(page, StringComparison.OrdinalIgnoreCase)) || (whole && text.Contains("%PDF-", StringComparison.Ordinal));
    }
}
