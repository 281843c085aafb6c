using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>« Dépôt de fichier »: what the centre asks the family for, child by child, and what was handed in.</summary>
public sealed record GetPieces : IQuery<FamilyPieces>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="Owners">The family itself first, then its children; only those of whom something is asked.</param>
/// <param name="MaxSize">The size limit, as it is told.</param>
/// <param name="MaxBytes">The size limit.</param>
public sealed record FamilyPieces(IReadOnlyList<PieceOwner> Owners, string MaxSize, long MaxBytes);

/// <param name="ChildId">Null: the family.</param>
/// <param name="Name">Prénom, or « Votre famille ».</param>
/// <param name="Pieces">What is asked.</param>
public sealed record PieceOwner(int? ChildId, string Name, IReadOnlyList<PieceCard> Pieces);

public sealed record PieceCard(
    int PieceId,
    string Name,
    string Explanation,
    bool IsRequired,
    PieceState State,
    DateOnly? ValidUntil,
    IReadOnlyList<DepositCard> Files
);

public sealed record DepositCard(
    Guid Id,
    string FileName,
    long Length,
    DateTime DepositedAt,
    DepositStatus Status,
    DateOnly? ValidUntil,
    bool IsExpired,
    string? Reason
);

internal sealed class GetPiecesHandler(IFamiliesDb db, RecordSight sight, ICurrentUser user, CentreClock clock, FileVault vault, FileLimits limits)
    : IQueryHandler<GetPieces, FamilyPieces>
{
    public async Task<Outcome<FamilyPieces>> Handle(GetPieces request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var eyes = await sight.OfParentAsync(cancellationToken);
        var children = await db
            .Children.WherePresent()
            .WhereOpenTo(user)
            .OrderBy(child => child.BirthDate)
            .ThenBy(child => child.Id)
            .Select(child => new { child.Id, child.FirstName })
            .ToListAsync(cancellationToken);
        var pieces = (await db.RequiredPieces.AsNoTracking().ToListAsync(cancellationToken))
            .OrderByDescending(piece => piece.IsRequired)
            .ThenBy(piece => piece.Name, NameOrder.Comparer)
            .ToList();
        var files = (
            await (
                from deposit in db.DepositedFiles.WhereCountingFor(user.FamilyId, eyes, user.UserId)
                join file in db.StoredFiles on deposit.FileId equals file.Id
                orderby deposit.DepositedAt descending
                select new
                {
                    deposit,
                    file.Length,
                    file.SealedName,
                }
            )
                .AsNoTracking()
                .ToListAsync(cancellationToken)
        ).ToLookup(
            line => (line.deposit.ChildId, line.deposit.PieceId),
            line =>
                (
                    Deposit: new Deposit(line.deposit.Status, line.deposit.ValidUntil, line.deposit.DepositedAt),
                    IsOpen: !eyes.HidesSomebody || line.deposit.DepositedBy == user.UserId,
                    Card: new DepositCard(
                        line.deposit.Id,
                        vault.NameOf(line.deposit.FileId, line.SealedName),
                        line.Length,
                        clock.ToWallClock(line.deposit.DepositedAt),
                        line.deposit.Status,
                        line.deposit.ValidUntil,
                        line.deposit is { Status: DepositStatus.Accepted, ValidUntil: { } until } && until < today,
                        line.deposit.Reason
                    )
                )
        );

        PieceOwner Owner(int? childId, string name) =>
            new(
                childId,
                name,
                [
                    .. from piece in pieces
                    where piece.IsPerChild == childId is not null
                    let handedIn = files[(childId, piece.Id)].ToList()
                    // What is no longer asked for stays to be seen by those who handed it in.
                    where !piece.IsRetired || handedIn.Exists(line => line.IsOpen)
                    let state = PieceRules.StateOf(piece.IsRequired && !piece.IsRetired, [.. handedIn.Select(line => line.Deposit)], today)
                    select new PieceCard(
                        piece.Id,
                        piece.Name,
                        piece.Explanation,
                        piece.IsRequired && !piece.IsRetired,
                        state,
                        handedIn.Where(line => line.Deposit.Status == DepositStatus.Accepted).Max(line => line.Deposit.ValidUntil),
                        [.. handedIn.Where(line => line.IsOpen).Select(line => line.Card)]
                    ),
                ]
            );

        List<PieceOwner> owners = [.. children.Select(child => Owner(child.Id, child.FirstName)).Prepend(Owner(null, "Votre famille"))];
        return new FamilyPieces([.. owners.Where(owner => owner.Pieces.Count > 0)], limits.Text, limits.MaxBytes);
    }
}
