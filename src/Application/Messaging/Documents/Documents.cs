using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>« Documents »: what the centre publishes and this family may read today.</summary>
public sealed record ListDocuments : IQuery<IReadOnlyList<DocumentCard>>
{
    public static Permission Access => Permission.Parent;
}

public sealed record DocumentCard(Guid Id, string Title, string Category, string? ActivityName, FileKind Kind, long Length, DateTime PublishedAt);

internal sealed class ListDocumentsHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<ListDocuments, IReadOnlyList<DocumentCard>>
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
                document.Id, document.Title, document.Category, db.Activities.Where(activity => activity.Id == document.ActivityId).Select(activity => activity.Name).FirstOrDefault(),
                file.Kind, file.Length, document.PublishedAt)).Take(Most).ToListAsync(cancellationToken);
        return documents.OrderBy(document => document.Category, NameOrder.Comparer).ThenBy(document => document.Title, NameOrder.Comparer)
            .Select(document => document with { PublishedAt = clock.ToWallClock(document.PublishedAt) }).ToList();
    }
}

/// <summary>The content of a document, for families that may read it today and for the staff.</summary>
public sealed record OpenDocument(Guid DocumentId) : IQuery<FileContent>
{
    // Families by the query; staff see what families are told.
    public static Permission Access => Permission.Of(Roles.Parent | Roles.Treating);
}

internal sealed class OpenDocumentHandler(IPortalDb db, ICurrentUser user, CentreClock clock, FileVault vault) : IQueryHandler<OpenDocument, FileContent>
{
    public async Task<Outcome<FileContent>> Handle(OpenDocument request, CancellationToken cancellationToken)
    {
        var documents = (user.Roles & Roles.Treating) != Roles.None ? db.CentreDocuments : db.CentreDocuments.WhereReadableBy(db, user, clock.Today);
        var fileId = await documents.Where(document => document.Id == request.DocumentId).Select(document => (Guid?)document.FileId).SingleOrDefaultAsync(cancellationToken);
        return fileId is null ? Refusal.NotFound : await vault.ReadAsync(fileId.Value, cancellationToken);
    }
}

/// <summary>Named conditions on documents.</summary>
internal static class ReadableDocuments
{
    /// <summary>Published today, and for all or for an activity in which a child who is open to whoever asks has a booking that stands.</summary>
    public static IQueryable<CentreDocument> WhereReadableBy(this IQueryable<CentreDocument> documents, IPortalDb db, ICurrentUser user, DateOnly today)
    {
        var bookings = db.EnrolmentRequests.WhereBooked().WhereOpenTo(db, user);
        return documents.Where(document => document.VisibleFrom <= today && (document.VisibleUntil == null || document.VisibleUntil >= today)
            && (document.ActivityId == null || bookings.Any(booking =>
                db.Sessions.Any(session => session.Id == booking.SessionId && session.ActivityId == document.ActivityId))));
    }
}
