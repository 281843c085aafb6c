using System.Text;
using System.Xml;

namespace ClsPortal.Infrastructure.Families;

/// <summary>One part of a workbook, read forward and never held as a whole. Names count without their namespace: there are two sets of them.</summary>
internal sealed class PartReader(Stream part, ReadingBudget budget) : IDisposable
{
    private const int MostDepth = 64;
    private readonly char[] _block = new char[1024];
    private readonly XmlReader _xml = XmlReader.Create(
        new GuardedText(part, budget),
        new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = false,
            CloseInput = true,
            NameTable = new FewNames(),
        }
    );

    public string Name => _xml.LocalName;

    public bool IsEmpty => _xml.IsEmptyElement;

    public int Depth => _xml.Depth;

    /// <summary>Moves to the next beginning of an element; false at the end of the part.</summary>
    public bool NextElement()
    {
        while (_xml.Read())
        {
            if (_xml.NodeType == XmlNodeType.Element)
            {
                Spend();
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves to the next beginning of an element within one that stands at this depth; false at its end.</summary>
    public bool NextWithin(int depth)
    {
        while (_xml.Read())
        {
            if (_xml.NodeType == XmlNodeType.Element)
            {
                Spend();
                return true;
            }

            if (_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth)
            {
                return false;
            }
        }

        return false;
    }

    public string? Attribute(string name)
    {
        for (var has = _xml.MoveToFirstAttribute(); has; has = _xml.MoveToNextAttribute())
        {
            if (_xml.LocalName == name && _xml.Prefix != "xmlns")
            {
                var value = _xml.Value;
                _xml.MoveToElement();
                return value;
            }
        }

        _xml.MoveToElement();
        return null;
    }

    public bool IsSet(string name) => Attribute(name) is "1" or "true";

    /// <summary>The text of the element on which the reader stands; it stands on its end then.</summary>
    public string Text()
    {
        if (_xml.IsEmptyElement)
        {
            return "";
        }

        var (text, depth) = (new StringBuilder(), _xml.Depth);
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            if (_xml.NodeType == XmlNodeType.Element)
            {
                Spend();
            }
            else if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                for (var read = _xml.ReadValueChunk(_block, 0, _block.Length); read > 0; read = _xml.ReadValueChunk(_block, 0, _block.Length))
                {
                    text.Append(_block, 0, read);
                    if (text.Length > ReadingBudget.MostCellLength)
                    {
                        throw new BudgetSpentException("Une case de ce classeur contient un texte trop long.");
                    }
                }
            }
        }

        return text.ToString();
    }

    public void Dispose() => _xml.Dispose();

    private void Spend()
    {
        budget.SpendElement();
        if (_xml.Depth > MostDepth)
        {
            throw new BudgetSpentException("Ce classeur est construit autrement que par un tableur : enregistrez-le de nouveau au format XLSX.");
        }
    }

    // The reader keeps every name it meets until the end.
    private sealed class FewNames : NameTable
    {
        private const int Most = 5_000;
        private int _count;

        public override string Add(char[] key, int start, int len) =>
            Get(key, start, len)
            ?? (
                ++_count <= Most
                    ? base.Add(key, start, len)
                    : throw new BudgetSpentException("Ce classeur est construit autrement que par un tableur : enregistrez-le de nouveau au format XLSX.")
            );
    }
}
