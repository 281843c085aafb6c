using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The content of a document, for families that may read it today and for the staff.</summary>
public sealed record OpenDocument(Guid DocumentId) : IQuery<FileContent>
{
    // Families by the query; staff see what families are told.
    public static Permission Access => Permission.Of(Roles.Parent | Roles.Treating);
}

internal sealed class OpenDocumentHandler(IMessagingDb db, ICurrentUser user, CentreClock clock, FileVault vault) : IQueryHandler<OpenDocument, FileContent>
{
    public async Task<Outcome<FileContent>> Handle(OpenDocument request, CancellationToken cancellationToken)
    {
        var documents = (user.Roles & Roles.Treating) != Roles.None ? db.CentreDocuments : db.CentreDocuments.WhereReadableBy(db, user, clock.Today);
        var fileId = await documents
            .Where(document => document.Id == request.DocumentId)
            .Select(document => (Guid?)document.FileId)
            .SingleOrDefaultAsync(cancellationToken);
        return fileId is null ? Refusal.NotFound : await vault.ReadAsync(fileId.Value, cancellationToken);
    }
}
