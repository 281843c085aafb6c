using System.Globalization;

namespace ClsPortal.Support;

/// <summary>PostgreSQL's own programs on this machine, the newest version first.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    public static PostgresBinaries? Find() =>
        Folders().Select(folder => new PostgresBinaries(folder)).FirstOrDefault(found => File.Exists(found.InitDb) && File.Exists(found.Postgres));

    private static IEnumerable<string> Folders()
    {
        var debian = Directory.Exists(DebianRoot) ? Directory.GetDirectories(DebianRoot) : [];
        return debian.OrderByDescending(VersionOf).Select(version => Path.Combine(version, "bin")).Concat(SearchPath.Folders);
    }

    private static decimal VersionOf(string folder) =>
        decimal.TryParse(Path.GetFileName(folder), NumberStyles.Number, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
