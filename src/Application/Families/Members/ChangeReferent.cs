using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff say which guardian the centre addresses first.</summary>
/// <param name="FamilyId">The family.</param>
/// <param name="GuardianId">Who becomes it.</param>
/// <param name="SeenReferentId">Who was the référent on the screen: a colleague's change is not overwritten.</param>
/// <param name="Reason">Why the centre decides without the guardians having agreed on the portal; kept in the journal.</param>
public sealed record ChangeReferent(int FamilyId, int GuardianId, int SeenReferentId, string Reason) : ICommand<Done>, IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class ChangeReferentValidator : AbstractValidator<ChangeReferent>
{
    public ChangeReferentValidator() =>
        RuleFor(change => change.Reason)
            .NotEmpty()
            .WithMessage("Indiquez le motif : il reste au journal.")
            .MaximumLength(ChangeRequest.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {ChangeRequest.ReasonMaxLength} caractères au plus.");
}

internal sealed class ChangeReferentHandler(IFamiliesDb db, RecordDesk desk, FamilyMembers members, StaffChanges changes)
    : ICommandHandler<ChangeReferent, Done>
{
    public async Task<Outcome<Done>> Handle(ChangeReferent request, CancellationToken cancellationToken)
    {
        var key = new SheetKey(request.FamilyId, RecordSubject.Guardian(request.GuardianId));
        if (
            !await desk.LockAsync(request.FamilyId, cancellationToken)
            || !(await desk.OpenAsync([key], eyes: null, cancellationToken)).TryGetValue(key, out var sheet)
        )
        {
            return Refusal.NotFound;
        }

        var isStill = await db.Guardians.AnyAsync(
            guardian => guardian.Id == request.SeenReferentId && guardian.FamilyId == request.FamilyId && guardian.IsReferent,
            cancellationToken
        );
        if (!isStill || sheet.HasLeft)
        {
            return new Refusal(RecordEdits.ChangedMeanwhile, "Les responsables de la famille ont changé entre-temps : relisez le dossier.");
        }

        if (request.GuardianId == request.SeenReferentId)
        {
            return new Refusal(RecordEdits.NothingChanged, $"{sheet.Name} est déjà référent de la famille.");
        }

        // The family's own request for the same, if one waits, is decided where requests are.
        if (
            await db
                .ChangeRequests.WherePending()
                .AnyAsync(
                    change => change.FamilyId == request.FamilyId && change.Part == RecordPart.Guardian && change.Field == nameof(Guardian.IsReferent),
                    cancellationToken
                )
        )
        {
            return new Refusal(RecordEdits.AlreadyPending, "La famille a demandé de changer de référent : traitez d’abord cette demande.");
        }

        await changes.BeginAsync(request.FamilyId, cancellationToken);
        changes.Record(
            sheet.Subject,
            new(ChangeKind.Change, RecordFields.Referent.Key, RecordValue.No, RecordValue.Yes),
            sheet.Name,
            RecordFields.Referent.Label,
            why: request.Reason.Trim()
        );
        await members.MakeReferentAsync(request.FamilyId, request.GuardianId, cancellationToken);
        await changes.EndAsync(cancellationToken);
        return Done.It;
    }
}
