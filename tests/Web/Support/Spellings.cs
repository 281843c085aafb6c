using System.Globalization;
using System.Text;

namespace ClsPortal.Web.Tests.Support;

/// <summary>Ways to write a path that some server, proxy or comparison takes for the same, or does not.</summary>
internal static class Spellings
{
    private const int Mixtures = 60;

    private static readonly Func<string, string>[] Ways =
    [
        path => path.ToUpperInvariant(),
        path => string.Concat(path.Select((sign, index) => index % 2 == 0 ? char.ToUpperInvariant(sign) : sign)),
        path => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(path),
        path => path[..^1] + char.ToUpperInvariant(path[^1]),
        path => "/" + path,
        path => "//" + path,
        path => path + "/",
        path => path + "//",
        path => path.Replace("/", "//", StringComparison.Ordinal),
        path => "/." + path,
        path => "/./" + path,
        path => "/x/.." + path,
        path => "/%2e" + path,
        path => "/x/%2e%2E" + path,
        path => "/.." + path,
        path => path + "/.",
        path => path + "/%2e",
        path => path + "/x/..",
        path => path.Replace("/", "/./", StringComparison.Ordinal),
        path => Escaped(path, _ => true),
        path => Escaped(path, index => index == 0),
        path => Escaped(path, index => index % 3 == 0).Replace("%", "%25", StringComparison.Ordinal),
        path => Escaped(path, index => index % 2 == 0).ToLowerInvariant(),
        path => "/" + path[1..].Replace("/", "%2f", StringComparison.Ordinal),
        path => "/" + path[1..].Replace("/", "%5c", StringComparison.Ordinal),
        path => path.Replace('/', '\\'),
        path => "/%2f" + path[1..],
        path => "/%5c" + path[1..],
        path => "/\\" + path[1..],
        path => path + ";a=b",
        path => path + "%00",
        path => path + "%20",
        path => "/%20" + path[1..],
        path => path + ".",
        path => path + "%0d%0a",
        path => path + "%09",
        path => "/%0d%0a" + path[1..],
        path => path + "%3f",
        path => path + "%23",
        path => path + "%c0%af",
        path => path.Replace("/", "%c0%af", StringComparison.Ordinal),
        path => path.Replace("s", "%C5%BF", StringComparison.Ordinal),
        path => path.Replace("k", "%E2%84%AA", StringComparison.Ordinal),
        path => path[..1] + "%EF%BD" + $"%{0x81 + (path[1] - 'a'):X2}" + path[2..],
        path => path.Replace("e", "e%CC%81", StringComparison.Ordinal),
        path => "http://evil.example" + path,
        path => "/%75" + path[1..],
        path => path.Insert(path.Length / 2, "%E2%80%8B"),
    ];

    /// <summary>Each way alone, and mixtures of two and three that are the same at every run.</summary>
    public static IEnumerable<string> Of(string path)
    {
        var random = new Random(20190115);
        return Ways.Select(way => way(path))
            .Concat(
                Enumerable
                    .Range(0, Mixtures)
                    .Select(_ =>
                    {
                        var mixed = path;
                        for (var more = random.Next(2, 4); more > 0; more--)
                        {
                            mixed = Ways[random.Next(Ways.Length)](mixed);
                        }

                        return mixed;
                    })
            )
            .Where(spelling => spelling != path)
            .Distinct();
    }

    private static string Escaped(string path, Func<int, bool> chosen)
    {
        var text = new StringBuilder();
        for (var index = 0; index < path.Length; index++)
        {
            text.Append(path[index] is '/' || !chosen(index - 1) ? $"{path[index]}" : $"%{(int)path[index]:X2}");
        }

        return text.ToString();
    }
}
