using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A field as it was shown and as it was left.</summary>
public sealed record FieldEdit(RecordSubject Subject, string Field, string From, string To)
{
    /// <summary>Names the field in refusals: one form may hold several subjects.</summary>
    public static string KeyOf(RecordSubject subject, string field) => $"{subject.Part}-{subject.Id}-{subject.ChildId}-{field.Replace(':', '-')}";
}

internal sealed record PreparedEdit(RecordSheet Sheet, RecordField Field, string Old, string New);

/// <summary>Checks edits of a record that is locked: what is wrong, what waits already, what was changed meanwhile.</summary>
internal sealed class RecordEdits(IFamiliesDb db, RecordDesk desk, ChangeValues values, ICurrentUser user, CentreClock clock)
{
    public const string ChangedMeanwhile = nameof(ChangedMeanwhile);
    public const string AlreadyPending = nameof(AlreadyPending);
    public const string NothingChanged = nameof(NothingChanged);

    public async Task<Outcome<IReadOnlyList<PreparedEdit>>> PrepareAsync(
        int familyId,
        IReadOnlyList<FieldEdit> edits,
        RecordEyes? eyes,
        CancellationToken cancellationToken
    )
    {
        var sheets = await desk.OpenAsync([.. edits.Select(edit => new SheetKey(familyId, edit.Subject)).Distinct()], eyes, cancellationToken);
        if (edits.Any(edit => sheets.GetValueOrDefault(new SheetKey(familyId, edit.Subject))?.IsTyped(edit.Field) != true))
        {
            return Refusal.NotFound;
        }

        var pending = await PendingAsync(familyId, eyes, cancellationToken);
        List<PreparedEdit> prepared = [];
        List<Refusal> refusals = [];
        foreach (var edit in edits)
        {
            var sheet = sheets[new SheetKey(familyId, edit.Subject)];
            var field = sheet.Field(edit.Field)!;
            var current = sheet.Read(edit.Field);
            var typed = FieldChecks.Check(field, edit.To, clock.Today);
            var key = FieldEdit.KeyOf(edit.Subject, edit.Field);
            // What an older version kept is no change, however it would be kept today.
            if ((typed.Error is null && typed.Value == current) || (current.Length > 0 && edit.To == current))
            {
                continue;
            }

            if (pending.Find(change => change.Subject == edit.Subject && (change.Field == edit.Field || change.Kind == ChangeKind.Removal)) is { } waiting)
            {
                refusals.Add(new Refusal(AlreadyPending, Sentence(waiting, field), key));
            }
            else if (typed.Error is { } error)
            {
                refusals.Add(new Refusal("Invalid", error, key));
            }
            else if (edit.From != current)
            {
                refusals.Add(
                    new Refusal(
                        ChangedMeanwhile,
                        Hides(familyId, edit.Subject.Part)
                            ? $"« {field.Label} » a été modifié entre-temps : relisez la fiche."
                            : $"« {field.Label} » a été modifié entre-temps. Vous aviez sous les yeux : {field.Show(edit.From)}. La fiche dit "
                                + $"maintenant : {field.Show(current)}.",
                        key
                    )
                );
            }
            else
            {
                prepared.Add(new PreparedEdit(sheet, field, current, typed.Value));
            }
        }

        refusals.AddRange(Together(prepared).Where(refusal => refusals.TrueForAll(other => other.Field != refusal.Field)));
        return refusals.Count > 0 ? Outcome<IReadOnlyList<PreparedEdit>>.Refuse(refusals)
            : prepared.Count == 0 ? new Refusal(NothingChanged, "Vous n’avez rien modifié : rien n’a été envoyé.")
            : prepared;
    }

    /// <summary>What of a family waits, locked or not, as far as the eyes may know; all of it for the centre.</summary>
    public Task<List<ChangeRequest>> PendingAsync(int familyId, RecordEyes? eyes, CancellationToken cancellationToken) =>
        db
            .ChangeRequests.WherePending()
            .WhereSeenBy(eyes)
            .Where(change => change.FamilyId == familyId)
            .OrderBy(change => change.FiledAt)
            .ThenBy(change => change.Id)
            .ToListAsync(cancellationToken);

    // Only what these edits break: a record that was incomplete before may be mended step by step.
    private static IEnumerable<Refusal> Together(List<PreparedEdit> prepared) =>
        from subject in prepared.GroupBy(edit => edit.Sheet)
        let edited = subject.ToDictionary(edit => edit.Field.Key, edit => edit.New)
        let before = FieldChecks.CheckTogether(subject.Key.Subject.Part, subject.Key.Read).Select(error => error.Field).ToHashSet()
        from error in FieldChecks.CheckTogether(subject.Key.Subject.Part, field => edited.GetValueOrDefault(field) ?? subject.Key.Read(field))
        where !before.Contains(error.Field) || edited.ContainsKey(error.Field)
        select new Refusal("Invalid", error.Error, FieldEdit.KeyOf(subject.Key.Subject, error.Field));

    // Staff read health where the reading is written down, not in a refusal; also those who are parents of another family.
    private bool Hides(int familyId, RecordPart part) => part == RecordPart.Health && user.FamilyId != familyId;

    private string Sentence(ChangeRequest waiting, RecordField field) =>
        waiting.Kind == ChangeKind.Removal ? $"{waiting.FiledByName} a demandé de retirer cette personne : traitez ou retirez d’abord cette demande."
        : Hides(waiting.FamilyId, waiting.Part)
            ? $"Une demande {Wording.Of(waiting.FiledByName)} attend déjà pour « {field.Label} ». Elle doit d’abord être traitée."
        : $"Une demande {Wording.Of(waiting.FiledByName)} attend déjà pour « {field.Label} » : {field.Show(values.Old(waiting))} → "
            + $"{field.Show(values.New(waiting))}. Elle doit d’abord être traitée ou retirée.";
}

internal static class ChangeQueries
{
    /// <summary>Those that a guardian may know of; all for the centre, which has no eyes of its own.</summary>
    public static IQueryable<ChangeRequest> WhereSeenBy(this IQueryable<ChangeRequest> changes, RecordEyes? eyes) =>
        eyes is null ? changes : changes.Where(eyes.SeesChange);

    public static IQueryable<ChangeRequest> WherePending(this IQueryable<ChangeRequest> changes) =>
        changes.Where(change => change.Status == ChangeStatus.Pending);
}
