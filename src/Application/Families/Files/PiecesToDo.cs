using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A piece that a family still has to hand in, or to renew.</summary>
/// <param name="ChildId">Null: of the family.</param>
/// <param name="PieceName">As families read it.</param>
/// <param name="State">Why.</param>
public sealed record PieceToDo(int? ChildId, string PieceName, PieceState State);

internal static class PiecesToDo
{
    /// <summary>In the order of the children given, the family's own first; by the papers that count for whoever asks.</summary>
    public static async Task<IReadOnlyList<PieceToDo>> OfFamilyAsync(
        IFamiliesDb db,
        IQueryable<DepositedFile> counting,
        int familyId,
        IReadOnlyList<int> childIds,
        DateOnly today,
        CancellationToken cancellationToken
    ) => [.. (await OfFamiliesAsync(db, counting, [(familyId, childIds)], today, cancellationToken))[familyId]];

    /// <summary>Of several families in two statements, each with the children that are asked about.</summary>
    public static async Task<ILookup<int, PieceToDo>> OfFamiliesAsync(
        IFamiliesDb db,
        IQueryable<DepositedFile> counting,
        IReadOnlyCollection<(int FamilyId, IReadOnlyList<int> ChildIds)> families,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var familyIds = families.Select(family => family.FamilyId).ToList();
        var pieces = (
            await db
                .RequiredPieces.Where(piece => !piece.IsRetired)
                .Select(piece => new
                {
                    piece.Id,
                    piece.Name,
                    piece.IsPerChild,
                    piece.IsRequired,
                })
                .ToListAsync(cancellationToken)
        ).OrderBy(piece => piece.Name, NameOrder.Comparer).ToList();
        var deposits = (
            await counting
                .Where(deposit => familyIds.Contains(deposit.FamilyId))
                .Select(deposit => new
                {
                    deposit.FamilyId,
                    deposit.ChildId,
                    deposit.PieceId,
                    Deposit = new Deposit(deposit.Status, deposit.ValidUntil, deposit.DepositedAt),
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(line => (line.FamilyId, line.ChildId, line.PieceId), line => line.Deposit);
        return (
            from family in families
            from childId in family.ChildIds.Select(id => (int?)id).Prepend(null)
            from piece in pieces
            where piece.IsPerChild == childId is not null
            let state = PieceRules.StateOf(piece.IsRequired, [.. deposits[(family.FamilyId, childId, piece.Id)]], today)
            where PieceRules.NeedsFamily(state)
            select (family.FamilyId, Piece: new PieceToDo(childId, piece.Name, state))
        ).ToLookup(line => line.FamilyId, line => line.Piece);
    }
}
