using System.Globalization;
using System.Text;

namespace ClsPortal.Application.Shared;

/// <summary>
/// Encrypts what must not be readable in a dump of the database. The place is bound to the bytes: what was sealed for one row or
/// column opens in no other.
/// </summary>
public interface ISecretBox
{
    byte[] Seal(SecretPlace place, ReadOnlySpan<byte> clear);

    /// <exception cref="SecretUnreadableException">The bytes were changed, come from another place, or their key is not known.</exception>
    byte[] Open(SecretPlace place, ReadOnlySpan<byte> content);
}

/// <summary>
/// A column of sealed bytes. Its entity holds <c>byte[]</c>, its configuration says <c>IsSealed(column)</c>, so that a rotation of
/// keys finds it, and its row has a key that is known before the insert (a Guid, or the key of the row it belongs to).
/// </summary>
public readonly record struct SecretColumn(string Table, string Column)
{
    public SecretPlace Row(string key) => new(Table, key, Column);

    public SecretPlace Row(Guid key) => new(Table, key.ToString(), Column);

    public SecretPlace Row(long key) => new(Table, key.ToString(CultureInfo.InvariantCulture), Column);

    /// <summary>A row with a key of two columns.</summary>
    public SecretPlace Row(Guid key, int second) => new(Table, string.Create(CultureInfo.InvariantCulture, $"{key}:{second}"), Column);
}

/// <summary>Where sealed bytes lie: table, key of the row, column.</summary>
public readonly record struct SecretPlace(string Table, string Row, string Column);

/// <summary>Sealed bytes that cannot be opened: a fault or an attack, never the reader's doing.</summary>
public sealed class SecretUnreadableException(SecretPlace place, string why, Exception? inner = null)
    : Exception($"{place.Table}.{place.Column} of row {place.Row} cannot be opened: {why}", inner);

public static class SecretText
{
    public static byte[] SealText(this ISecretBox box, SecretPlace place, string clear) => box.Seal(place, Encoding.UTF8.GetBytes(clear));

    public static string OpenText(this ISecretBox box, SecretPlace place, byte[] content) => Encoding.UTF8.GetString(box.Open(place, content));
}
