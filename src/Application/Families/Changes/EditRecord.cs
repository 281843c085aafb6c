using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff change a record themselves, as when a parent calls. Each field leaves a change that is accepted already, and an audit row.</summary>
public sealed record EditRecord(int FamilyId, IReadOnlyList<FieldEdit> Edits) : ICommand<FiledChanges>, IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class EditRecordValidator : AbstractValidator<EditRecord>
{
    public EditRecordValidator() =>
        RuleFor(edit => edit.Edits)
            .NotEmpty()
            .WithMessage("Vous n’avez rien modifié.")
            .Must(edits => edits.Count <= FileChanges.Most)
            .WithMessage($"Enregistrez {FileChanges.Most} informations au plus à la fois.");
}

internal sealed class EditRecordHandler(RecordDesk desk, RecordEdits edits, StaffChanges changes, ICurrentUser user) : ICommandHandler<EditRecord, FiledChanges>
{
    public async Task<Outcome<FiledChanges>> Handle(EditRecord request, CancellationToken cancellationToken)
    {
        if (!await desk.LockAsync(request.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        // Whoever may not read a health record may not write one either.
        if (!user.HasSecondFactor && request.Edits.Any(edit => edit.Subject.Part == RecordPart.Health))
        {
            return Refusal.SecondFactorNeeded;
        }

        var prepared = await edits.PrepareAsync(request.FamilyId, request.Edits, eyes: null, cancellationToken);
        if (prepared.IsRefused)
        {
            return Outcome<FiledChanges>.Refuse(prepared.Refusals);
        }

        await changes.BeginAsync(request.FamilyId, cancellationToken);
        foreach (var edit in prepared.Value)
        {
            changes.Record(
                edit.Sheet.Subject,
                new(ChangeKind.Change, edit.Field.Key, edit.Old, edit.New),
                edit.Sheet.Name,
                edit.Field.Label,
                ofGuardian: edit.Sheet.OfGuardian
            );
            edit.Sheet.Write(edit.Field.Key, edit.New, changes.Signature);
        }

        await changes.EndAsync(cancellationToken);
        return new FiledChanges(prepared.Value.Count);
    }
}

/// <summary>What was changed.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Field">The field; empty for additions and removals.</param>
/// <param name="OldValue">As it is kept.</param>
/// <param name="NewValue">As it is kept.</param>
internal sealed record FieldChange(ChangeKind Kind, string Field, string OldValue, string NewValue);

/// <summary>What staff's own changes of a record leave: a row with old and new value, an audit row, one mail.</summary>
internal sealed class StaffChanges(
    IFamiliesDb db,
    ChangeValues values,
    RecordMails mails,
    FamilyMembers members,
    ICurrentUser user,
    CentreClock clock,
    Teller<RecordAct> teller
)
{
    private int _familyId;
    private RecordAct? _act;

    public Signature Signature => new(user.DisplayName, clock.Now);

    public async Task BeginAsync(int familyId, CancellationToken cancellationToken)
    {
        _familyId = familyId;
        _act = new RecordAct([familyId], await mails.ReadersAsync([familyId], cancellationToken));
    }

    /// <param name="subject">What it belongs to.</param>
    /// <param name="change">What was changed.</param>
    /// <param name="who">As the screens call the person.</param>
    /// <param name="label">The field's words.</param>
    /// <param name="ofGuardian">Of a contact: the guardian who named it.</param>
    /// <param name="why">The reason, for the journal; null where none is asked for.</param>
    public void Record(RecordSubject subject, FieldChange change, string who, string label, int? ofGuardian = null, string? why = null)
    {
        var row = ChangeRequest.File(
            _familyId,
            subject,
            change.Kind,
            change.Field,
            new(clock.Now, user.UserId, user.DisplayName),
            ofGuardian,
            isByCentre: true
        );
        values.Keep(row, change.OldValue, change.NewValue);
        values.Decide(row, ChangeStatus.Accepted, clock.Now, user.UserId, user.DisplayName, null);
        db.ChangeRequests.Add(row);
        _act!.Note(
            new JournalLine(
                "record.edited",
                subject.Part == RecordPart.Health ? $"Child:{subject.ChildId}" : $"ChangeRequest:{row.Id}",
                _familyId,
                RecordAudit.Details(subject.Part, who, label, why)
            )
        );
        _act!.Tell(new TreatedChange(_familyId, subject, change.Kind, who, label, row.Field, RecordOutcome.ChangedByCentre, null, ofGuardian));
    }

    /// <summary>An act that is no change of a field: its audit row, and the mail's line.</summary>
    public void Note(RecordSubject subject, string act, string who, string label)
    {
        _act!.Note(new JournalLine(act, $"{subject.Part}:{subject.Id}", _familyId, who));
        _act!.Tell(new TreatedChange(_familyId, subject, ChangeKind.Addition, who, label, "", RecordOutcome.ChangedByCentre, null));
    }

    /// <summary>A contact becomes another guardian’s. Each of the two hears of the own side alone: whose it was or becomes is not told.</summary>
    /// <param name="contact">The person.</param>
    /// <param name="guardianId">Who named it.</param>
    /// <param name="who">The person, as the screens call it.</param>
    /// <param name="owner">The guardian, for the journal.</param>
    /// <param name="why">The reason, for the journal.</param>
    public void HandOver(Contact contact, int guardianId, string who, string owner, string why)
    {
        _act!.Note(new JournalLine("family.contact-reassigned", $"Contact:{contact.Id}", _familyId, $"{who} : {owner}. Motif : {why}"));
        var subject = RecordSubject.Contact(contact.Id);
        if (contact.NamedById is { } former)
        {
            _act!.Tell(
                new TreatedChange(
                    _familyId,
                    subject,
                    ChangeKind.Removal,
                    who,
                    "N’est plus une personne que vous avez nommée",
                    "",
                    RecordOutcome.ChangedByCentre,
                    null,
                    former
                )
            );
        }

        _act!.Tell(
            new TreatedChange(
                _familyId,
                subject,
                ChangeKind.Addition,
                who,
                "Personne que vous avez nommée",
                "",
                RecordOutcome.ChangedByCentre,
                null,
                guardianId
            )
        );
        contact.BelongsTo(guardianId);
    }

    /// <summary>Saves all of it.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        if (_act!.Treated.Any(line => RecordAudit.IsName(line.Subject.Part, line.Field)))
        {
            await members.RefreshNamesAsync([_familyId], cancellationToken);
        }

        await teller.TellAsync(_act, cancellationToken);
    }
}
