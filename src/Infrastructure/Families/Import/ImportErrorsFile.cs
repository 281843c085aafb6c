using ClsPortal.Application.Families;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Families;

/// <summary>What is wrong with a file, to keep beside it while it is mended.</summary>
public static class ImportErrorsFile
{
    public static byte[] Csv(IEnumerable<ImportError> errors) =>
        StreamedTable.Csv(
            new Sheet(
                "À corriger",
                ["Ligne", "Colonne", "Valeur", "À corriger"],
                errors.Select(error => (IReadOnlyList<object?>)[error.Line, error.Column, error.Value, error.Sentence])
            )
        );
}
