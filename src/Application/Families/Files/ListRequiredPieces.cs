using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>The kinds of pieces that the centre asks for.</summary>
public sealed record ListRequiredPieces : IQuery<IReadOnlyList<RequiredPieceCard>>
{
    // The director says what families must hand in: SPEC, "Who may do what", documents.
    public static Permission Access => Permission.Of(Roles.Setup);
}

public sealed record RequiredPieceCard(
    int Id,
    string Name,
    string Explanation,
    bool IsPerChild,
    bool IsRequired,
    bool IsHealth,
    PieceValidity Validity,
    bool IsRetired
);

internal sealed class ListRequiredPiecesHandler(IFamiliesDb db) : IQueryHandler<ListRequiredPieces, IReadOnlyList<RequiredPieceCard>>
{
    public async Task<Outcome<IReadOnlyList<RequiredPieceCard>>> Handle(ListRequiredPieces request, CancellationToken cancellationToken) =>
        (
            await db
                .RequiredPieces.Select(piece => new RequiredPieceCard(
                    piece.Id,
                    piece.Name,
                    piece.Explanation,
                    piece.IsPerChild,
                    piece.IsRequired,
                    piece.IsHealth,
                    piece.Validity,
                    piece.IsRetired
                ))
                .ToListAsync(cancellationToken)
        )
            .OrderBy(piece => piece.IsRetired)
            .ThenBy(piece => piece.Name, NameOrder.Comparer)
            .ToList();
}
