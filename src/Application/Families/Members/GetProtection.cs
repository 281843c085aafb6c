using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>What staff see before they make a guardian's coordinates confidential, or let that go.</summary>
public sealed record GetProtection(int FamilyId, int GuardianId) : IQuery<Protection>
{
    public static Permission Access => RecordAccess.Staff;
}

/// <param name="Name">Whom it protects.</param>
/// <param name="IsConfidential">As it stands.</param>
/// <param name="Others">From whom: the other guardians by name.</param>
/// <param name="Children">Those who may live with the person.</param>
public sealed record Protection(string Name, bool IsConfidential, IReadOnlyList<string> Others, IReadOnlyList<ProtectedChild> Children);

/// <param name="Id">The child.</param>
/// <param name="Name">Prénom.</param>
/// <param name="IsProtected">True when it lives with the person.</param>
/// <param name="WithAnother">True when it lives with another guardian who is protected.</param>
public sealed record ProtectedChild(int Id, string Name, bool IsProtected, bool WithAnother);

internal sealed class GetProtectionHandler(IFamiliesDb db, ICurrentUser user) : IQueryHandler<GetProtection, Protection>
{
    public async Task<Outcome<Protection>> Handle(GetProtection request, CancellationToken cancellationToken)
    {
        // Whether anybody is protected, and from whom, is not a parent’s to know.
        if (user.IsOwn(request.FamilyId))
        {
            return OwnFamily.Refusal;
        }

        var guardians = await db
            .Guardians.Where(guardian => guardian.FamilyId == request.FamilyId)
            .OrderBy(guardian => guardian.Id)
            .Select(guardian => new
            {
                guardian.Id,
                Name = guardian.FirstName + " " + guardian.LastName,
                guardian.IsConfidential,
            })
            .ToListAsync(cancellationToken);
        if (guardians.Find(guardian => guardian.Id == request.GuardianId) is not { } person)
        {
            return Refusal.NotFound;
        }

        var children = await db
            .Children.Where(child => child.FamilyId == request.FamilyId)
            .OrderBy(child => child.BirthDate)
            .ThenBy(child => child.Id)
            .Select(child => new ProtectedChild(
                child.Id,
                child.FirstName,
                child.ProtectedById == request.GuardianId,
                child.ProtectedById != null && child.ProtectedById != request.GuardianId
            ))
            .ToListAsync(cancellationToken);
        return new Protection(
            person.Name.Trim(),
            person.IsConfidential,
            [.. guardians.Where(guardian => guardian.Id != person.Id).Select(guardian => guardian.Name.Trim())],
            children
        );
    }
}
