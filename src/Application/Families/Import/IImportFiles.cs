using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Families;

/// <summary>Reads and writes the files of the import.</summary>
public interface IImportFiles
{
    /// <summary>The lines of a workbook or text file as a person sees them; refuses what is too big, damaged or protected.</summary>
    /// <param name="content">At most <see cref="ImportFile.MostBytes"/>.</param>
    /// <param name="sheet">Null for the first that holds a table.</param>
    /// <param name="headingLine">From 1; null to look for it.</param>
    Outcome<ImportFile> Read(byte[] content, string? sheet = null, int? headingLine = null);

    /// <summary>The faults of an import, one a line, as CSV.</summary>
    byte[] FaultsCsv(IEnumerable<ImportError> faults);
}
