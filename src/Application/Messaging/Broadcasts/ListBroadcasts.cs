using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>« Messages envoyés »: what went to many families, the latest first.</summary>
public sealed record ListBroadcasts(int PageNumber = 1) : IQuery<Page<BroadcastLine>>
{
    // Whoever answers families must know what they were told; only the director sends.
    public static Permission Access => Permission.Of(Roles.Treating);
}

internal sealed class ListBroadcastsHandler(IMessagingDb db, CentreClock clock, ISecretBox box) : IQueryHandler<ListBroadcasts, Page<BroadcastLine>>
{
    public async Task<Outcome<Page<BroadcastLine>>> Handle(ListBroadcasts request, CancellationToken cancellationToken)
    {
        var total = await db.Broadcasts.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var lines = await db
            .Broadcasts.OrderByDescending(row => row.SentAt)
            .ThenBy(row => row.Id)
            .Cut(cut)
            .Counted(db)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return cut.Of<BroadcastLine>([.. lines.Select(line => line.ToLine(box, clock))]);
    }
}
