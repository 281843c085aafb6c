using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using UglyToad.PdfPig;

namespace ClsPortal.Web.Tests.Families;

/// <summary>All that an answer tells: what is drawn, what a file holds, its name, and what a page hands sealed to its circuit.</summary>
internal sealed partial class AnswerText(IDataProtectionProvider protection)
{
    // The framework's own word for what it seals; a change of it fails in Unseal.
    private readonly IDataProtector _seal = protection.CreateProtector("Microsoft.AspNetCore.Components.Server.State");

    public async Task<string> OfAsync(HttpResponseMessage answer)
    {
        var headers = string.Join('\n', answer.Headers.Concat(answer.Content.Headers).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));
        // A name with accents is written in percents.
        return Uri.UnescapeDataString(headers) + '\n' + Of(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>What a circuit is given, unsealed; empty for a page without one.</summary>
    public string StateIn(string html) => string.Join('\n', State().Matches(html).Select(match => Unseal(match.Groups["state"].Value)));

    private string Of(byte[] content)
    {
        if (content.AsSpan().StartsWith("%PDF"u8))
        {
            using var document = PdfDocument.Open(content);
            return string.Join('\n', document.GetPages().Select(page => page.Text));
        }

        if (content.AsSpan().StartsWith("PK"u8))
        {
            // A workbook is an archive of XML.
            using var archive = new ZipArchive(new MemoryStream(content));
            return string.Join('\n', archive.Entries.Select(entry => entry.FullName + '\n' + Of(Unpacked(entry))));
        }

        var text = Encoding.UTF8.GetString(content);
        return WebUtility.HtmlDecode(text) + '\n' + StateIn(text);
    }

    private string Unseal(string state)
    {
        var values = JsonSerializer.Deserialize<Dictionary<string, byte[]>>(_seal.Unprotect(Convert.FromBase64String(state)))!;
        return string.Join('\n', values.Values.Select(Unpacked));
    }

    // What the portal's own serializer did not write is JSON in clear.
    private static string Unpacked(byte[] value)
    {
        try
        {
            using var unpacker = new BrotliStream(new MemoryStream(value), CompressionMode.Decompress);
            using var clear = new StreamReader(unpacker, Encoding.UTF8);
            return clear.ReadToEnd();
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(value);
        }
    }

    private static byte[] Unpacked(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[A-Za-z0-9+/=]+)-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();
}
