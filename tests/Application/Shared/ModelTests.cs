using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Shared;

/// <summary>The migrations make the database that the model expects.</summary>
public sealed class ModelTests
{
    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task No_change_of_the_model_waits_for_a_migration(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);

        (await portal.Find(db => Task.FromResult(db.Database.HasPendingModelChanges()))).Should().BeFalse();
        (await portal.Find(db => db.Database.GetPendingMigrationsAsync())).Should().BeEmpty();
    }
}
