using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>Removes deposited files with their sealed content.</summary>
internal sealed class DepositRemover(IPrivacyDb db)
{
    public async Task<int> RemoveAsync(IQueryable<DepositedFile> deposits, CancellationToken cancellationToken)
    {
        var rows = await deposits.Select(row => new { row.Id, row.FileId }).ToListAsync(cancellationToken);
        var (ids, fileIds) = (rows.ConvertAll(row => row.Id), rows.ConvertAll(row => row.FileId));
        await db.PieceReminders.Where(row => ids.Contains(row.DepositId)).ExecuteDeleteAsync(cancellationToken);
        await db.DepositedFiles.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.FileChunks.Where(chunk => fileIds.Contains(chunk.FileId)).ExecuteDeleteAsync(cancellationToken);
        await db.StoredFiles.Where(file => fileIds.Contains(file.Id)).ExecuteDeleteAsync(cancellationToken);
        return rows.Count;
    }
}
