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

/// <summary>What is wrong, or to be looked at, and where.</summary>
/// <param name="Line">As <see cref="ImportLine.Number"/>.</param>
/// <param name="Column">As the portal heads it.</param>
/// <param name="Sentence">French.</param>
/// <param name="Value">What the cell holds.</param>
public sealed record ImportError(int Line, string Column, string Sentence, string Value = "");

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

    /// <summary>What may well be right but looks like a second time: imported only when somebody says so.</summary>
    public IReadOnlyList<ImportError> Warnings { get; init; } = [];

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
