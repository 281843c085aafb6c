using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

internal static class OpenThreads
{
    /// <summary>Null for one that takes no more messages.</summary>
    public static Task<OpenThread?> OpenThreadAsync(this IMessagingDb db, Guid id, CancellationToken cancellationToken) =>
        db
            .Conversations.Where(row => row.Id == id && row.GuardianId != null)
            .Select(row => new OpenThread(row.Id, row.FamilyId, row.GuardianId!.Value, row.IsShared))
            .SingleOrDefaultAsync(cancellationToken);
}
