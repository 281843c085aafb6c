using ClsPortal.Application.Common;
using ClsPortal.Domain.Files;

namespace ClsPortal.Application.Files;

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

/// <summary>A file that may be kept. Pictures are not what came in: they were drawn anew, so that only a picture is left of them.</summary>
public sealed record InspectedFile(FileKind Kind, byte[] Content);

/// <summary>Judges files by their content; a name or a type that a browser says is worth nothing.</summary>
public interface IFileInspector
{
    Outcome<InspectedFile> Inspect(byte[] content);

    /// <summary>A smaller drawing of a kept picture, as JPEG, to be shown.</summary>
    byte[] Preview(byte[] picture);
}

/// <summary>How files are refused; the field is that of every upload form.</summary>
public static class FileRefusals
{
    public const string Field = "File";

    public static Refusal Missing { get; } = new("FileMissing", "Choisissez un fichier.", Field);

    public static Refusal Empty { get; } = new("FileEmpty", "Ce fichier est vide : choisissez-en un autre.", Field);

    public static Refusal UnknownKind { get; } = new("FileKind", "Ce fichier n’est ni un PDF, ni une photo JPEG ou PNG. Convertissez-le, ou photographiez le document.", Field);

    public static Refusal Heic { get; } = new(
        "FileHeic", "Les photos HEIC ne sont pas acceptées. Sur votre téléphone, choisissez le format « Le plus compatible » (JPEG), ou envoyez une capture d’écran.", Field);

    public static Refusal Damaged { get; } = new("FileDamaged", "Ce fichier est incomplet ou abîmé : il ne s’ouvre pas. Enregistrez-le de nouveau, puis réessayez.", Field);

    public static Refusal Locked { get; } = new("FileLocked", "Ce PDF est protégé par un mot de passe : enregistrez-le sans protection, puis réessayez.", Field);

    public static Refusal Active { get; } = new("FileActive", "Ce PDF contient un programme, un formulaire actif ou une pièce jointe : imprimez-le en PDF, puis déposez ce nouveau fichier.", Field);

    public static Refusal Disguised { get; } = new("FileDisguised", "Ce fichier contient autre chose que le document : enregistrez-le de nouveau, puis réessayez.", Field);

    public static Refusal TooManyPixels { get; } = new("PictureTooBig", "Cette image a trop de pixels : réduisez-la, puis réessayez.", Field);

    public static Refusal TooBig(FileLimits limits) => new("FileTooBig", $"Ce fichier est trop lourd : {limits.Text} au plus.", Field);
}
