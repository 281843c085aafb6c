using System.Text.RegularExpressions;

namespace ClsPortal.Web.Tests.Families;

/// <summary>
/// The words of a separated family, each in one place of its data only. Those of <see cref="Hers"/> are the mother's alone; those of
/// <see cref="Both"/> are the family's, and show that the father's answers are not empty.
/// </summary>
/// <param name="isConfidential">True where what tells the places of the mother's child is hers too.</param>
internal sealed partial class Canaries(bool isConfidential)
{
    /// <summary>Begins every word of the mother's: one that no list names is found as well.</summary>
    public const string Mark = "Kanari";

    private const string SharedMark = "Zorille";

    private static readonly string[] Offer = ["Atelier", "Site", "Arret"];

    private readonly HashSet<string> _hers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _both = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Hers => _hers;

    public IReadOnlyCollection<string> Both => _both;

    /// <summary>A word of the mother's own: coordinates, conversations.</summary>
    public string Own(string what) => Add(_hers, Mark + what);

    /// <summary>A word that tells where the mother's child is, or that the mother handed in or wrote beside a request: hers where she is hidden.</summary>
    public string Place(string what) => isConfidential ? Own(what) : Open(what);

    /// <summary>A word that both parents know whatever happens.</summary>
    public string Open(string what) => Add(_both, SharedMark + what);

    /// <summary>A telephone of the mother's; however it is written, it is found as its last two digits.</summary>
    public string Phone(int last)
    {
        _hers.Add(PhoneName(last));
        return $"06.41.52.63.{last:00}";
    }

    /// <summary>A number that is told as the child's places are: of an invoice, of the family's means.</summary>
    public string Number(string number) => Add(isConfidential ? _hers : _both, number);

    public static string PhoneName(int last) => $"{Mark}-06415263{last:00}";

    /// <summary>Which words a text holds; one of the mother's that is in no list is told as it stands.</summary>
    public IReadOnlySet<string> In(string text) =>
        Marked()
            .Matches(text)
            .Select(match => match.Value)
            .Concat(Phones().Matches(text).Select(match => PhoneName(int.Parse(match.Groups["last"].Value, System.Globalization.CultureInfo.InvariantCulture))))
            .SelectMany(found => Known(found))
            .Concat(
                _hers
                    .Concat(_both)
                    .Where(word => char.IsAsciiDigit(word[0]) && Regex.IsMatch(text, $@"(?<![\w-]){word}(?![\w-])", RegexOptions.None, TimeSpan.FromSeconds(1)))
            )
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    // A PDF's text has no blank between two lines: « KanariRueKanariVille » is two words.
    private IEnumerable<string> Known(string found)
    {
        var known = _hers.Concat(_both).Where(word => found.Contains(word, StringComparison.OrdinalIgnoreCase)).ToList();
        return known.Count > 0 ? known : [found];
    }

    /// <summary>The name of an activity, where it is, its bus stops: the centre offers them to all.</summary>
    public bool IsOffered(string word) => Array.Exists(Offer, what => word.EndsWith(what, StringComparison.Ordinal));

    public bool IsHers(string word) => _hers.Contains(word) || word.StartsWith(Mark, StringComparison.OrdinalIgnoreCase);

    private static string Add(HashSet<string> words, string word)
    {
        words.Add(word);
        return word;
    }

    [GeneratedRegex(@"(?:kanari|zorille)[\p{L}\d.]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marked();

    [GeneratedRegex(
        @"(?:0|\+33[\s.\u00a0\u202f-]?)6[\s.\u00a0\u202f-]?41[\s.\u00a0\u202f-]?52[\s.\u00a0\u202f-]?63[\s.\u00a0\u202f-]?(?<last>\d\d)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Phones();
}
