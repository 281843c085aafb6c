using System.IO.Compression;

namespace ClsPortal.Infrastructure.Families;

/// <summary>The parts of an XLSX that show something: sheets that can be seen, texts, formats.</summary>
internal sealed class Workbook : IDisposable
{
    private const int MostParts = 500;
    private const int MostSheets = 50;
    private readonly ZipArchive _archive;
    private readonly ReadingBudget _budget;
    private readonly Lazy<(IReadOnlyList<string> Texts, CellStyles Styles)> _shared;
    private readonly List<(string Name, string Part)> _sheets = [];

    private Workbook(ZipArchive archive, ReadingBudget budget)
    {
        (_archive, _budget) = (archive, budget);
        var main = Links("_rels/.rels", "").FirstOrDefault(link => link.Kind == "officeDocument").Target ?? "xl/workbook.xml";
        var folder = main[..(main.LastIndexOf('/') + 1)];
        var links = Links($"{folder}_rels/{main[folder.Length..]}.rels", folder);
        ReadSheets(main, links);
        _shared = new(() => (SharedTexts.Read(Open(Target("sharedStrings")), budget), new CellStyles(Open(Target("styles")), CountsFrom1904, budget)));

        string Target(string kind) => links.FirstOrDefault(link => link.Kind == kind).Target ?? $"{folder}{kind}.xml";
    }

    /// <summary>Sheets that can be seen, in their order.</summary>
    public IReadOnlyList<string> Sheets => [.. _sheets.Select(sheet => sheet.Name)];

    /// <summary>Sheets that cannot.</summary>
    public int HiddenSheets { get; private set; }

    /// <summary>Days are counted as old Macintosh computers did.</summary>
    public bool CountsFrom1904 { get; private set; }

    public static Workbook Open(Stream content, ReadingBudget budget)
    {
        var archive = new ZipArchive(content, ZipArchiveMode.Read);
        var isTooMuch = archive.Entries.Count > MostParts;
        var refusal = isTooMuch ? null : ForeignFiles.OfArchive(archive);
        if (isTooMuch || refusal is not null)
        {
            archive.Dispose();
            throw isTooMuch ? new InvalidDataException("A workbook has fewer parts.") : new ForeignFileException(refusal!);
        }

        return new Workbook(archive, budget);
    }

    public SheetContent Read(string sheet, int mostRows)
    {
        using var part = Open(_sheets.Find(one => one.Name == sheet).Part) ?? throw new InvalidDataException("The sheet is missing.");
        return new SheetReader(_shared.Value.Texts, _shared.Value.Styles, _budget).Read(part, mostRows);
    }

    public void Dispose() => _archive.Dispose();

    private void ReadSheets(string main, IReadOnlyList<(string Id, string Kind, string Target)> links)
    {
        using var reader = new PartReader(Open(main) ?? throw new InvalidDataException("No workbook."), _budget);
        while (reader.NextElement())
        {
            if (reader.Name == "workbookPr")
            {
                CountsFrom1904 = reader.IsSet("date1904");
            }
            else if (
                reader.Name == "sheet"
                && links.FirstOrDefault(link => link.Id == reader.Attribute("id")) is { Kind: "worksheet" } link
                && Part(link.Target) is not null
            )
            {
                if (reader.Attribute("state") is "hidden" or "veryHidden")
                {
                    HiddenSheets++;
                }
                else if (_sheets.Count < MostSheets)
                {
                    _sheets.Add((reader.Attribute("name") ?? link.Target, link.Target));
                }
            }
        }
    }

    private List<(string Id, string Kind, string Target)> Links(string part, string folder)
    {
        List<(string Id, string Kind, string Target)> links = [];
        if (Open(part) is { } content)
        {
            using var reader = new PartReader(content, _budget);
            while (reader.NextElement())
            {
                if (reader.Name == "Relationship" && reader.Attribute("Target") is { Length: > 0 } target && links.Count < MostParts)
                {
                    var kind = reader.Attribute("Type") ?? "";
                    links.Add((reader.Attribute("Id") ?? "", kind[(kind.LastIndexOf('/') + 1)..], target[0] == '/' ? target[1..] : folder + target));
                }
            }
        }

        return links;
    }

    private Stream? Open(string name) => Part(name)?.Open();

    private ZipArchiveEntry? Part(string name) =>
        _archive.Entries.FirstOrDefault(entry => string.Equals(entry.FullName.Replace('\\', '/'), name, StringComparison.OrdinalIgnoreCase));
}
