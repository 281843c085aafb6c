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

internal sealed class TreatDepositHandler(
    IPortalDb db,
    ILogins logins,
    ICurrentUser user,
    CentreClock clock,
    Notices notices,
    ITransactions transactions,
    ChangeFeed feed
) : ICommandHandler<TreatDeposit, DepositTreated>
{
    public async Task<Outcome<DepositTreated>> Handle(TreatDeposit request, CancellationToken cancellationToken)
    {
        var found = await (
            from deposit in db.DepositedFiles
            join piece in db.RequiredPieces on deposit.PieceId equals piece.Id
            where deposit.Id == request.DepositId
            select new
            {
                deposit.FamilyId,
                deposit.ChildId,
                deposit.DepositedBy,
                piece.Name,
                piece.IsHealth,
                piece.Validity,
            }
        ).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        // Whoever may not read it can judge it no better.
        if (found.IsHealth && !user.HasSecondFactor)
        {
            return Refusal.SecondFactorNeeded;
        }

        if (request.Accept && WrongDate(found.Validity, request.ValidUntil) is { } wrong)
        {
            return wrong;
        }

        if (!await DecideAsync(request, found.Validity, cancellationToken))
        {
            return new Refusal("AlreadyTreated", "Ce fichier a été traité ou retiré entre-temps : rien n’a été changé.");
        }

        // A reason may speak of health: it stays out of the audit and, with the piece's name, out of the mail.
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                request.Accept ? "file.accepted" : "file.refused",
                $"DepositedFile:{request.DepositId}",
                found.FamilyId,
                found.IsHealth ? null : request.Reason
            )
        );
        var filer = (await logins.GuardiansAsync([found.DepositedBy], cancellationToken)).GetValueOrDefault(found.DepositedBy);
        var withoutEmail = await notices.TellFamilyAsync(
            found.FamilyId,
            NoticeOf(request, found.IsHealth ? null : found.Name),
            eyes => eyes.SeesPaper(found.ChildId, filer),
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(new ChangeNotice([found.FamilyId], [])));
        return new DepositTreated(withoutEmail);
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

    /// <summary>Decides what still waits, so that of two colleagues, or of one and a parent who withdraws, one is heard.</summary>
    private async Task<bool> DecideAsync(TreatDeposit request, PieceValidity validity, CancellationToken cancellationToken)
    {
        var status = request.Accept ? DepositStatus.Accepted : DepositStatus.Refused;
        var until = request.Accept && validity != PieceValidity.Unlimited ? request.ValidUntil ?? PieceRules.ValidUntil(validity, clock.Today) : null;
        var reason = request.Accept ? null : request.Reason?.Trim();
        return await db
                .DepositedFiles.Where(row => row.Id == request.DepositId && row.Status == DepositStatus.Deposited)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(row => row.Status, status)
                            .SetProperty(row => row.ValidUntil, until)
                            .SetProperty(row => row.DecidedAt, clock.Now)
                            .SetProperty(row => row.DecidedBy, user.UserId)
                            .SetProperty(row => row.Reason, reason),
                    cancellationToken
                ) == 1;
    }

    private static Notice NoticeOf(TreatDeposit request, string? name)
    {
        var piece = name is null ? "Une pièce que vous avez déposée" : $"La pièce « {name} » que vous avez déposée";
        return request.Accept
            ? new Notice("Votre pièce a été acceptée", [$"{piece} a été acceptée."], "/mon-compte/depot", "Voir vos pièces")
            : new Notice(
                "Votre pièce a été refusée",
                [
                    $"{piece} a été refusée.",
                    name is null ? "Le motif est indiqué dans votre espace." : $"Motif : {request.Reason?.Trim()}",
                    "Vous pouvez en déposer une autre.",
                ],
                "/mon-compte/depot",
                "Déposer une autre pièce"
            );
    }
}
