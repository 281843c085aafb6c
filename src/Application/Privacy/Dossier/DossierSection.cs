namespace ClsPortal.Application.Privacy;

/// <summary>A table of a family's data as it leaves the portal, read by people and machines alike.</summary>
/// <param name="Key">Stable name for machines.</param>
/// <param name="Title">For people.</param>
/// <param name="Columns">Heads.</param>
/// <param name="Rows">Cells: text, numbers, dates, times on the centre's clocks, yes and no.</param>
public sealed record DossierSection(string Key, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>A deposited file that goes along.</summary>
/// <param name="FileId">The stored file.</param>
/// <param name="Path">Its name in the archive.</param>
public sealed record DossierFile(Guid FileId, string Path);

/// <summary>All that the portal knows of a family.</summary>
/// <param name="FamilyNumber">The family's number.</param>
/// <param name="FamilyName">Without « Famille ».</param>
/// <param name="CentreName">Who kept it.</param>
/// <param name="MadeAt">On the centre's clocks.</param>
/// <param name="WithHealth">False: health records and their papers were left out.</param>
/// <param name="Sections">The tables.</param>
/// <param name="Files">The deposited files; their content is read one chunk at a time.</param>
public sealed record FamilyDossier(
    string FamilyNumber,
    string FamilyName,
    string CentreName,
    DateTime MadeAt,
    bool WithHealth,
    IReadOnlyList<DossierSection> Sections,
    IReadOnlyList<DossierFile> Files
);
