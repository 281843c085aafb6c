using System.Security.Cryptography;
using System.Text;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Digests by which a row is found again, and from which nobody without the keys learns what was digested, even by trying. They follow the
/// current key: after a rotation nothing digested before is found, so they serve for what lives briefly.
/// </summary>
public sealed class KeyedDigests
{
    private readonly KeyHolder _holder;

    internal KeyedDigests(KeyHolder holder) => _holder = holder;

    /// <summary>44 characters; other ones for each purpose.</summary>
    public string Of(string purpose, string text)
    {
        var keys = _holder.Keys;
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Find(keys.Current)!, SecretKeys.Size, info: Encoding.UTF8.GetBytes($"digest {purpose}"));
        return Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
