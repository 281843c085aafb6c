using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Adds a kind of piece, or changes one; for whom it is (child or family) is said once.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveRequiredPiece(
    int? Id,
    string Name,
    string Explanation,
    bool IsPerChild,
    bool IsRequired,
    bool IsHealth,
    PieceValidity Validity,
    bool IsRetired = false
) : ICommand<int>
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class SaveRequiredPieceValidator : AbstractValidator<SaveRequiredPiece>
{
    public SaveRequiredPieceValidator()
    {
        RuleFor(piece => piece.Name)
            .NotEmpty()
            .WithMessage("Donnez un nom à la pièce, tel que les familles le liront.")
            .MaximumLength(RequiredPiece.NameMaxLength)
            .WithMessage($"Ce nom est trop long : {RequiredPiece.NameMaxLength} caractères au plus.");
        RuleFor(piece => piece.Explanation)
            .MaximumLength(RequiredPiece.ExplanationMaxLength)
            .WithMessage($"Cette explication est trop longue : {RequiredPiece.ExplanationMaxLength} caractères au plus.");
        RuleFor(piece => piece.Validity).IsInEnum().WithMessage("Choisissez une durée de validité.");
    }
}

internal sealed class SaveRequiredPieceHandler(IFamiliesDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SaveRequiredPiece, int>
{
    public async Task<Outcome<int>> Handle(SaveRequiredPiece request, CancellationToken cancellationToken)
    {
        var name = request.Name.Trim();
        if (await db.RequiredPieces.AnyAsync(other => other.Name == name && other.Id != request.Id, cancellationToken))
        {
            return new Refusal("NameTaken", "Une pièce porte déjà ce nom.", nameof(request.Name));
        }

        var piece = request.Id is null
            ? RequiredPiece.Create(name, request.Explanation, request.IsPerChild, request.IsRequired, request.IsHealth, request.Validity)
            : await db.RequiredPieces.SingleOrDefaultAsync(row => row.Id == request.Id, cancellationToken);
        if (piece is null)
        {
            return Refusal.NotFound;
        }

        piece.Change(name, request.Explanation, request.IsRequired, request.IsHealth, request.Validity);
        piece.Retire(request.IsRetired);
        if (request.Id is null)
        {
            db.RequiredPieces.Add(piece);
        }

        await db.SaveChangesAsync(cancellationToken);
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "piece.saved", $"RequiredPiece:{piece.Id}", details: name));
        await db.SaveChangesAsync(cancellationToken);
        return piece.Id;
    }
}
