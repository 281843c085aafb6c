using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Workshop;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClsPortal.Infrastructure.Families;

/// <summary>Asks the virus scanner, if there is one; tells a file by its first bytes, and keeps what can be made anew of it.</summary>
internal sealed class FileInspector(FileLimits limits, FileWorkshop workshop, ClamAv? scanner = null) : IFileInspector
{
    // Readers look for a PDF's first line that far, and so do families' programs, which put other things before it.
    private const int PdfBegin = 1024;
    private static readonly string[] HeicBrands = ["heic", "heix", "hevc", "heim", "heis", "hevm", "hevs", "mif1", "msf1"];

    public async Task<Outcome<InspectedFile>> InspectAsync(byte[] content, CancellationToken cancellationToken)
    {
        if (content.Length == 0)
        {
            return FileRefusals.Empty;
        }

        return (scanner is null ? Scan.Clean : await scanner.ScanAsync(content, cancellationToken)) switch
        {
            Scan.Infected => FileRefusals.Infected,
            Scan.Unreachable => FileRefusals.NotScanned,
            _ => await RebuildAsync(content, cancellationToken),
        };
    }

    public byte[] Preview(byte[] picture) => Pictures.Preview(picture);

    private async Task<Outcome<InspectedFile>> RebuildAsync(byte[] content, CancellationToken cancellationToken) =>
        content switch
        {
            [0xFF, 0xD8, 0xFF, ..] => Pictures.Redraw(content, FileKind.Jpeg, limits.MaxBytes),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Pictures.Redraw(content, FileKind.Png, limits.MaxBytes),
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', var a, var b, var c, var d, ..]
                when HeicBrands.Contains($"{(char)a}{(char)b}{(char)c}{(char)d}") => await HeicAsync(content, cancellationToken),
            _ when content.AsSpan(0, Math.Min(content.Length, PdfBegin)).IndexOf("%PDF-"u8) >= 0 => await PdfAsync(content, cancellationToken),
            _ => FileRefusals.UnknownKind,
        };

    private async Task<Outcome<InspectedFile>> PdfAsync(byte[] content, CancellationToken cancellationToken) =>
        await workshop.RunAsync("pdf", content, cancellationToken) switch
        {
            (Verdict.Kept, var kept) => new InspectedFile(FileKind.Pdf, kept),
            (Verdict.Locked, _) => FileRefusals.Locked,
            (Verdict.DynamicForm, _) => FileRefusals.DynamicForm,
            (Verdict.Portfolio, _) => FileRefusals.Portfolio,
            (Verdict.TooLarge, _) => FileRefusals.TooLarge,
            _ => FileRefusals.Damaged,
        };

    private async Task<Outcome<InspectedFile>> HeicAsync(byte[] content, CancellationToken cancellationToken) =>
        await workshop.RunAsync("heic", content, cancellationToken) switch
        {
            (Verdict.Kept, var jpeg) => Pictures.Redraw(jpeg, FileKind.Jpeg, limits.MaxBytes),
            (Verdict.TooLarge, _) => FileRefusals.TooManyPixels,
            (Verdict.NotHere, _) => FileRefusals.Heic,
            _ => FileRefusals.Damaged,
        };
}

/// <summary>Registers what judges files.</summary>
public static class DependencyInjection
{
    public static IServiceCollection AddFiles(this IServiceCollection services, FileLimits limits, ClamAvAddress? scanner = null)
    {
        if (scanner is not null)
        {
            services.AddSingleton(scanner).AddSingleton<ClamAv>();
        }

        services.TryAddSingleton(WorkshopLimits.Default);
        return services
            .AddSingleton(limits)
            .AddSingleton<FileWorkshop>()
            .AddSingleton<IFileInspector, FileInspector>()
            .AddSingleton<ILookPictures, LookPictures>();
    }
}
