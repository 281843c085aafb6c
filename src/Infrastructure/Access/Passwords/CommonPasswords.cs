using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ClsPortal.Infrastructure.Access;

/// <summary>
/// What people try first. At twelve characters and more the frequent passwords are a few words, a row of keys, a year or a repetition
/// put together, so these are taken out and what is left must still be something; and 43,000 passwords that leaked most often are
/// refused as they are, twice in a row, and with figures or signs around them.
/// </summary>
internal static partial class CommonPasswords
{
    private const int FewestLeft = 5;
    private const int ShortestLeaked = 6;

    // From zxcvbn-ts (MIT), without accents and capitals. In memory once: about 3 MB.
    private static readonly Lazy<HashSet<string>> Leaked = new(ReadLeaked);

    // The words of the passwords that leak most often, French first; the centre's own places; what a parent types about a child.
    private static readonly string[] Words =
    [
        "motdepasse",
        "password",
        "passe",
        "secret",
        "admin",
        "administrateur",
        "bienvenue",
        "welcome",
        "connexion",
        "portail",
        "famille",
        "bonjour",
        "salut",
        "coucou",
        "soleil",
        "amour",
        "jetaime",
        "iloveyou",
        "love",
        "doudou",
        "loulou",
        "chouchou",
        "nounours",
        "princesse",
        "princess",
        "chocolat",
        "vanille",
        "maman",
        "papa",
        "enfant",
        "bebe",
        "licorne",
        "dragon",
        "monkey",
        "football",
        "superman",
        "batman",
        "pokemon",
        "starwars",
        "marseille",
        "paris",
        "france",
        "vacances",
        "ecole",
        "anniversaire",
        "camille",
        "nicolas",
        "julien",
        "thomas",
        "letmein",
        "sunshine",
        "master",
        "shadow",
        "changeme",
        "chablis",
        "pontigny",
        "centre",
        "loisirs",
        "azerty",
        "qwerty",
    ];

    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "azertyuiopqsdfghjklmwxcvbn",
        "qwertyuiopasdfghjklzxcvbnm",
        "aqwzsxedcrfvtgbyhnuj",
        "1a2z3e4r5t6y",
        "1q2w3e4r5t6y",
    ];

    /// <param name="password">What was typed.</param>
    /// <param name="own">Words about the person, such as the address.</param>
    public static bool IsAmongThem(string password, params IEnumerable<string> own)
    {
        var plain = Fold(password);
        var words = Words
            .Concat(own.SelectMany(text => NotLetters().Split(Fold(text))))
            .Where(word => word.Length > 3)
            .OrderByDescending(word => word.Length)
            .ToList();
        return HasLeaked(plain) || Left(plain, words) < FewestLeft || Left(WithoutDisguise(plain), words) < FewestLeft;
    }

    private static bool HasLeaked(string plain)
    {
        var letters = plain.AsSpan();
        var begin = letters.IndexOfAnyInRange('a', 'z');
        var core = begin < 0 ? "" : plain[begin..(letters.LastIndexOfAnyInRange('a', 'z') + 1)];
        return new[] { plain, core, WithoutDisguise(core), Half(core), Half(WithoutDisguise(core)) }.Any(text =>
            text.Length >= ShortestLeaked && Leaked.Value.Contains(text)
        );
    }

    /// <summary>What stands there twice, whatever is between; empty when nothing does.</summary>
    private static string Half(string text)
    {
        var half = text[..(text.Length / 2)].TrimEnd('-', '_', '.', ' ', '+', '&');
        return text.EndsWith(half, StringComparison.Ordinal) ? half : "";
    }

    private static HashSet<string> ReadLeaked()
    {
        using var reader = new StreamReader(typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!, Encoding.UTF8);
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            known.Add(line);
        }

        return known;
    }

    /// <summary>How many different characters are left once all that is easily guessed is gone.</summary>
    private static int Left(string password, IEnumerable<string> words)
    {
        var rest = words.Aggregate(password, (left, word) => left.Replace(word, " ", StringComparison.Ordinal));
        rest = Date().Replace(rest, " ");
        foreach (var row in Rows)
        {
            rest = WithoutRuns(WithoutRuns(rest, row), new string([.. row.Reverse()]));
        }

        return rest.Where(character => !char.IsWhiteSpace(character)).Distinct().Count();
    }

    /// <summary>Takes out every stretch of four or more neighbours of the row.</summary>
    private static string WithoutRuns(string text, string row)
    {
        var kept = new StringBuilder();
        for (var at = 0; at < text.Length; )
        {
            var length = 0;
            while (at + length < text.Length && row.Contains(text.AsSpan(at, length + 1), StringComparison.Ordinal))
            {
                length++;
            }

            kept.Append(length >= 4 ? " " : text.AsSpan(at, Math.Max(1, length)));
            at += Math.Max(1, length);
        }

        return kept.ToString();
    }

    private static string Fold(string text) =>
        new([
            .. text.Normalize(NormalizationForm.FormD)
                .ToLowerInvariant()
                .Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark),
        ]);

    private static string WithoutDisguise(string text) =>
        text.Replace('0', 'o').Replace('1', 'l').Replace('3', 'e').Replace('4', 'a').Replace('@', 'a').Replace('5', 's').Replace('$', 's').Replace('7', 't');

    [GeneratedRegex(@"[^\p{L}]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotLetters();

    // A day and month with a year, or a year alone.
    [GeneratedRegex(@"(?:[0-3]?\d[-/. ]?[01]?\d[-/. ]?)?(?:19|20)\d\d", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Date();
}
