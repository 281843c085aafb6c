using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>The sealed columns of files.</summary>
public static class FileSecrets
{
    public static readonly SecretColumn Name = new("stored_files", "sealed_name");

    public static readonly SecretColumn Content = new("file_chunks", "content");
}

/// <summary>A file as it is read.</summary>
public sealed record FileContent(string Name, FileKind Kind, byte[] Content);

/// <summary>Seals files into the running transaction and opens them again.</summary>
internal sealed class FileVault(IFamiliesDb db, ISecretBox box, CheckedFiles files, CentreClock clock)
{
    /// <summary>Adds a file that the pipeline checked to the context; the caller saves.</summary>
    public StoredFile Add(IncomingFile incoming)
    {
        var (kind, content) = files.Take(incoming);
        var id = Guid.CreateVersion7();
        var file = StoredFile.Create(id, kind, content.Length, box.SealText(FileSecrets.Name.Row(id), FileName.Clean(incoming.Name, kind)), clock.Now);
        db.StoredFiles.Add(file);
        foreach (var (number, part) in content.Chunk(FileChunk.Size).Index())
        {
            db.FileChunks.Add(FileChunk.Create(id, number, box.Seal(FileSecrets.Content.Row(id, number), part)));
        }

        return file;
    }

    public string NameOf(Guid fileId, byte[] sealedName) => box.OpenText(FileSecrets.Name.Row(fileId), sealedName);

    public async Task<FileContent> ReadAsync(Guid fileId, CancellationToken cancellationToken)
    {
        var file = await db.StoredFiles.AsNoTracking().SingleAsync(row => row.Id == fileId, cancellationToken);
        var content = new byte[file.Length];
        var written = 0;
        await foreach (
            var chunk in db
                .FileChunks.AsNoTracking()
                .Where(row => row.FileId == fileId)
                .OrderBy(row => row.Number)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            var part = box.Open(FileSecrets.Content.Row(fileId, chunk.Number), chunk.Content);
            part.CopyTo(content, written);
            written += part.Length;
        }

        return written == file.Length
            ? new FileContent(NameOf(fileId, file.SealedName), file.Kind, content)
            : throw new InvalidOperationException($"File {fileId} has {written} of {file.Length} bytes");
    }

    /// <summary>Forgets a file for good.</summary>
    public async Task RemoveAsync(Guid fileId, CancellationToken cancellationToken)
    {
        await db.FileChunks.Where(row => row.FileId == fileId).ExecuteDeleteAsync(cancellationToken);
        await db.StoredFiles.Where(row => row.Id == fileId).ExecuteDeleteAsync(cancellationToken);
    }
}
