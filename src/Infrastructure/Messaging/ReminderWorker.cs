using ClsPortal.Application.Messaging;
using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>Looks every five minutes whether a reminder of the day is due. Every copy of the portal does; one writes it.</summary>
internal sealed partial class ReminderWorker(IServiceScopeFactory scopes, WorkBell work, ILogger<ReminderWorker> logger)
    : StepWorker(scopes, new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)) { StartsAtOnce = true }, work, logger)
{
    protected override async Task<Step> StepAsync(IServiceProvider services, Guid worker, CancellationToken stopping)
    {
        var written = await services.GetRequiredService<ReminderRound>().RunAsync(stopping);
        if (written > 0)
        {
            Written(written);
        }

        return Step.Nothing;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} reminders written")]
    private partial void Written(int count);
}
