using System.Diagnostics.CodeAnalysis;
using ClsPortal.Domain.Families;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>Identity's own way to find addresses again, which answers to what is no Unicode with a fault: any visitor may type it into the sign-in.</summary>
internal sealed class SoundLookups : ILookupNormalizer
{
    public static string KeyOf(string text) => SoundText.Of(text).Normalize().ToUpperInvariant();

    [return: NotNullIfNotNull(nameof(name))]
    public string? NormalizeName(string? name) => name is null ? null : KeyOf(name);

    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
