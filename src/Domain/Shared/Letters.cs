namespace ClsPortal.Domain.Shared;

/// <summary>Letters that Unicode does not take apart, as a French keyboard types them: as passports write them (ICAO 9303) where there is a rule.</summary>
internal static class Letters
{
    /// <summary>Null for a capital letter that is typed as it is, or not at all.</summary>
    public static string? Latin(char capital) =>
        capital switch
        {
            'Œ' => "OE",
            'Æ' => "AE",
            'ẞ' or 'ß' => "SS",
            'Ø' or 'Ɔ' => "O",
            'Ł' => "L",
            'Đ' or 'Ð' or 'Ɗ' => "D",
            'Þ' => "TH",
            'Ħ' => "H",
            'Ŋ' => "N",
            'Ŧ' => "T",
            'Ɓ' => "B",
            'Ƙ' or 'ĸ' => "K",
            'Ƴ' => "Y",
            'Ə' or 'Ɛ' => "E",
            'Ɩ' => "I",
            _ => Greek(capital) ?? Cyrillic(capital),
        };

    // Υ depends on what stands before it.
    private static string? Greek(char capital) =>
        capital switch
        {
            'Α' => "A",
            'Β' => "V",
            'Γ' => "G",
            'Δ' => "D",
            'Ε' => "E",
            'Ζ' => "Z",
            'Η' => "I",
            'Θ' => "TH",
            'Ι' => "I",
            'Κ' => "K",
            'Λ' => "L",
            'Μ' => "M",
            'Ν' => "N",
            'Ξ' => "X",
            'Ο' => "O",
            'Π' => "P",
            'Ρ' => "R",
            'Σ' or 'ς' => "S",
            'Τ' => "T",
            'Φ' => "F",
            'Χ' => "CH",
            'Ψ' => "PS",
            'Ω' => "O",
            _ => null,
        };

    private static string? Cyrillic(char capital) =>
        capital switch
        {
            'А' => "A",
            'Б' => "B",
            'В' => "V",
            'Г' or 'Ґ' => "G",
            'Д' => "D",
            'Е' => "E",
            'Є' => "IE",
            'Ж' => "ZH",
            'З' => "Z",
            'И' or 'І' => "I",
            'Ј' => "J",
            'К' => "K",
            'Л' => "L",
            'М' => "M",
            'Н' => "N",
            'О' => "O",
            'П' => "P",
            'Р' => "R",
            'С' => "S",
            'Т' => "T",
            'У' => "U",
            'Ф' => "F",
            'Х' => "KH",
            'Ц' => "TS",
            'Ч' or 'Ћ' => "CH",
            'Ш' => "SH",
            'Щ' => "SCH",
            'Ъ' => "IE",
            'Ы' => "Y",
            'Ь' => "",
            'Э' => "E",
            'Ю' => "IU",
            'Я' => "IA",
            'Ђ' => "DJ",
            'Љ' => "LJ",
            'Њ' => "NJ",
            'Џ' => "DZ",
            _ => null,
        };
}
