using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;

namespace ClsPortal.Infrastructure.Families;

internal sealed class ImportFiles : IImportFiles
{
    public Outcome<ImportFile> Read(byte[] content, string? sheet = null, int? headingLine = null) => ImportFileReader.Read(content, sheet, headingLine);

    public byte[] FaultsCsv(IEnumerable<ImportError> faults) => ImportErrorsFile.Csv(faults);
}
