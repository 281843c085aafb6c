using System.Globalization;
using ClsPortal.Application.Invoicing;
using CsvHelper;
using MiniExcelLibs;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>Writes exported tables for French spreadsheets, as they are read. No cell that a person once typed is ever a formula.</summary>
public static class TableFiles
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Semicolons, decimal commas, and the mark by which Excel knows UTF-8.</summary>
    public static async Task WriteCsvAsync(ExportedTable table, Stream target, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(target, new CsvWriterOptions { Separator = ';', WriteByteOrderMark = true }, leaveOpen: true);
        foreach (var column in table.Columns)
        {
            csv.WriteField(column);
        }

        await csv.EndRecordAsync(cancellationToken);
        await foreach (var row in table.Rows.WithCancellation(cancellationToken))
        {
            foreach (var cell in row)
            {
                csv.WriteField(Text(cell));
            }

            await csv.EndRecordAsync(cancellationToken);
        }
    }

    /// <summary>Through a file of its own on the disk, for its parts are written out of order.</summary>
    public static async Task WriteXlsxAsync(ExportedTable table, Stream target, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"export-{Guid.NewGuid():N}.xlsx");
        await using var file = new FileStream(
            path,
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            64 * 1024,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose
        );
        await Task.Run(() => file.SaveAs(Cells(table, cancellationToken)), cancellationToken);
        file.Position = 0;
        await file.CopyToAsync(target, cancellationToken);
    }

    /// <summary>What a spreadsheet would run is written as text: an apostrophe before it.</summary>
    public static string Harmless(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + text : text;

    private static string Text(object? cell) =>
        cell switch
        {
            null => "",
            string text => Harmless(text),
            decimal amount => amount.ToString("0.00##", French),
            int number => number.ToString(CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"No way to write a {cell.GetType().Name}"),
        };

    private static IEnumerable<Dictionary<string, object?>> Cells(ExportedTable table, CancellationToken cancellationToken)
    {
        var isEmpty = true;
        foreach (var row in table.Rows.ToBlockingEnumerable(cancellationToken))
        {
            isEmpty = false;
            yield return table
                .Columns.Zip(row)
                .ToDictionary(
                    cell => cell.First,
                    cell =>
                        cell.Second switch
                        {
                            string text => Harmless(text),
                            DateOnly date => date.ToDateTime(TimeOnly.MinValue),
                            _ => cell.Second,
                        },
                    StringComparer.Ordinal
                );
        }

        if (isEmpty)
        {
            // The heads are written with the first row.
            yield return table.Columns.ToDictionary(column => column, _ => (object?)null, StringComparer.Ordinal);
        }
    }
}
