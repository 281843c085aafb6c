using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>The name of whoever files: of both parents of a family, the other wants to know which.</summary>
internal sealed class RecordAuthor(IFamiliesDb db, ICurrentUser user)
{
    public async Task<string> NameAsync(CancellationToken cancellationToken) =>
        await db
            .Guardians.Where(guardian => guardian.Id == user.GuardianId && guardian.FamilyId == user.FamilyId)
            .Select(guardian => guardian.FirstName + " " + guardian.LastName)
            .SingleOrDefaultAsync(cancellationToken)
            is { } name
        && name.Trim().Length > 0
            ? name.Trim()
            : user.DisplayName;
}
