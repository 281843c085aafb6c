using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Takes a document back: nobody reads it any more, and nothing of it is kept.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record WithdrawDocument(Guid DocumentId) : ICommand<Done>
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class WithdrawDocumentHandler(IMessagingDb db, ICurrentUser user, CentreClock clock, FileVault vault) : ICommandHandler<WithdrawDocument, Done>
{
    public async Task<Outcome<Done>> Handle(WithdrawDocument request, CancellationToken cancellationToken)
    {
        var document = await db.CentreDocuments.SingleOrDefaultAsync(row => row.Id == request.DocumentId, cancellationToken);
        if (document is null)
        {
            return Refusal.NotFound;
        }

        db.CentreDocuments.Remove(document);
        db.AuditEntries.Add(
            AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "document.withdrawn", $"CentreDocument:{document.Id}", details: document.Title)
        );
        await db.SaveChangesAsync(cancellationToken);
        await vault.RemoveAsync(document.FileId, cancellationToken);
        return Done.It;
    }
}
