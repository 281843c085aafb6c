namespace ClsPortal.Application.Import;

/// <summary>A file as it was read: its headings, and its lines with their numbers in the file.</summary>
public sealed record ImportFile(IReadOnlyList<string> Headings, IReadOnlyList<ImportLine> Lines)
{
    /// <summary>More is refused: a centre has hundreds.</summary>
    public const int MostLines = 5000;
}

/// <param name="Number">As a spreadsheet numbers it: the headings are line 1.</param>
/// <param name="Cells">As many as there are headings, or fewer.</param>
public sealed record ImportLine(int Number, IReadOnlyList<string> Cells);

/// <summary>A file, and which of its columns holds what.</summary>
/// <param name="File">As read.</param>
/// <param name="Columns">Place in the file for each <see cref="ImportColumn.Key"/> that it holds.</param>
public sealed record ImportTable(ImportFile File, IReadOnlyDictionary<string, int> Columns)
{
    public string Cell(ImportLine line, string key) =>
        Columns.TryGetValue(key, out var index) && index < line.Cells.Count ? line.Cells[index].Trim() : "";
}

/// <summary>What is wrong, where.</summary>
public sealed record ImportError(int Line, string Column, string Sentence);

/// <summary>What an import did, or would do.</summary>
/// <param name="Lines">Read.</param>
/// <param name="NewFamilies">Made.</param>
/// <param name="NewGuardians">Made, also in families that were there.</param>
/// <param name="NewChildren">Made, also in families that were there.</param>
/// <param name="NewContacts">Made, also in families that were there.</param>
/// <param name="UnchangedFamilies">Already there with all that the file says.</param>
/// <param name="Errors">None, or nothing was written.</param>
public sealed record ImportReport(int Lines, int NewFamilies, int NewGuardians, int NewChildren, int NewContacts, int UnchangedFamilies, IReadOnlyList<ImportError> Errors)
{
    /// <summary>A file with thousands of faults has one fault: more are counted, not listed.</summary>
    public const int MostErrorsShown = 200;

    public bool ChangesNothing => NewFamilies + NewGuardians + NewChildren + NewContacts == 0;
}
