namespace ClsPortal.Application.Shared;

/// <summary>What a mail says, piece below piece.</summary>
/// <param name="portal">The portal's public address; null while it does not know it: pages are then left out.</param>
public sealed class MailContent(Uri? portal)
{
    private readonly List<MailBlock> _blocks = [];

    public IReadOnlyList<MailBlock> Blocks => _blocks;

    /// <summary>A paragraph; what is too long for one line of source comes in several pieces, which are joined as they are.</summary>
    public void Paragraph(params ReadOnlySpan<MailWords> words) => _blocks.Add(new MailParagraph(MailWords.Joined(words)));

    /// <summary>A list; nothing when it is empty.</summary>
    public void List<T>(IEnumerable<T> items, Func<T, MailWords> say)
    {
        if (items.Select(say).ToList() is { Count: > 0 } said)
        {
            _blocks.Add(new MailList(said));
        }
    }

    /// <summary>A table; in the text a list, in which the last column stands after a colon.</summary>
    public void Table<T>(IReadOnlyList<string> columns, IEnumerable<T> rows, Func<T, IReadOnlyList<MailWords>> say) =>
        _blocks.Add(new MailTable(columns, rows.Select(say).ToList()));

    /// <summary>A link out of the model; in the text its address alone.</summary>
    public void Link(string address, string label) => _blocks.Add(new MailLink(address, label, null));

    /// <summary>A link to a page of the portal, if its address is known.</summary>
    /// <param name="path">Such as <c>/contact</c>.</param>
    /// <param name="label">What is clicked.</param>
    /// <param name="lead">What stands before the address in the text, where nothing can be clicked; null: nothing.</param>
    public void Page(string path, string label, string? lead)
    {
        if (portal is not null)
        {
            _blocks.Add(new MailLink(new Uri(portal, path).ToString(), label, lead));
        }
    }
}

/// <summary>A piece of a mail. A new kind needs both ways to be read: <c>MailPage</c> and <c>MailPlainText</c>.</summary>
public abstract record MailBlock;

public sealed record MailParagraph(MailWords Words) : MailBlock;

public sealed record MailList(IReadOnlyList<MailWords> Items) : MailBlock;

public sealed record MailTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<MailWords>> Rows) : MailBlock;

public sealed record MailLink(string Address, string Label, string? Lead) : MailBlock;
