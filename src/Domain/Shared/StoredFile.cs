namespace ClsPortal.Domain.Shared;

/// <summary>What a file was found to be; nothing else is kept.</summary>
public enum FileKind
{
    /// <summary>A PDF without scripts, programs or attachments.</summary>
    Pdf,

    /// <summary>A picture, drawn anew by the portal.</summary>
    Jpeg,

    /// <summary>A picture without loss, drawn anew by the portal.</summary>
    Png,
}

/// <summary>A file that the portal checked and sealed; its content lies in <see cref="FileChunk"/>.</summary>
public sealed class StoredFile
{
    private StoredFile() { }

    /// <summary>Database key, known before the insert: names and chunks are sealed for it.</summary>
    public Guid Id { get; private set; }

    /// <summary>What it was found to be.</summary>
    public FileKind Kind { get; private set; }

    /// <summary>Bytes of the content.</summary>
    public long Length { get; private set; }

    /// <summary>The cleaned name, sealed: families write into it what they like.</summary>
    public byte[] SealedName { get; private set; } = [];

    /// <summary>UTC.</summary>
    public DateTime StoredAt { get; private set; }

    /// <summary>Describes a file.</summary>
    public static StoredFile Create(Guid id, FileKind kind, long length, byte[] sealedName, DateTime now) =>
        new()
        {
            Id = id,
            Kind = kind,
            Length = length,
            SealedName = sealedName,
            StoredAt = now,
        };
}

/// <summary>A part of a file, sealed, so that neither database nor memory meets a file in one piece.</summary>
public sealed class FileChunk
{
    /// <summary>Clear bytes in each chunk but the last.</summary>
    public const int Size = 256 * 1024;

    private FileChunk() { }

    /// <summary>The file.</summary>
    public Guid FileId { get; private set; }

    /// <summary>From 0.</summary>
    public int Number { get; private set; }

    /// <summary>Sealed for this file and number.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>Keeps a part.</summary>
    public static FileChunk Create(Guid fileId, int number, byte[] content) =>
        new()
        {
            FileId = fileId,
            Number = number,
            Content = content,
        };
}
