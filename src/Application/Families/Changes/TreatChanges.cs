using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A change as staff saw it: with what the record held then.</summary>
public sealed record SeenChange(Guid Id, string? Current = null);

/// <summary>Staff accept or refuse changes of records, field by field or many at once.</summary>
public sealed record TreatChanges(IReadOnlyList<SeenChange> Changes, bool Accept, string? Reason = null) : ICommand<ChangesTreated>, ILeavesOwnFamilyOut
{
    public const int Most = 200;

    /// <summary>Code of what is missed because the other guardian has not agreed.</summary>
    public const string NeedsYes = nameof(NeedsYes);

    public static Permission Access => RecordAccess.Staff;
}

/// <param name="Treated">How many this treatment decided.</param>
/// <param name="Missed">Those to which nothing was done, with the reason.</param>
/// <param name="FamiliesWithoutEmail">Numbers of the families that must be told otherwise.</param>
public sealed record ChangesTreated(int Treated, IReadOnlyList<MissedChange> Missed, IReadOnlyList<string> FamiliesWithoutEmail);

public sealed record MissedChange(Guid Id, string Code, string Who, string Label, string Sentence);

internal sealed class TreatChangesValidator : AbstractValidator<TreatChanges>
{
    public TreatChangesValidator()
    {
        RuleFor(treat => treat.Changes)
            .NotEmpty()
            .WithMessage("Sélectionnez au moins une modification.")
            .Must(changes => changes.Count <= TreatChanges.Most)
            .WithMessage($"Traitez {TreatChanges.Most} modifications au plus à la fois.");
        RuleFor(treat => treat.Reason).NotEmpty().When(treat => !treat.Accept).WithMessage("Indiquez le motif du refus : il est envoyé à la famille.");
        RuleFor(treat => treat.Reason)
            .MaximumLength(ChangeRequest.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {ChangeRequest.ReasonMaxLength} caractères au plus.");
    }
}

internal sealed class TreatChangesHandler(
    IFamiliesDb db,
    RecordDesk desk,
    ChangeValues values,
    ChangeLines lines,
    RecordMails mails,
    FamilyMembers members,
    ICurrentUser user,
    CentreClock clock,
    Teller<RecordAct> teller
) : ICommandHandler<TreatChanges, ChangesTreated>
{
    private readonly List<MissedChange> _missed = [];
    private RecordAct? _act;
    private IReadOnlySet<Guid> _alreadyThere = new HashSet<Guid>();
    private HashSet<int> _referents = [];

    public async Task<Outcome<ChangesTreated>> Handle(TreatChanges request, CancellationToken cancellationToken)
    {
        _missed.Clear();
        var ids = request.Changes.Select(seen => seen.Id).Distinct().ToList();
        var familyIds = await db
            .ChangeRequests.Where(change => ids.Contains(change.Id))
            .Select(change => change.FamilyId)
            .Distinct()
            .Order()
            .ToListAsync(cancellationToken);
        foreach (var familyId in familyIds)
        {
            // In the order of their keys, so that two colleagues do not wait for each other; then everything is read anew.
            await desk.LockAsync(familyId, cancellationToken);
        }

        var changes = await db
            .ChangeRequests.Where(change => ids.Contains(change.Id))
            .OrderBy(change => change.FiledAt)
            .ThenBy(change => change.Id)
            .ToListAsync(cancellationToken);
        var sheets = await desk.OpenAsync(
            [.. changes.Select(change => new SheetKey(change.FamilyId, change.Subject)).Distinct()],
            eyes: null,
            cancellationToken
        );
        _act = new RecordAct(familyIds, await mails.ReadersAsync(familyIds, cancellationToken));
        _referents = (
            await db
                .Guardians.Where(guardian => familyIds.Contains(guardian.FamilyId) && guardian.IsReferent)
                .Select(guardian => guardian.Id)
                .ToListAsync(cancellationToken)
        ).ToHashSet();
        _alreadyThere = await members.AlreadyThereAsync(changes, cancellationToken);
        var seen = request.Changes.ToLookup(change => change.Id, change => change.Current);
        foreach (var group in changes.GroupBy(change => new SheetKey(change.FamilyId, change.Subject)))
        {
            await TreatAsync([.. group], sheets.GetValueOrDefault(group.Key), seen, request, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await RefreshNamesAsync(cancellationToken);
        await teller.TellAsync(_act, cancellationToken);
        return new ChangesTreated(_act.Treated.Count, [.. _missed], _act.FamiliesWithoutEmail);
    }

    /// <summary>The changes of one person, answer or health record.</summary>
    private async Task TreatAsync(
        List<ChangeRequest> changes,
        RecordSheet? sheet,
        ILookup<Guid, string?> seen,
        TreatChanges request,
        CancellationToken cancellationToken
    )
    {
        // The lines say what was before anything of this treatment is written.
        var shown = changes.ToDictionary(change => change, change => lines.Line(change, sheet));
        var can = changes.Where(change => IsDecidable(change, shown[change], sheet, seen[change.Id], request)).ToList();
        if (request.Accept && sheet is not null && WhatBreaks(can, sheet) is { } broken)
        {
            can.ForEach(change => Miss(shown[change], "Together", broken));
            return;
        }

        foreach (var change in can)
        {
            if (request.Accept)
            {
                await ApplyAsync(change, sheet, cancellationToken);
            }

            Decide(change, shown[change], request);
        }
    }

    private bool IsDecidable(ChangeRequest change, ChangeLine line, RecordSheet? sheet, IEnumerable<string?> seen, TreatChanges request)
    {
        if (change.Part == RecordPart.Health && !user.HasSecondFactor)
        {
            // Which question of the record is meant says something already.
            return Miss(line with { Label = RecordMails.HealthRecord }, Refusal.SecondFactorCode, Refusal.SecondFactorNeeded.Sentence);
        }

        if (change.Status == ChangeStatus.Pending && user.IsOwn(change.FamilyId))
        {
            db.AuditEntries.Add(user.Attempt(clock.Now, nameof(TreatChanges), change.FamilyId));
            return Miss(line, OwnFamily.Code, OwnFamily.Refusal.Sentence);
        }

        if (change.Status != ChangeStatus.Pending)
        {
            return Miss(
                line,
                "AlreadyTreated",
                change.Status == ChangeStatus.Withdrawn
                    ? "La famille a retiré cette demande entre-temps : rien n’a été changé."
                    : $"Déjà traitée entre-temps par {change.DecidedByName} : rien n’a été changé."
            );
        }

        if (!request.Accept)
        {
            return true;
        }

        if (change.Field == RecordFields.Referent.Key && change.AgreedById is null && string.IsNullOrWhiteSpace(request.Reason))
        {
            return Miss(line, TreatChanges.NeedsYes, "L’autre responsable n’a pas dit oui. Pour décider sans son accord, indiquez un motif.");
        }

        if (change.Kind == ChangeKind.Addition)
        {
            return change.Part != RecordPart.Child
                || !_alreadyThere.Contains(change.Id)
                || Miss(line, FamilyMembers.AlreadyInFamily, "Cet enfant est déjà dans la famille : refusez la demande.");
        }

        if (sheet is null || sheet.HasLeft || (change.Kind == ChangeKind.Change && sheet.Field(change.Field) is null))
        {
            return Miss(line, "Gone", "Ce que cette demande concerne n’existe plus dans la fiche : refusez-la.");
        }

        // What the record holds now is what the family saw, or what the person who accepts saw.
        return change.Kind == ChangeKind.Removal
            || !line.IsOutdated
            || seen.Contains(line.CurrentValue)
            || Miss(
                line,
                RecordEdits.ChangedMeanwhile,
                change.Part == RecordPart.Health
                    ? "La fiche a changé depuis la demande : relisez-la, puis décidez."
                    : $"La fiche a changé depuis la demande : elle disait {line.Old}, elle dit maintenant {line.Current}. Relisez, puis décidez."
            );
    }

    private string? WhatBreaks(List<ChangeRequest> changes, RecordSheet sheet)
    {
        // Two guardians may ask for one field: the later one is what the record will say.
        var accepted = changes
            .Where(change => change.Kind == ChangeKind.Change)
            .GroupBy(change => change.Field)
            .ToDictionary(same => same.Key, same => values.New(same.Last()));
        var before = FieldChecks.CheckTogether(sheet.Subject.Part, sheet.Read).Select(error => error.Field).ToHashSet();
        return FieldChecks
            .CheckTogether(sheet.Subject.Part, field => accepted.GetValueOrDefault(field) ?? sheet.Read(field))
            .Where(error => !before.Contains(error.Field))
            .Select(error => $"Ces modifications ne vont pas l’une sans l’autre. {error.Error}")
            .FirstOrDefault();
    }

    private async Task ApplyAsync(ChangeRequest change, RecordSheet? sheet, CancellationToken cancellationToken)
    {
        switch (change.Kind)
        {
            case ChangeKind.Addition:
                await members.AddAsync(change.FamilyId, change.Part, ChangeValues.PersonOf(values.New(change)), change.FiledByGuardianId, cancellationToken);
                break;
            case ChangeKind.Removal:
                // No other change of this person waits: the one kind is refused while the other does.
                db.Contacts.Remove(
                    await db.Contacts.SingleAsync(contact => contact.Id == change.SubjectId && contact.FamilyId == change.FamilyId, cancellationToken)
                );
                break;
            case ChangeKind.Change when change.Field == RecordFields.Referent.Key:
                await members.MakeReferentAsync(change.FamilyId, change.SubjectId, cancellationToken);
                break;
            default:
                sheet!.Write(
                    change.Field,
                    values.New(change),
                    new Signature(change.FiledByName, change.FiledAt, change.FiledByGuardianId is { } filer && _referents.Contains(filer))
                );
                break;
        }
    }

    private void Decide(ChangeRequest change, ChangeLine line, TreatChanges request)
    {
        // An acceptance needs none, but where staff decide without the other guardian's yes.
        var isGiven =
            !string.IsNullOrWhiteSpace(request.Reason) && (!request.Accept || (change.Field == RecordFields.Referent.Key && change.AgreedById is null));
        var reason = isGiven ? request.Reason!.Trim() : null;
        values.Decide(change, request.Accept ? ChangeStatus.Accepted : ChangeStatus.Refused, clock.Now, user.UserId, user.DisplayName, reason);
        var isHealth = change.Part == RecordPart.Health;
        _act!.Note(
            new JournalLine(
                request.Accept ? "record.accepted" : "record.refused",
                isHealth ? $"Child:{change.ChildId}" : $"ChangeRequest:{change.Id}",
                change.FamilyId,
                RecordAudit.Details(change.Part, line.Who, line.Label, reason)
            )
        );
        _act!.Tell(
            new TreatedChange(
                change.FamilyId,
                change.Subject,
                change.Kind,
                line.Who,
                line.Label,
                change.Field,
                request.Accept ? RecordOutcome.Accepted : RecordOutcome.Refused,
                reason,
                change.FiledByGuardianId,
                change.FiledByGuardianId
            )
        );
    }

    private bool Miss(ChangeLine line, string code, string sentence)
    {
        _missed.Add(new MissedChange(line.Id, code, line.Who, line.Label, sentence));
        return false;
    }

    private async Task RefreshNamesAsync(CancellationToken cancellationToken)
    {
        var renamed = _act!.Treated.Where(line => RecordAudit.IsName(line.Subject.Part, line.Field)).Select(line => line.FamilyId).Distinct().ToList();
        if (renamed.Count > 0)
        {
            await members.RefreshNamesAsync(renamed, cancellationToken);
        }
    }
}

/// <summary>What the audit says of a change: which field, never a value, and of health not even the field.</summary>
internal static class RecordAudit
{
    private const int DetailsMaxLength = 1000;

    public static string Details(RecordPart part, string who, string label, string? reason = null)
    {
        var details =
            part == RecordPart.Health ? $"{who} : fiche sanitaire"
            : reason is null ? $"{who} : {label}"
            : $"{who} : {label}. Motif : {reason}";
        return details.Length > DetailsMaxLength ? details[..DetailsMaxLength] : details;
    }

    public static bool IsName(RecordPart part, string field) =>
        part is RecordPart.Guardian or RecordPart.Child && field is nameof(Guardian.FirstName) or nameof(Guardian.LastName);
}
