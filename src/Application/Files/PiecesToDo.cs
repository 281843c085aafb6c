using ClsPortal.Application.Common;
using ClsPortal.Domain.Files;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Files;

/// <summary>A piece that a family still has to hand in, or to renew.</summary>
/// <param name="ChildId">Null: of the family.</param>
/// <param name="PieceName">As families read it.</param>
/// <param name="State">Why.</param>
public sealed record PieceToDo(int? ChildId, string PieceName, PieceState State);

internal static class PiecesToDo
{
    /// <summary>In the order of the children given, the family's own first.</summary>
    public static async Task<IReadOnlyList<PieceToDo>> OfFamilyAsync(IPortalDb db, int familyId, IReadOnlyList<int> childIds, DateOnly today, CancellationToken cancellationToken)
    {
        var pieces = await db.RequiredPieces.Where(piece => !piece.IsRetired).OrderBy(piece => piece.Name)
            .Select(piece => new { piece.Id, piece.Name, piece.IsPerChild, piece.IsRequired }).ToListAsync(cancellationToken);
        var deposits = (await db.DepositedFiles.Where(deposit => deposit.FamilyId == familyId)
            .Select(deposit => new { deposit.ChildId, deposit.PieceId, Deposit = new Deposit(deposit.Status, deposit.ValidUntil, deposit.DepositedAt) }).ToListAsync(cancellationToken))
            .ToLookup(line => (line.ChildId, line.PieceId), line => line.Deposit);
        return
        [
            .. from childId in childIds.Select(id => (int?)id).Prepend(null)
               from piece in pieces
               where piece.IsPerChild == childId is not null
               let state = PieceRules.StateOf(piece.IsRequired, [.. deposits[(childId, piece.Id)]], today)
               where PieceRules.NeedsFamily(state)
               select new PieceToDo(childId, piece.Name, state),
        ];
    }
}
