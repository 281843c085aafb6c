using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The accountant has looked at an online payment that did not settle by itself.</summary>
public sealed record ClosePaymentAttempt(Guid Attempt, string? Note) : ICommand<Done>, IConcernsFamilies
{
    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.PaymentAttempts.Where(attempt => attempt.Id == Attempt).Select(attempt => attempt.FamilyId);
}

internal sealed class ClosePaymentAttemptValidator : AbstractValidator<ClosePaymentAttempt>
{
    public ClosePaymentAttemptValidator()
    {
        RuleFor(close => close.Note)
            .NotEmpty()
            .WithMessage("Indiquez ce que vous avez constaté.")
            .MaximumLength(PaymentAttempt.NoteMaxLength)
            .WithMessage($"Le texte est trop long : {PaymentAttempt.NoteMaxLength} caractères au plus.");
    }
}

internal sealed class ClosePaymentAttemptHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<ClosePaymentAttempt, Done>
{
    public async Task<Outcome<Done>> Handle(ClosePaymentAttempt request, CancellationToken cancellationToken)
    {
        var attempts = db.PaymentAttempts.Where(row =>
            row.Id == request.Attempt
            && (row.State == PaymentAttemptState.ToReview || row.State == PaymentAttemptState.ToReconcile || row.State == PaymentAttemptState.Closed)
        );
        var attempt = await attempts.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (attempt is null)
        {
            return Refusal.NotFound;
        }

        var note = request.Note!.Trim();
        if (
            await attempts
                .Where(row => row.State != PaymentAttemptState.Closed)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(row => row.State, PaymentAttemptState.Closed)
                            .SetProperty(row => row.EndedAt, clock.Now)
                            .SetProperty(row => row.Note, note),
                    cancellationToken
                ) == 0
        )
        {
            return new Refusal("AlreadyClosed", "Un collègue a déjà traité cette ligne.");
        }

        db.AuditEntries.Add(
            AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "payment.attempt.closed", $"PaymentAttempt:{attempt.Id}", attempt.FamilyId, note)
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
