using System.Globalization;
using System.Runtime.CompilerServices;

namespace ClsPortal.Application.Shared;

/// <summary>A sentence of a mail, written as an interpolated text: dates and numbers in it are French, whatever the server is.</summary>
[InterpolatedStringHandler]
public sealed class MailWords
{
    internal static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private readonly List<MailPiece> _pieces;

    public MailWords(int literalLength, int formattedCount) => _pieces = new((2 * formattedCount) + 1);

    private MailWords(IEnumerable<MailPiece> pieces) => _pieces = [.. pieces];

    public IReadOnlyList<MailPiece> Pieces => _pieces;

    public static implicit operator MailWords(string text) => new([new MailPiece(text)]);

    public static MailWords Joined(ReadOnlySpan<MailWords> parts)
    {
        List<MailPiece> pieces = [];
        foreach (var part in parts)
        {
            pieces.AddRange(part._pieces);
        }

        return new(pieces);
    }

    public void AppendLiteral(string text) => _pieces.Add(new MailPiece(text));

    public void AppendFormatted(string? text) => _pieces.Add(new MailPiece(text ?? ""));

    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable => _pieces.Add(new MailPiece(value.ToString(format, French)));

    public void AppendFormatted(Strong strong) => _pieces.Add(new MailPiece(strong.Text, IsStrong: true));

    public void AppendFormatted(Aside aside)
    {
        if (aside.Text is { } text)
        {
            _pieces.Add(new MailPiece(text, Label: aside.Label));
        }
    }
}

/// <summary>Words in one manner.</summary>
/// <param name="Text">As they are; whoever writes a page escapes them.</param>
/// <param name="IsStrong">Set off where that can be shown.</param>
/// <param name="Label">Of an aside, such as « motif »; in the text it stands in brackets, on the page after the sentence.</param>
public sealed record MailPiece(string Text, bool IsStrong = false, string? Label = null);

/// <summary>Sets words off. It does not fit into a plain text, where it would be lost unseen.</summary>
public readonly ref struct Strong(string text)
{
    public string Text { get; } = text;

    public static Strong Euros(long cents) => new((cents / 100m).ToString("C2", MailWords.French));

    public override string ToString() => Text;
}

/// <summary>Adds what explains the sentence, under its label; without a text nothing. It does not fit into a plain text.</summary>
public readonly ref struct Aside(string label, string? text)
{
    public string Label { get; } = label;

    public string? Text { get; } = text;

    public override string ToString() => Text ?? "";
}
