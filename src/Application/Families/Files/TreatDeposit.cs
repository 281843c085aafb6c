using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff accept a deposited file, until a date if the piece has one, or refuse it with a reason. The family is told in every case.</summary>
public sealed record TreatDeposit(Guid DepositId, bool Accept, DateOnly? ValidUntil = null, string? Reason = null) : ICommand<DepositTreated>, IConcernsFamilies
{
    // Whoever treats what families hand in: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.DepositedFiles.Where(deposit => deposit.Id == DepositId).Select(deposit => deposit.FamilyId);
}

/// <param name="FamilyWithoutEmail">Number of a family that must be told otherwise; null when a mail was written.</param>
public sealed record DepositTreated(string? FamilyWithoutEmail);

internal sealed class TreatDepositValidator : AbstractValidator<TreatDeposit>
{
    public TreatDepositValidator()
    {
        RuleFor(treat => treat.Reason).NotEmpty().When(treat => !treat.Accept).WithMessage("Indiquez le motif du refus : la famille le lit.");
        RuleFor(treat => treat.Reason)
            .MaximumLength(DepositedFile.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {DepositedFile.ReasonMaxLength} caractères au plus.");
    }
}

internal sealed class TreatDepositHandler(IFamiliesDb db, ILogins logins, ICurrentUser user, CentreClock clock, Teller<DepositAct> teller)
    : ICommandHandler<TreatDeposit, DepositTreated>
{
    public async Task<Outcome<DepositTreated>> Handle(TreatDeposit request, CancellationToken cancellationToken)
    {
        var found = await (
            from deposit in db.DepositedFiles
            join piece in db.RequiredPieces on deposit.PieceId equals piece.Id
            where deposit.Id == request.DepositId
            select new { deposit, piece }
        ).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        // Whoever may not read it can judge it no better.
        if (found.piece.IsHealth && !user.HasSecondFactor)
        {
            return Refusal.SecondFactorNeeded;
        }

        if (request.Accept && WrongDate(found.piece.Validity, request.ValidUntil) is { } wrong)
        {
            return wrong;
        }

        var decided = request.Accept
            ? found.deposit.Accept(found.piece.Validity, request.ValidUntil, clock.Today, clock.Now, user.UserId)
            : found.deposit.Refuse(request.Reason!, clock.Now, user.UserId);
        if (!decided.IsAllowed)
        {
            return new Refusal("AlreadyTreated", "Ce fichier a été traité ou retiré entre-temps : rien n’a été changé.");
        }

        // Of two colleagues, or of one and a parent who withdraws, one is heard: the other's row has changed, and is read again.
        await db.SaveChangesAsync(cancellationToken);
        var by = found.deposit.DepositedBy;
        var filer = (await logins.GuardiansAsync([by], cancellationToken)).GetValueOrDefault(by);
        var act = new DepositAct(found.deposit, found.piece, filer);
        await teller.TellAsync(act, cancellationToken);
        return new DepositTreated(act.FamilyWithoutEmail);
    }

    private Refusal? WrongDate(PieceValidity validity, DateOnly? until) =>
        (validity, until) switch
        {
            (PieceValidity.UntilDate, null) => new Refusal(
                "DateMissing",
                "Indiquez la date de fin de validité, lue sur la pièce.",
                nameof(TreatDeposit.ValidUntil)
            ),
            (not PieceValidity.Unlimited, { } date) when date < clock.Today => new Refusal(
                "DatePast",
                "Cette date est passée : refusez la pièce, ou corrigez la date.",
                nameof(TreatDeposit.ValidUntil)
            ),
            _ => null,
        };
}
