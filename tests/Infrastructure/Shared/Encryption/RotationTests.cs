using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Tests.Shared;

public sealed class RotationTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.Postgres)]
    public async Task A_rotation_that_was_interrupted_goes_on_and_the_old_key_may_then_go(DatabaseProvider provider)
    {
        var database = await Vault.NewDatabase(provider);
        var (old, current) = (Vault.NewKey(), Vault.NewKey());
        var file = Guid.NewGuid();
        await using (var vault = await Vault.StartAsync(database, Vault.Keys(("old", old))))
        {
            await vault.Find(db =>
            {
                db.Add(StoredFile.Create(file, FileKind.Pdf, 7, vault.Box.SealText(FileSecrets.Name.Row(file), "a.pdf"), DateTime.UnixEpoch));
                db.AddRange(
                    Enumerable
                        .Range(0, 7)
                        .Select(number => FileChunk.Create(file, number, vault.Box.Seal(FileSecrets.Content.Row(file, number), [(byte)number])))
                );
                return db.SaveChangesAsync();
            });
        }

        await using (var vault = await Vault.StartAsync(database, Vault.Keys(("new", current), ("old", old))))
        {
            (await vault.Rotate(batchSize: 3)).Should().Be(new KeyRotation(3, IsComplete: false));
            await AllOpens(vault, file);
        }

        // The process ended here. What the first run sealed is not sealed again.
        await using (var vault = await Vault.StartAsync(database, Vault.Keys(("new", current), ("old", old))))
        {
            (await vault.Rotate(batchSize: 3)).Should().Be(new KeyRotation(3, IsComplete: false));
            (await vault.Rotate(batchSize: 3)).Should().Be(new KeyRotation(2, IsComplete: true));
            (await vault.Rotate(batchSize: 3)).Should().Be(new KeyRotation(0, IsComplete: true));
        }

        await using var without = await Vault.StartAsync(database, Vault.Keys(("new", current)));
        await AllOpens(without, file);
    }

    private static async Task AllOpens(Vault vault, Guid file)
    {
        var name = await vault.Find(db => db.StoredFiles.Select(row => row.SealedName).SingleAsync());
        vault.Box.OpenText(FileSecrets.Name.Row(file), name).Should().Be("a.pdf");
        foreach (var chunk in await vault.Find(db => db.FileChunks.AsNoTracking().ToListAsync()))
        {
            vault.Box.Open(FileSecrets.Content.Row(file, chunk.Number), chunk.Content).Should().Equal((byte)chunk.Number);
        }
    }
}
