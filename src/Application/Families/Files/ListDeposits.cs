using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Deposited files for the staff: those that wait, the oldest first; or those of another state, the newest first.</summary>
public sealed record ListDeposits(DepositStatus Status = DepositStatus.Deposited, int? PieceId = null, string? Search = null, int PageNumber = 1)
    : IQuery<DepositsToTreat>
{
    // Whoever treats what families hand in, health pieces among it: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

public sealed record DepositsToTreat(Page<DepositLine> Lines, IReadOnlyList<PieceName> Pieces);

public sealed record PieceName(int Id, string Name);

/// <param name="Id">The deposit.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="FamilyName">Without « Famille ».</param>
/// <param name="ChildName">Null for a piece of the family.</param>
/// <param name="PieceName">What it is.</param>
/// <param name="IsHealth">True: opening it is recorded.</param>
/// <param name="FileName">Cleaned; empty where it is withheld, as from a member of staff whose own family handed it in.</param>
/// <param name="Kind">What the content is.</param>
/// <param name="Length">Bytes.</param>
/// <param name="DepositedAt">On the centre's clocks.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Validity">How long such a piece holds.</param>
/// <param name="ValidUntil">Of an accepted one, or proposed for one that waits.</param>
/// <param name="Reason">Of a refusal.</param>
/// <param name="IsOwnFamily">Of the family of whoever asks: a colleague treats it.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
/// <param name="IsLocked">
/// True for a health piece when whoever asks signed in with a password alone: its name and reason are withheld, for they may speak of health too.
/// </param>
public sealed record DepositLine(
    Guid Id,
    int FamilyId,
    string FamilyName,
    string? ChildName,
    string PieceName,
    bool IsHealth,
    string FileName,
    FileKind Kind,
    long Length,
    DateTime DepositedAt,
    DepositStatus Status,
    PieceValidity Validity,
    DateOnly? ValidUntil,
    string? Reason,
    bool IsLocked,
    bool IsOwnFamily,
    string? Confidential = null
);

internal sealed class ListDepositsValidator : AbstractValidator<ListDeposits>
{
    public ListDepositsValidator() => RuleFor(list => list.Search).SearchShortEnough();
}

internal sealed class ListDepositsHandler(IFamiliesDb db, ICurrentUser user, CentreClock clock, FileVault vault) : IQueryHandler<ListDeposits, DepositsToTreat>
{
    public async Task<Outcome<DepositsToTreat>> Handle(ListDeposits request, CancellationToken cancellationToken)
    {
        var lines = DepositRows.Of(db, request);
        var pieces = (await db.RequiredPieces.Select(piece => new PieceName(piece.Id, piece.Name)).ToListAsync(cancellationToken))
            .OrderBy(piece => piece.Name, NameOrder.Comparer)
            .ToList();
        var total = await lines.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        lines =
            request.Status == DepositStatus.Deposited
                ? lines.OrderBy(line => line.Deposit.DepositedAt).ThenBy(line => line.Deposit.Id)
                : lines.OrderByDescending(line => line.Deposit.DecidedAt).ThenBy(line => line.Deposit.Id);
        var page = await lines
            .Cut(cut)
            .Select(line => new
            {
                line.Deposit,
                line.Piece,
                line.File.Kind,
                line.File.Length,
                line.File.SealedName,
                FamilyName = line.Family.Name,
                Child = db.Children.Where(child => child.Id == line.Deposit.ChildId).Select(child => child.FirstName).FirstOrDefault(),
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var today = clock.Today;
        var notices = await ConfidentialNotices.OfAsync(db, [.. page.Select(line => line.Deposit.FamilyId)], cancellationToken);
        return new DepositsToTreat(
            cut.Of<DepositLine>([
                .. page.Select(line =>
                {
                    var isLocked = line.Piece.IsHealth && !user.HasSecondFactor;
                    // Another guardian of the own family may have handed it in; what is the parent’s own is on the parent’s page.
                    var isWithheld = isLocked || user.IsOwn(line.Deposit.FamilyId);
                    return new DepositLine(
                        line.Deposit.Id,
                        line.Deposit.FamilyId,
                        line.FamilyName,
                        line.Child,
                        line.Piece.Name,
                        line.Piece.IsHealth,
                        isWithheld ? "" : vault.NameOf(line.Deposit.FileId, line.SealedName),
                        line.Kind,
                        line.Length,
                        clock.ToWallClock(line.Deposit.DepositedAt),
                        line.Deposit.Status,
                        line.Piece.Validity,
                        line.Deposit.Status == DepositStatus.Deposited ? PieceRules.ValidUntil(line.Piece.Validity, today) : line.Deposit.ValidUntil,
                        isWithheld ? null : line.Deposit.Reason,
                        isLocked,
                        user.IsOwn(line.Deposit.FamilyId),
                        notices.Line(line.Deposit.FamilyId, line.Deposit.ChildId)
                    );
                }),
            ]),
            pieces
        );
    }
}

/// <summary>A deposit with what it is and whose it is.</summary>
internal sealed class DepositRow
{
    public required DepositedFile Deposit { get; init; }

    public required RequiredPiece Piece { get; init; }

    public required StoredFile File { get; init; }

    public required Family Family { get; init; }
}

/// <summary>What the list of deposits shows, on the screen and as a file.</summary>
internal static class DepositRows
{
    public static IQueryable<DepositRow> Of(IFamiliesDb db, ListDeposits filter)
    {
        var status = filter.Status;
        var lines = All(db).Where(line => line.Deposit.Status == status);
        if (filter.PieceId is { } pieceId)
        {
            lines = lines.Where(line => line.Piece.Id == pieceId);
        }

        return SearchKey.Of(filter.Search ?? "") is { Length: > 0 } search ? lines.Where(line => line.Family.SearchText.Contains(search)) : lines;
    }

    public static IQueryable<DepositRow> All(IFamiliesDb db) =>
        from deposit in db.DepositedFiles
        join piece in db.RequiredPieces on deposit.PieceId equals piece.Id
        join file in db.StoredFiles on deposit.FileId equals file.Id
        join family in db.Families on deposit.FamilyId equals family.Id
        select new DepositRow
        {
            Deposit = deposit,
            Piece = piece,
            File = file,
            Family = family,
        };
}
