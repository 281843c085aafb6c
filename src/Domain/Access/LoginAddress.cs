namespace ClsPortal.Domain.Access;

/// <summary>
/// How addresses of logins are compared: exactly, but for blanks around and the case of A to Z. Unicode's own folding would let an address that only
/// looks like another one (a long s, the sign of kelvin) stand for it.
/// </summary>
public static class LoginAddress
{
    /// <summary>The same for two addresses that are one.</summary>
    public static string KeyOf(string address) =>
        string.Create(
            address.Trim().Length,
            address.Trim(),
            (key, trimmed) =>
            {
                for (var place = 0; place < key.Length; place++)
                {
                    key[place] = char.IsAsciiLetterLower(trimmed[place]) ? (char)(trimmed[place] - 'a' + 'A') : trimmed[place];
                }
            }
        );

    /// <summary>The same for addresses that people could take for one: who has the one keeps others from being given the other.</summary>
    public static string LookOf(string address) => KeyOf(address).Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant();
}
