using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>« Messages envoyés »: what went to many families, the latest first.</summary>
public sealed record ListBroadcasts(int PageNumber = 1) : IQuery<Page<BroadcastLine>>
{
    // Whoever answers families must know what they were told; only the director sends.
    public static Permission Access => Permission.Of(Roles.Treating);
}

internal sealed class ListBroadcastsHandler(IPortalDb db, CentreClock clock, ISecretBox box) : IQueryHandler<ListBroadcasts, Page<BroadcastLine>>
{
    private const int PageSize = 50;

    public async Task<Outcome<Page<BroadcastLine>>> Handle(ListBroadcasts request, CancellationToken cancellationToken)
    {
        var total = await db.Broadcasts.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await db.Broadcasts.OrderByDescending(row => row.SentAt).ThenBy(row => row.Id).Skip((number - 1) * PageSize).Take(PageSize)
            .Counted(db).AsNoTracking().ToListAsync(cancellationToken);
        return new Page<BroadcastLine>([.. lines.Select(line => line.ToLine(box, clock))], number, PageSize, total);
    }
}
