using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A parent hands in a piece, for a child or for the family.</summary>
public sealed record DepositFile(int PieceId, int? ChildId, IncomingFile File) : ICommand<Guid>, IBringsFile
{
    /// <summary>A family may have this many files waiting: more is a mistake, or worse.</summary>
    public const int MostWaiting = 40;

    public static Permission Access => Permission.Parent;
}

internal sealed class DepositFileValidator : AbstractValidator<DepositFile>
{
    public DepositFileValidator() => RuleFor(deposit => deposit.File).Must(file => file.Content.Length > 0).WithMessage(FileRefusals.Empty.Sentence);
}

internal sealed class DepositFileHandler(IFamiliesDb db, RecordSight sight, ICurrentUser user, CentreClock clock, FileVault vault, Teller<DepositAct> teller)
    : ICommandHandler<DepositFile, Guid>
{
    public async Task<Outcome<Guid>> Handle(DepositFile request, CancellationToken cancellationToken)
    {
        var piece = await db.RequiredPieces.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.PieceId && !row.IsRetired, cancellationToken);
        if (piece is null || piece.IsPerChild != request.ChildId is not null || !await IsOwnAsync(request.ChildId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        if (
            await db
                .DepositedFiles.WhereOpenTo(user.FamilyId, await sight.OfParentAsync(cancellationToken), user.UserId)
                .CountAsync(row => row.Status == DepositStatus.Deposited, cancellationToken) >= DepositFile.MostWaiting
        )
        {
            return new Refusal(
                "TooManyWaiting",
                $"{DepositFile.MostWaiting} de vos fichiers attendent déjà une réponse : retirez-en, ou attendez celle du Centre de Loisirs.",
                FileRefusals.Field
            );
        }

        var deposit = DepositedFile.Deposit(user.FamilyId, request.ChildId, piece.Id, vault.Add(request.File).Id, clock.Now, user.UserId);
        db.DepositedFiles.Add(deposit);
        await db.SaveChangesAsync(cancellationToken);
        await teller.TellAsync(new DepositAct(deposit), cancellationToken);
        return deposit.Id;
    }

    private Task<bool> IsOwnAsync(int? childId, CancellationToken cancellationToken) =>
        childId is null
            ? db.Families.AnyAsync(family => family.Id == user.FamilyId && family.AnonymisedAt == null, cancellationToken)
            : db.Children.WherePresent().WhereOpenTo(user).AnyAsync(child => child.Id == childId, cancellationToken);
}
