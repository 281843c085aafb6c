using System.Text;
using ClsPortal.Application.Import;
using ClsPortal.Infrastructure.Spreadsheets;

namespace ClsPortal.Infrastructure.Import;

/// <summary>What is wrong with a file, to keep beside it while it is mended.</summary>
public static class ImportErrorsFile
{
    public static byte[] Csv(IEnumerable<ImportError> errors)
    {
        var lines = errors.Select(error => new[] { $"{error.Line}", error.Column, error.Value, error.Sentence }).Prepend(["Ligne", "Colonne", "Valeur", "À corriger"]);
        var text = string.Concat(lines.Select(cells => string.Join(';', cells.Select(cell => $"\"{SafeText.Text(cell).Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"));
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)];
    }
}
