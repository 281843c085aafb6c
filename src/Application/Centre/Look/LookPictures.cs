using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;

namespace ClsPortal.Application.Centre;

/// <summary>A picture as the portal drew it: WebP, of a bounded weight.</summary>
public sealed record DrawnPicture(byte[] Content, int Width, int Height);

/// <summary>Draws the organisation's pictures anew from what came in.</summary>
public interface ILookPictures
{
    /// <summary>May take seconds, and ask the virus scanner: never inside a transaction.</summary>
    Task<Outcome<DrawnPicture>> DrawAsync(LookPart part, byte[] content, CancellationToken cancellationToken);
}

/// <summary>Lets no other picture into the portal's look than one that it drew.</summary>
internal sealed class LookStudio(ICentreDb db, ILookPictures pictures, SetupDesk desk, ITransactions transactions)
{
    public async Task<Outcome<DrawnPicture>> DrawAsync(LookPart part, byte[] content, CancellationToken cancellationToken)
    {
        if (LookRefusals.BeforeDrawing(content) is { } refusal)
        {
            return refusal;
        }

        var drawn = await pictures.DrawAsync(part, content, cancellationToken);
        if (drawn.IsRefused && drawn.Refusal == LookRefusals.Infected)
        {
            await transactions.RunAsync(RecordAsync, cancellationToken);
        }

        return drawn;
    }

    // Whose device it came from has to be helped.
    private async Task<Outcome<Done>> RecordAsync(CancellationToken cancellationToken)
    {
        desk.Record("file.infected", nameof(CentreLook));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>How pictures of the look are refused; the field is that of every upload form.</summary>
public static class LookRefusals
{
    public const string Field = "File";

    /// <summary>The largest file that is looked at, in bytes.</summary>
    public const long MaxBytes = MaxMegabytes * 1024 * 1024;

    private const int MaxMegabytes = 5;

    public static string MaxSize => $"{MaxMegabytes} Mo";

    public static Refusal Empty { get; } = new("PictureEmpty", "Ce fichier est vide : choisissez-en un autre.", Field);

    public static Refusal TooBig { get; } = new("PictureTooHeavy", $"Cette image est trop lourde : {MaxSize} au plus. Réduisez-la, puis réessayez.", Field);

    public static Refusal Svg { get; } =
        new(
            "PictureSvg",
            "Les images SVG ne sont pas acceptées : elles peuvent contenir des programmes. Exportez votre logo en PNG (fond transparent), puis réessayez.",
            Field
        );

    public static Refusal UnknownKind { get; } =
        new("PictureKind", "Ce fichier n’est pas une image PNG, JPEG ou WebP, quel que soit son nom. Choisissez-en une autre.", Field);

    public static Refusal Damaged { get; } = new("PictureDamaged", "Cette image est incomplète ou abîmée : enregistrez-la de nouveau, puis réessayez.", Field);

    public static Refusal TooManyPixels { get; } =
        new("PictureTooBig", "Cette image a trop de pixels : réduisez-la (2 000 pixels de large suffisent), puis réessayez.", Field);

    public static Refusal Infected { get; } =
        new("PictureInfected", "L’antivirus a trouvé un virus dans ce fichier : il n’a pas été gardé. Vérifiez votre appareil.", Field);

    public static Refusal NotScanned { get; } =
        new("PictureNotScanned", "L’antivirus ne répond pas pour le moment : rien n’a été changé. Réessayez dans quelques minutes.", Field);

    internal static Refusal? BeforeDrawing(byte[] content) =>
        content.Length == 0 ? Empty
        : content.Length > MaxBytes ? TooBig
        : null;
}
