using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Overview;

/// <summary>The same figures as a file, which is recorded.</summary>
[HarmlessForOwnFamily("reads, and the journal holds what is read")]
public sealed record ExportStatistics(DateOnly From, DateOnly To, int? ActivityId = null) : ICommand<CentreStatistics>
{
    // As on the screen.
    public static Permission Access => GetStatistics.Access;
}

internal sealed class ExportStatisticsHandler(IOverviewDb db, MediatR.IMediator mediator, Exports exports) : ICommandHandler<ExportStatistics, CentreStatistics>
{
    public async Task<Outcome<CentreStatistics>> Handle(ExportStatistics request, CancellationToken cancellationToken)
    {
        var outcome = await mediator.Send(new GetStatistics(request.From, request.To, request.ActivityId), cancellationToken);
        if (!outcome.IsRefused)
        {
            exports.Record("export.statistics", outcome.Value.From, outcome.Value.To, request.ActivityId, outcome.Value.Months.Count);
            await db.SaveChangesAsync(cancellationToken);
        }

        return outcome;
    }
}
