using System.Text;
using ClsPortal.Infrastructure.Shared;
using MiniExcelLibs;

namespace ClsPortal.Infrastructure.Tests.Shared;

public sealed class StreamedTableTests
{
    private static readonly string[] Columns = ["Nom", "Date", "Nombre"];

    [Fact]
    public async Task A_csv_opens_in_a_french_spreadsheet_and_computes_nothing()
    {
        using var stream = new MemoryStream();
        await StreamedTable.WriteCsvAsync(
            stream,
            Columns,
            Rows(["=1+1", new DateOnly(2019, 1, 23), 3], ["a;\"b\"", null, 4]),
            TestContext.Current.CancellationToken
        );

        stream.ToArray().Take(3).Should().Equal(0xEF, 0xBB, 0xBF);
        Encoding.UTF8.GetString(stream.ToArray()[3..]).Should().Be("Nom;Date;Nombre\r\n'=1+1;23-01-2019;3\r\n\"a;\"\"b\"\"\";;4\r\n");
    }

    [Fact]
    public async Task An_xlsx_holds_its_rows_and_an_empty_one_its_heads()
    {
        using var full = new MemoryStream();
        await StreamedTable.WriteXlsxAsync(full, "familles", Columns, Rows(["=1+1", null, 3]), TestContext.Current.CancellationToken);
        using var empty = new MemoryStream();
        await StreamedTable.WriteXlsxAsync(empty, "familles", Columns, Rows(), TestContext.Current.CancellationToken);

        var row = (IDictionary<string, object?>)full.Query(useHeaderRow: true).Single();
        row.Should().Contain("Nom", "'=1+1").And.Contain("Nombre", 3d);
        ((IDictionary<string, object?>)empty.Query().Single()).Values.Should().Equal(Columns);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Rows(params object?[][] rows)
    {
        foreach (var row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }
}
