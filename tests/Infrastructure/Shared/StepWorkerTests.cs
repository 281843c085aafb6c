using System.Data.Common;
using ClsPortal.Infrastructure.Tests.Messaging;
using ClsPortal.Infrastructure.Tests.Support;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>Jobs look for work when something was written, and seldom otherwise.</summary>
public sealed class StepWorkerTests
{
    [Fact]
    public async Task A_portal_that_nobody_uses_asks_its_database_next_to_nothing_and_looks_once_something_was_written()
    {
        var asked = new Statements();
        await using var portal = await PortalCopy.OnSqliteAsync(asked);
        await portal.StartAsync();
        await WaitAsync(seconds: 10);

        asked.Take();
        await WaitAsync(seconds: 20);
        var idle = asked.Take();
        await portal.GivenMail(Mails.Treated, Mails.TreatedModel());
        asked.Take();
        await WaitAsync(seconds: 5);
        var afterWrite = asked.Take();

        idle.Should().BeLessThanOrEqualTo(8, "two jobs look each half a minute, one each quarter, one each minute");
        afterWrite.Should().BeGreaterThanOrEqualTo(3, "each of them looks whether it was for it");
    }

    private static Task WaitAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    private sealed class Statements : DbCommandInterceptor
    {
        private int _sent;

        public int Take() => Interlocked.Exchange(ref _sent, 0);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Interlocked.Increment(ref _sent);
            return ValueTask.FromResult(result);
        }
    }
}
