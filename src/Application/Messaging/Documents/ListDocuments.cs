using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>« Documents »: what the centre publishes and this family may read today.</summary>
public sealed record ListDocuments : IQuery<IReadOnlyList<DocumentCard>>
{
    public static Permission Access => Permission.Parent;
}

public sealed record DocumentCard(Guid Id, string Title, string Category, string? ActivityName, FileKind Kind, long Length, DateTime PublishedAt);

internal sealed class ListDocumentsHandler(IMessagingDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<ListDocuments, IReadOnlyList<DocumentCard>>
{
    // A centre publishes dozens, not thousands; what is left out is said by nobody, so the number is generous.
    private const int Most = 500;

    public async Task<Outcome<IReadOnlyList<DocumentCard>>> Handle(ListDocuments request, CancellationToken cancellationToken)
    {
        var documents = await (
            from document in db.CentreDocuments.WhereReadableBy(db, user, clock.Today)
            join file in db.StoredFiles on document.FileId equals file.Id
            orderby document.PublishedAt descending, document.Id
            select new DocumentCard(
                document.Id,
                document.Title,
                document.Category,
                db.Activities.Where(activity => activity.Id == document.ActivityId).Select(activity => activity.Name).FirstOrDefault(),
                file.Kind,
                file.Length,
                document.PublishedAt
            )
        )
            .Take(Most)
            .ToListAsync(cancellationToken);
        return documents
            .OrderBy(document => document.Category, NameOrder.Comparer)
            .ThenBy(document => document.Title, NameOrder.Comparer)
            .Select(document => document with { PublishedAt = clock.ToWallClock(document.PublishedAt) })
            .ToList();
    }
}
