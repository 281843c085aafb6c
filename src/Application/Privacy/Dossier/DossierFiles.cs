using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>Reads the files of a dossier chunk by chunk, after its message was answered: no file is in memory, or on a disk, in one piece.</summary>
public sealed class DossierFiles
{
    private readonly IPrivacyDb _db;
    private readonly ISecretBox _box;

    internal DossierFiles(IPrivacyDb db, ISecretBox box) => (_db, _box) = (db, box);

    public async Task CopyAsync(DossierFile file, Stream output, CancellationToken cancellationToken)
    {
        var chunks = _db.FileChunks.AsNoTracking().Where(chunk => chunk.FileId == file.FileId).OrderBy(chunk => chunk.Number);
        await foreach (var chunk in chunks.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            await output.WriteAsync(_box.Open(FileSecrets.Content.Row(file.FileId, chunk.Number), chunk.Content), cancellationToken);
        }
    }
}
