using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Families;

/// <summary>The setting <c>Portal:Files:MaxMegabytes</c>.</summary>
public sealed record FileLimits(long MaxBytes)
{
    public const int DefaultMegabytes = 10;

    public static FileLimits Default { get; } = new(DefaultMegabytes * 1024L * 1024);

    public string Text => $"{MaxBytes / 1024 / 1024} Mo";
}

/// <summary>What came in: the name that the device gave it, and all of its bytes.</summary>
public sealed record IncomingFile(string Name, byte[] Content)
{
    // Neither name nor bytes belong in a log.
    public override string ToString() => $"{Content.Length} bytes";
}

/// <summary>
/// A file that may be kept. It is not what came in: pictures were drawn anew and documents written anew, so that only what is seen is left of them.
/// </summary>
public sealed record InspectedFile(FileKind Kind, byte[] Content);

/// <summary>Judges files by their content; a name or a type that a browser says is worth nothing.</summary>
public interface IFileInspector
{
    /// <summary>May take seconds, and another process: never inside a transaction.</summary>
    Task<Outcome<InspectedFile>> InspectAsync(byte[] content, CancellationToken cancellationToken);

    /// <summary>A smaller drawing of a kept picture, as JPEG, to be shown.</summary>
    byte[] Preview(byte[] picture);
}

/// <summary>How files are refused; the field is that of every upload form.</summary>
public static class FileRefusals
{
    public const string Field = "File";

    public static Refusal Missing { get; } = new("FileMissing", "Choisissez un fichier.", Field);

    public static Refusal Empty { get; } = new("FileEmpty", "Ce fichier est vide : choisissez-en un autre.", Field);

    public static Refusal UnknownKind { get; } =
        new("FileKind", "Ce fichier n’est ni un PDF, ni une photo JPEG, PNG ou HEIC. Convertissez-le, ou photographiez le document.", Field);

    public static Refusal Heic { get; } =
        new(
            "FileHeic",
            "Cette photo HEIC ne peut pas être lue ici. Sur l’iPhone : Réglages, Appareil photo, Formats, « Le plus compatible » ; ou envoyez une capture "
                + "d’écran de la photo.",
            Field
        );

    public static Refusal Damaged { get; } =
        new("FileDamaged", "Ce fichier est incomplet ou abîmé : il ne s’ouvre pas. Enregistrez-le de nouveau, puis réessayez.", Field);

    public static Refusal Locked { get; } =
        new(
            "FileLocked",
            "Ce PDF est protégé par un mot de passe : ouvrez-le, imprimez-le en PDF (ou photographiez-le), puis déposez ce nouveau fichier.",
            Field
        );

    public static Refusal DynamicForm { get; } =
        new(
            "FileDynamicForm",
            "Ce formulaire PDF ne s’affiche que dans Adobe Reader : ouvrez-le avec, imprimez-le en PDF, puis déposez ce nouveau fichier.",
            Field
        );

    public static Refusal Portfolio { get; } =
        new("FilePortfolio", "Ce PDF est une enveloppe qui contient d’autres fichiers : ouvrez-le, enregistrez-les, puis déposez-les un par un.", Field);

    public static Refusal TooLarge { get; } =
        new("FileTooLarge", "Ce document est trop lourd à ouvrir : déposez-le en plusieurs parties, ou photographiez ses pages.", Field);

    public static Refusal Infected { get; } =
        new(
            "FileInfected",
            "L’antivirus a trouvé un virus dans ce fichier : il n’a pas été gardé. Vérifiez votre appareil, ou photographiez le document.",
            Field
        );

    public static Refusal NotScanned { get; } =
        new("FileNotScanned", "L’antivirus ne répond pas pour le moment : rien n’a été déposé. Réessayez dans quelques minutes.", Field);

    public static Refusal TooManyPixels { get; } = new("PictureTooBig", "Cette image a trop de pixels : réduisez-la, puis réessayez.", Field);

    public static Refusal TooBig(FileLimits limits) => new("FileTooBig", $"Ce fichier est trop lourd : {limits.Text} au plus.", Field);
}
