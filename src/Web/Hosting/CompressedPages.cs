using System.IO.Compression;
using System.Net.Mime;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.ResponseCompression;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// Pages leave compressed. Lengths of compressed answers can tell a listener a secret that stands beside something the listener chose (BREACH), so:
/// what is secret in a page (the token of its forms, the state for its circuit) is encrypted anew each time; another site cannot have a signed-in
/// browser ask again and again, for its cookie does not go along (SameSite); and each page ends in <see cref="Noise"/>.
/// </summary>
internal static class CompressedPages
{
    private const int MostNoise = 512;

    public static IServiceCollection AddCompressedPages(this IServiceCollection services) =>
        services
            .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest)
            .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest)
            .AddResponseCompression(options =>
            {
                options.EnableForHttps = true;
                options.MimeTypes = [MediaTypeNames.Text.Html];
                options.Providers.Add<BrotliCompressionProvider>();
                options.Providers.Add<GzipCompressionProvider>();
            });

    /// <summary>A comment of a length that nobody can foresee, of letters that do not compress away.</summary>
    public static MarkupString Noise() => new($"<!--{RandomNumberGenerator.GetHexString(RandomNumberGenerator.GetInt32(MostNoise))}-->");
}
