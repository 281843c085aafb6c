using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace ClsPortal.EndToEnd.Tests.Support;

/// <summary>The application of codes on a visitor's telephone (RFC 6238).</summary>
internal static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Now(string secret)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // the algorithm of authenticator applications; a keyed hash does not suffer from SHA-1's collisions
        var hash = HMACSHA1.HashData(Key(secret), counter);
#pragma warning restore CA5350
        var code = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % 1_000_000;
        return code.ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] Key(string secret)
    {
        var bits = string.Concat(secret.Where(Alphabet.Contains).Select(letter => Alphabet.IndexOf(letter).ToString("b5", CultureInfo.InvariantCulture)));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }
}
