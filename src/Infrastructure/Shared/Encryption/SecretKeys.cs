using System.Security.Cryptography;
using System.Text;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The current key, which seals, and the older ones, which still open.</summary>
public sealed class SecretKeys(string current, IReadOnlyDictionary<string, byte[]> keys)
{
    public const int Size = 32;

    public string Current => current;

    public IReadOnlyCollection<string> Names { get; } = [.. keys.Keys];

    /// <summary>Known to everybody: for demonstration data on a shared database, and never anywhere else.</summary>
    public static SecretKeys Demonstration { get; } = Of("demonstration", SHA256.HashData(Encoding.UTF8.GetBytes("ClsPortal demonstration")));

    public static SecretKeys Of(string name, byte[] key) => new(name, new Dictionary<string, byte[]>(StringComparer.Ordinal) { [name] = key });

    // Without the keys, lest a log or an error page show them.
    public override string ToString() => $"{current} of {keys.Count}";

    internal byte[]? Find(string name) => keys.GetValueOrDefault(name);
}
