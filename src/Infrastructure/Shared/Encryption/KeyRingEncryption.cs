using System.Xml.Linq;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The key ring of sign-ins lies in the database, sealed like everything else there, so that a dump alone signs nobody in.</summary>
internal static class KeyRingEncryption
{
    private const string ElementName = "sealed";

    // The ring encrypts an element before it has a row, so the place names the ring as a whole.
    private static readonly SecretPlace Place = new("data_protection_keys", "ring", "xml");

    public static XElement Seal(ISecretBox box, XElement clear) =>
        new(ElementName, Convert.ToBase64String(box.SealText(Place, clear.ToString(SaveOptions.DisableFormatting))));

    public static XElement Open(ISecretBox box, XElement element) => XElement.Parse(box.OpenText(Place, Convert.FromBase64String(element.Value)));

    /// <summary>Keys that ever lay in clear may lie in a backup in clear: nothing they sign is trusted any more, and everybody signs in again once.</summary>
    public static async Task RemoveClearKeysAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.DataProtectionKeys.AsNoTracking().ToListAsync(cancellationToken);
        var clear = rows.Where(row => row.Xml is { } xml && IsKey(xml) && Parts(XElement.Parse(xml)).Count == 0).Select(row => row.Id).ToList();
        if (clear.Count > 0)
        {
            await db.DataProtectionKeys.Where(row => clear.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <returns>How many keys of the ring were sealed again.</returns>
    public static async Task<int> ResealAsync(PortalDbContext db, ISecretBox box, byte[] header, CancellationToken cancellationToken)
    {
        var resealed = 0;
        foreach (var row in await db.DataProtectionKeys.ToListAsync(cancellationToken))
        {
            if (!IsOlder(row, header))
            {
                continue;
            }

            var key = XElement.Parse(row.Xml!);
            foreach (var part in Parts(key))
            {
                part.ReplaceWith(Seal(box, Open(box, part)));
            }

            row.Xml = key.ToString(SaveOptions.DisableFormatting);
            resealed++;
        }

        await db.SaveChangesAsync(cancellationToken);
        return resealed;
    }

    public static bool IsOlder(DataProtectionKey row, byte[] header) =>
        row.Xml is { } xml && Parts(XElement.Parse(xml)).Exists(part => !Convert.FromBase64String(part.Value).AsSpan().StartsWith(header));

    private static bool IsKey(string xml) => XElement.Parse(xml).Name.LocalName == "key";

    private static List<XElement> Parts(XElement key) => [.. key.Descendants(ElementName)];
}

internal sealed class KeyRingEncryptor(ISecretBox box) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(KeyRingEncryption.Seal(box, plaintextElement), typeof(KeyRingDecryptor));
}

/// <summary>Named in the ring's rows: its name and namespace stay.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => KeyRingEncryption.Open(services.GetRequiredService<ISecretBox>(), encryptedElement);
}
