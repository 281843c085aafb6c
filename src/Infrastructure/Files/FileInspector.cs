using System.Globalization;
using ClsPortal.Application.Common;
using ClsPortal.Application.Files;
using ClsPortal.Domain.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Files;

/// <summary>Tells a file by its first bytes, then by its structure.</summary>
internal sealed class FileInspector(FileLimits limits) : IFileInspector
{
    private static readonly string[] HeicBrands = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"];

    public Outcome<InspectedFile> Inspect(byte[] content) => content switch
    {
        [] => FileRefusals.Empty,
        [0xFF, 0xD8, 0xFF, ..] => Pictures.Redraw(content, FileKind.Jpeg, limits.MaxBytes),
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Pictures.Redraw(content, FileKind.Png, limits.MaxBytes),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => PdfScan.Check(content) is { } refusal ? refusal : new InspectedFile(FileKind.Pdf, content),
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', var a, var b, var c, var d, ..] when HeicBrands.Contains($"{(char)a}{(char)b}{(char)c}{(char)d}") => FileRefusals.Heic,
        _ => FileRefusals.UnknownKind,
    };

    public byte[] Preview(byte[] picture) => Pictures.Preview(picture);
}

/// <summary>Registers what judges files.</summary>
public static class DependencyInjection
{
    public static IServiceCollection AddFiles(this IServiceCollection services, FileLimits limits) =>
        services.AddSingleton(limits).AddSingleton<IFileInspector, FileInspector>();
}

/// <summary>The setting <c>Portal:Files:MaxMegabytes</c>.</summary>
public static class FileSettings
{
    private const string Key = "Portal:Files:MaxMegabytes";

    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static FileLimits Read(IConfiguration configuration)
    {
        var value = configuration[Key] ?? FileLimits.DefaultMegabytes.ToString(CultureInfo.InvariantCulture);
        return int.TryParse(value, CultureInfo.InvariantCulture, out var megabytes) && megabytes is >= 1 and <= 50
            ? new FileLimits(megabytes * 1024L * 1024)
            : throw new InvalidOperationException($"{Key} is '{value}': expected a whole number of megabytes from 1 to 50.");
    }
}
