using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>All documents of the centre, also those to come and those whose time is over.</summary>
public sealed record ListCentreDocuments(int PageNumber = 1) : IQuery<CentreDocuments>
{
    // The director publishes: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class ListCentreDocumentsHandler(IMessagingDb db, CentreClock clock, FileLimits limits) : IQueryHandler<ListCentreDocuments, CentreDocuments>
{
    public async Task<Outcome<CentreDocuments>> Handle(ListCentreDocuments request, CancellationToken cancellationToken)
    {
        var total = await db.CentreDocuments.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var lines = await (
            from document in db.CentreDocuments
            join file in db.StoredFiles on document.FileId equals file.Id
            orderby document.PublishedAt descending, document.Id
            select new CentreDocumentLine(
                document.Id,
                document.Title,
                document.Category,
                document.ActivityId,
                db.Activities.Where(activity => activity.Id == document.ActivityId).Select(activity => activity.Name).FirstOrDefault(),
                document.VisibleFrom,
                document.VisibleUntil,
                file.Kind,
                file.Length,
                document.PublishedAt
            )
        )
            .Cut(cut)
            .ToListAsync(cancellationToken);
        var activities = await db
            .Activities.OrderBy(activity => activity.SortKey)
            .Select(activity => new DocumentActivity(activity.Id, activity.Name))
            .ToListAsync(cancellationToken);
        return new CentreDocuments(
            cut.Of<CentreDocumentLine>([.. lines.Select(line => line with { PublishedAt = clock.ToWallClock(line.PublishedAt) })]),
            activities,
            clock.Today,
            limits.Text,
            limits.MaxBytes
        );
    }
}
