using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The choices of the form with which the centre writes to many families.</summary>
public sealed record GetBroadcastChoices : IQuery<BroadcastChoices>
{
    // Messages to families are the director's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record BroadcastChoices(IReadOnlyList<ActivityName> Activities, IReadOnlyList<string> BusLines);

internal sealed class GetBroadcastChoicesHandler(IMessagingDb db) : IQueryHandler<GetBroadcastChoices, BroadcastChoices>
{
    public async Task<Outcome<BroadcastChoices>> Handle(GetBroadcastChoices request, CancellationToken cancellationToken) =>
        new BroadcastChoices(
            await db
                .Activities.Where(activity => !activity.IsArchived)
                .OrderBy(activity => activity.SortKey)
                .Select(activity => new ActivityName(activity.Id, activity.Name))
                .ToListAsync(cancellationToken),
            [
                .. (
                    await db.BusStops.Where(stop => stop.Line != "" && !stop.IsRetired).Select(stop => stop.Line).Distinct().ToListAsync(cancellationToken)
                ).Order(NameOrder.Comparer),
            ]
        );
}
