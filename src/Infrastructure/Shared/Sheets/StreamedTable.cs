using System.Globalization;
using System.Text;
using MiniExcelLibs;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>Writes a table row by row: a list of any length never lies in memory as a whole.</summary>
public static class StreamedTable
{
    public const string CsvContentType = "text/csv; charset=utf-8";

    /// <summary>What French spreadsheets open by a double click: semicolons, UTF-8 with its mark, CRLF.</summary>
    public static async Task WriteCsvAsync(
        Stream output,
        IReadOnlyList<string> columns,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken cancellationToken
    )
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(';', columns.Select(Quoted)));
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteLineAsync(
                string.Join(';', row.Select(cell => Quoted(Convert.ToString(SafeText.Cell(cell), CultureInfo.InvariantCulture) ?? "")))
            );
        }
    }

    /// <summary>A short table as a whole.</summary>
    public static byte[] Csv(Sheet sheet)
    {
        var lines = sheet
            .Rows.Select(row => row.Select(cell => Quoted(Convert.ToString(SafeText.Cell(cell), CultureInfo.InvariantCulture) ?? "")))
            .Prepend(sheet.Columns.Select(Quoted));
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(string.Concat(lines.Select(cells => string.Join(';', cells) + "\r\n")))];
    }

    /// <summary>Writes to a file of the machine first: the format wants to seek.</summary>
    public static async Task WriteXlsxAsync(
        Stream output,
        string name,
        IReadOnlyList<string> columns,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken cancellationToken
    )
    {
        var file = Path.GetTempFileName();
        await using var buffer = new FileStream(
            file,
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            81_920,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        await using var all = rows.GetAsyncEnumerator(cancellationToken);
        if (await all.MoveNextAsync())
        {
            // The library pulls its rows synchronously: it does so on a thread of its own, not on the request's.
            await Task.Run(() => buffer.SaveAs(Pull(columns, all), sheetName: name), cancellationToken);
        }
        else
        {
            await buffer.WriteAsync(Xlsx.Write(new Sheet(name, columns, [])), cancellationToken);
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(output, cancellationToken);
    }

    private static IEnumerable<Dictionary<string, object>> Pull(IReadOnlyList<string> columns, IAsyncEnumerator<IReadOnlyList<object?>> rows)
    {
        do
        {
            yield return columns.Zip(rows.Current).ToDictionary(pair => pair.First, pair => SafeText.Cell(pair.Second));
        } while (rows.MoveNextAsync().AsTask().GetAwaiter().GetResult());
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(";\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
