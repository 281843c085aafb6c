using Microsoft.EntityFrameworkCore.Update;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>
/// Sends many rows in one command. EF's own SQLite provider sends one each, and a school year of dates would be some hundred
/// commands while the one writer's turn is held.
/// </summary>
internal sealed class SqliteBatches(ModificationCommandBatchFactoryDependencies dependencies) : IModificationCommandBatchFactory
{
    // SQLite looks every parameter up in every statement of a command: more rows at once take longer, not shorter.
    private const int Rows = 50;

    public ModificationCommandBatch Create() => new Batch(dependencies);

    private sealed class Batch(ModificationCommandBatchFactoryDependencies dependencies) : AffectedCountModificationCommandBatch(dependencies, Rows);
}
