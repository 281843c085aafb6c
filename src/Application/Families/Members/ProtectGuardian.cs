using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>
/// Staff make a guardian's coordinates confidential, or let that go (« coordonnées confidentielles »; Code civil, art. 515-11): nothing of the
/// person reaches another guardian, nor the places of the children who live with him or her.
/// </summary>
/// <param name="FamilyId">The family.</param>
/// <param name="GuardianId">Whom it protects.</param>
/// <param name="IsConfidential">False lets it go.</param>
/// <param name="ChildIds">The children who live with the person; none when it is let go.</param>
/// <param name="Reason">Why, for the journal: a decision of a court, the person's word.</param>
public sealed record ProtectGuardian(int FamilyId, int GuardianId, bool IsConfidential, IReadOnlyList<int> ChildIds, string Reason)
    : ICommand<Done>,
        IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class ProtectGuardianValidator : AbstractValidator<ProtectGuardian>
{
    public ProtectGuardianValidator() =>
        RuleFor(protect => protect.Reason)
            .NotEmpty()
            .WithMessage("Indiquez le motif : il reste au journal.")
            .MaximumLength(ChangeRequest.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {ChangeRequest.ReasonMaxLength} caractères au plus.");
}

internal sealed class ProtectGuardianHandler(IFamiliesDb db, RecordDesk desk, Teller<RecordAct> teller) : ICommandHandler<ProtectGuardian, Done>
{
    public async Task<Outcome<Done>> Handle(ProtectGuardian request, CancellationToken cancellationToken)
    {
        if (
            !await desk.LockAsync(request.FamilyId, cancellationToken)
            || await db.Guardians.SingleOrDefaultAsync(row => row.Id == request.GuardianId && row.FamilyId == request.FamilyId, cancellationToken)
                is not { } guardian
        )
        {
            return Refusal.NotFound;
        }

        var children = await db.Children.Where(child => child.FamilyId == request.FamilyId).ToListAsync(cancellationToken);
        if (request.ChildIds.Any(id => children.TrueForAll(child => child.Id != id)))
        {
            return Refusal.NotFound;
        }

        if (children.Exists(child => request.ChildIds.Contains(child.Id) && child.ProtectedById is { } other && other != guardian.Id))
        {
            return new Refusal("ProtectedForAnother", "Un de ces enfants est déjà protégé avec un autre responsable.", nameof(ProtectGuardian.ChildIds));
        }

        guardian.KeepConfidential(request.IsConfidential);
        foreach (var child in children.Where(child => child.ProtectedById is null || child.ProtectedById == guardian.Id))
        {
            child.ProtectFor(request.IsConfidential && request.ChildIds.Contains(child.Id) ? guardian.Id : null);
        }

        // The journal says that it was, never where to.
        var act = new RecordAct([request.FamilyId]);
        act.Note(
            new JournalLine(
                request.IsConfidential ? "family.guardian-protected" : "family.guardian-unprotected",
                $"Guardian:{guardian.Id}",
                request.FamilyId,
                $"{guardian.FirstName} {guardian.LastName}. Motif : {request.Reason.Trim()}"
            )
        );
        await teller.TellAsync(act, cancellationToken);
        return Done.It;
    }
}
