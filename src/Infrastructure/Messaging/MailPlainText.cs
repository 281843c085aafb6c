using ClsPortal.Application.Shared;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>A mail as text, for whoever reads no pages: pieces parted by an empty line.</summary>
internal static class MailPlainText
{
    public static string Of(MailContent content) => string.Join("\n\n", content.Blocks.Select(Block)) + "\n";

    private static string Block(MailBlock block) =>
        block switch
        {
            MailParagraph paragraph => Said(paragraph.Words),
            MailList list => string.Join('\n', list.Items.Select(item => $"- {Said(item)}")),
            MailTable table => string.Join('\n', table.Rows.Select(row => $"- {string.Join(", ", row.SkipLast(1).Select(Said))} : {Said(row[^1])}")),
            MailLink { Lead: { } lead } link => $"{lead} : {link.Address}",
            MailLink link => link.Address,
            _ => throw new InvalidOperationException($"No text for {block.GetType().Name}"),
        };

    private static string Said(MailWords words) =>
        string.Concat(words.Pieces.Select(piece => piece.Label is { } label ? $" ({label} : {piece.Text})" : piece.Text));
}
