using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Application.Tests.Support;

/// <summary>Rows for theories that must hold on the embedded and on the production database.</summary>
public sealed class OnBothDatabases : TheoryData<DatabaseProvider>
{
    public OnBothDatabases() => AddRange(DatabaseProvider.Sqlite, DatabaseProvider.Postgres);
}
