using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ClsPortal.Application.Shared;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// AES-256-GCM. Sealed bytes are: format (1), length and name of the key, nonce (12), tag (16), ciphertext. Header and place are
/// associated data (docs/decisions/0006).
/// </summary>
internal sealed class FieldCipher(KeyHolder holder) : ISecretBox
{
    private const byte Format = 1;
    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;

    /// <summary>How everything begins that the key of this name sealed.</summary>
    public static byte[] HeaderOf(string keyName) => [Format, (byte)keyName.Length, .. Encoding.ASCII.GetBytes(keyName)];

    /// <summary>Name of the key that sealed the bytes.</summary>
    public static string KeyOf(byte[] content) => Encoding.ASCII.GetString(content, 2, content[1]);

    public byte[] Seal(SecretPlace place, ReadOnlySpan<byte> clear)
    {
        var keys = holder.Keys;
        var header = HeaderOf(keys.Current);
        var content = new byte[header.Length + NonceSize + TagSize + clear.Length];
        header.CopyTo(content, 0);
        var nonce = content.AsSpan(header.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys.Find(keys.Current)!, TagSize);
        aes.Encrypt(
            nonce,
            clear,
            content.AsSpan(header.Length + NonceSize + TagSize),
            content.AsSpan(header.Length + NonceSize, TagSize),
            AssociatedData(header, place)
        );
        return content;
    }

    public byte[] Open(SecretPlace place, ReadOnlySpan<byte> content)
    {
        if (content.Length < 2 || content[0] != Format || content.Length < 2 + content[1] + NonceSize + TagSize)
        {
            throw new SecretUnreadableException(place, "not a sealed value");
        }

        var header = content[..(2 + content[1])];
        var name = Encoding.ASCII.GetString(header[2..]);
        var key = holder.Keys.Find(name) ?? throw new SecretUnreadableException(place, $"no key named {name}");
        var rest = content[header.Length..];
        var clear = new byte[rest.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(rest[..NonceSize], rest[(NonceSize + TagSize)..], rest.Slice(NonceSize, TagSize), clear, AssociatedData(header, place));
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new SecretUnreadableException(place, "changed, moved, or sealed with another key of that name", mismatch);
        }

        return clear;
    }

    // Each part goes in with its length, so that no two places look alike.
    private static byte[] AssociatedData(ReadOnlySpan<byte> header, SecretPlace place)
    {
        using var data = new MemoryStream();
        data.Write(header);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in new[] { place.Table, place.Row, place.Column })
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            data.Write(length);
            data.Write(bytes);
        }

        return data.ToArray();
    }
}
