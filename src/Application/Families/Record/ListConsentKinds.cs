using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>What the centre asks families to authorise, with how many answered.</summary>
public sealed record ListConsentKinds : IQuery<IReadOnlyList<ConsentKindLine>>
{
    // The director decides what is asked.
    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record ConsentKindLine(int Id, int Position, string Text, bool IsRequired, bool IsPerChild, bool IsArchived, int Yes, int No);

internal sealed class ListConsentKindsHandler(IFamiliesDb db) : IQueryHandler<ListConsentKinds, IReadOnlyList<ConsentKindLine>>
{
    public async Task<Outcome<IReadOnlyList<ConsentKindLine>>> Handle(ListConsentKinds request, CancellationToken cancellationToken) =>
        await db
            .ConsentKinds.OrderBy(kind => kind.IsArchived)
            .ThenBy(kind => kind.Position)
            .ThenBy(kind => kind.Id)
            .Select(kind => new ConsentKindLine(
                kind.Id,
                kind.Position,
                kind.Text,
                kind.IsRequired,
                kind.IsPerChild,
                kind.IsArchived,
                db.Consents.Count(consent => consent.ConsentKindId == kind.Id && consent.IsGiven),
                db.Consents.Count(consent => consent.ConsentKindId == kind.Id && !consent.IsGiven)
            ))
            .ToListAsync(cancellationToken);
}
