namespace ClsPortal.Application.Families;

/// <summary>A file as it was read: its headings, and its lines with their numbers in the file.</summary>
public sealed record ImportFile(IReadOnlyList<string> Headings, IReadOnlyList<ImportLine> Lines)
{
    /// <summary>Largest file, in bytes.</summary>
    public const long MostBytes = 10 * 1024 * 1024;

    /// <summary>More is refused: a centre has hundreds.</summary>
    public const int MostLines = 5000;

    /// <summary>The number of the line that heads the columns.</summary>
    public int HeadingLine { get; init; } = 1;

    /// <summary>The first lines with something in them, one of which heads the columns.</summary>
    public IReadOnlyList<ImportLine> Top { get; init; } = [];

    /// <summary>The sheets of a workbook that can be seen; none for a text.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>The one of them that was read.</summary>
    public string? Sheet { get; init; }

    /// <summary>Numbers that stand for days count from 1904, as old Macintosh computers did.</summary>
    public bool CountsFrom1904 { get; init; }

    /// <summary>French: what was left out of what the file holds, and what is to be looked at.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <param name="Number">As a spreadsheet numbers it: the headings are line 1.</param>
/// <param name="Cells">As many as there are headings, or fewer.</param>
public sealed record ImportLine(int Number, IReadOnlyList<string> Cells);

/// <summary>A file, and which of its columns holds what.</summary>
/// <param name="File">As read.</param>
/// <param name="Columns">Place in the file for each <see cref="ImportColumn.Key"/> that it holds.</param>
public sealed record ImportTable(ImportFile File, IReadOnlyDictionary<string, int> Columns)
{
    public string Cell(ImportLine line, string key) => Columns.TryGetValue(key, out var index) && index < line.Cells.Count ? line.Cells[index].Trim() : "";

    /// <summary>Where that cell is, such as « J5 »; empty for a column that the file does not have.</summary>
    public string Reference(ImportLine line, string key) => Columns.TryGetValue(key, out var index) ? CellReference.Of(index, line.Number) : "";
}

/// <summary>What is wrong, or to be looked at, and where.</summary>
/// <param name="Line">As <see cref="ImportLine.Number"/>.</param>
/// <param name="Column">As the portal heads it.</param>
/// <param name="Sentence">French.</param>
/// <param name="Value">What the cell holds.</param>
public sealed record ImportError(int Line, string Column, string Sentence, string Value = "")
{
    /// <summary>Such as « J5 »; empty where no single cell is meant.</summary>
    public string Cell { get; init; } = "";
}

/// <summary>A line of the file as the portal understands it, to be looked at before anything is written.</summary>
/// <param name="Line">As <see cref="ImportLine.Number"/>.</param>
/// <param name="Values">By <see cref="ImportColumn.Key"/>, for people to read: dates in words, numbers as they are kept. Null for what is wrong.</param>
public sealed record ImportSample(int Line, IReadOnlyDictionary<string, string?> Values)
{
    /// <summary>So many lines are shown.</summary>
    public const int Most = 5;
}

/// <summary>What an import did, or would do.</summary>
/// <param name="Lines">Read.</param>
/// <param name="NewFamilies">Made.</param>
/// <param name="NewGuardians">Made, also in families that were there.</param>
/// <param name="NewChildren">Made, also in families that were there.</param>
/// <param name="NewContacts">Made, also in families that were there.</param>
/// <param name="UnchangedFamilies">Already there with all that the file says.</param>
/// <param name="Errors">None, or nothing was written.</param>
public sealed record ImportReport(
    int Lines,
    int NewFamilies,
    int NewGuardians,
    int NewChildren,
    int NewContacts,
    int UnchangedFamilies,
    IReadOnlyList<ImportError> Errors
)
{
    /// <summary>A file with thousands of faults has one fault: more are counted, not listed.</summary>
    public const int MostErrorsShown = 200;

    /// <summary>What may well be right but looks like a second time: imported only when somebody says so.</summary>
    public IReadOnlyList<ImportError> Warnings { get; init; } = [];

    /// <summary>The first lines as they are understood; of the preview and of the import.</summary>
    public IReadOnlyList<ImportSample> Sample { get; init; } = [];

    /// <summary>Guardians named in the file, with an address, who have neither login nor invitation.</summary>
    public int Invitable { get; init; }

    /// <summary>Without a mail server nobody can be invited in one go.</summary>
    public bool CanInvite { get; init; }

    /// <summary>Numbers of the own families: their lines are left to a colleague.</summary>
    public IReadOnlyList<string> OwnFamilies { get; init; } = [];

    /// <summary>Invitations that were sent.</summary>
    public int Invited { get; init; }

    public bool ChangesNothing => NewFamilies + NewGuardians + NewChildren + NewContacts == 0;
}
