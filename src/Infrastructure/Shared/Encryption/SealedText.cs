using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Texts that are sealed on their way into the database and opened on their way out, so that what handles them sees them as they are.
/// Their rows may have keys that the database makes: they are bound to their column, not to their row (docs/decisions/0020).
/// </summary>
public static class SealedText
{
    private const string Annotation = "Portal:SealedText";
    private const string Mark = "sealed:";

    /// <summary>Seals the property. No query can look into it or compare it, but for being there.</summary>
    public static PropertyBuilder<T> IsSealedText<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Annotation, true);

    public static bool IsSealed(IReadOnlyProperty property) => property.FindAnnotation(Annotation) is not null;

    /// <summary>How every text begins that the key of this name sealed. Names are letters, digits and hyphens.</summary>
    internal static string PrefixOf(string keyName) => $"{Mark}{keyName}:";

    internal static void Apply(ModelBuilder builder, ISecretBox box)
    {
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => IsSealed(property)))
        {
            property.SetValueConverter(new Converter(box, new SecretPlace(property.DeclaringType.GetTableName()!, "", property.Name)));
        }
    }

    // What was asked for is never empty: an empty text says that there is nothing, as an empty column does.
    internal static string Seal(ISecretBox box, SecretPlace place, string clear)
    {
        if (clear.Length == 0)
        {
            return "";
        }

        var content = box.SealText(place, clear);
        return PrefixOf(FieldCipher.KeyOf(content)) + Convert.ToBase64String(content);
    }

    // What an earlier version left in clear is read as it is until the background has sealed it.
    internal static string Open(ISecretBox box, SecretPlace place, string stored)
    {
        var bytes = new byte[stored.Length];
        return stored.StartsWith(Mark, StringComparison.Ordinal) && Convert.TryFromBase64String(stored[(stored.LastIndexOf(':') + 1)..], bytes, out var written)
            ? box.OpenText(place, bytes[..written])
            : stored;
    }

    private sealed class Converter(ISecretBox box, SecretPlace place)
        : ValueConverter<string, string>(clear => Seal(box, place, clear), stored => Open(box, place, stored));
}

/// <summary>One model for each set of keys: its converters hold the box. A process has one; tests have several.</summary>
internal sealed class KeyedModels : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), designTime, (context as PortalDbContext)?.SealedWith);
}
