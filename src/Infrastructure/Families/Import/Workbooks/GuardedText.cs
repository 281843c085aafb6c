namespace ClsPortal.Infrastructure.Families;

/// <summary>Hands the text of a part on as long as the budget lasts and no single tag or text grows beyond what a cell may hold.</summary>
internal sealed class GuardedText(Stream part, ReadingBudget budget) : TextReader
{
    // Every character of the longest cell written as a number.
    private const int MostBetweenTags = 10 * ReadingBudget.MostCellLength;
    private readonly StreamReader _text = new(part);
    private int _sinceTag;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = _text.Read(buffer, index, count);
        budget.SpendCharacters(read);
        // No value of an attribute and no text holds the sign that begins a tag.
        var last = buffer.AsSpan(index, read).LastIndexOf('<');
        _sinceTag = last < 0 ? _sinceTag + read : read - last;
        return _sinceTag <= MostBetweenTags ? read : throw new BudgetSpentException("Une case de ce classeur contient un texte trop long.");
    }

    public override int Read() => throw new NotSupportedException("The XML reader reads blocks.");

    public override int Peek() => _text.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
        }

        base.Dispose(disposing);
    }
}
