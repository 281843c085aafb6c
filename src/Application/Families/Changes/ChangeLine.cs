using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>A change as screens show it.</summary>
/// <param name="Id">The change.</param>
/// <param name="Subject">What it belongs to.</param>
/// <param name="Field">Name of the field.</param>
/// <param name="Kind">Change, addition, removal.</param>
/// <param name="Who">« Mère Test », « Enfant 1 »; the name of a person to be added.</param>
/// <param name="Label">The field's words, « Enfant à ajouter », « Personne à retirer ».</param>
/// <param name="Old">As people read it.</param>
/// <param name="New">As people read it.</param>
/// <param name="Current">What the record holds now, as people read it; null when what the change is about is gone.</param>
/// <param name="CurrentValue">What the record holds now, as it is kept.</param>
/// <param name="IsOutdated">True when the record changed since the change was filed.</param>
/// <param name="FiledAt">On the centre's clocks.</param>
/// <param name="FiledBy">By name.</param>
/// <param name="IsByCentre">Made by staff.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="DecidedAt">On the centre's clocks.</param>
/// <param name="DecidedBy">By name.</param>
/// <param name="Reason">Of a refusal.</param>
/// <param name="IsMine">Filed by whoever looks, who alone may take it back.</param>
/// <param name="AgreedAt">Of a change of référent: when the other guardian said yes, on the centre's clocks.</param>
public sealed record ChangeLine(
    Guid Id,
    RecordSubject Subject,
    string Field,
    ChangeKind Kind,
    string Who,
    string Label,
    string Old,
    string New,
    string? Current,
    string? CurrentValue,
    bool IsOutdated,
    DateTime FiledAt,
    string FiledBy,
    bool IsByCentre,
    ChangeStatus Status,
    DateTime? DecidedAt,
    string? DecidedBy,
    string? Reason,
    bool IsMine,
    DateTime? AgreedAt
);

/// <summary>Whose a change is.</summary>
internal static class ChangeFiler
{
    /// <summary>Filed by whoever asks, by this login or as the same guardian by an earlier one: that person alone takes it back.</summary>
    public static bool IsFiledBy(this ChangeRequest change, ICurrentUser user) =>
        change.FiledBy == user.UserId || (user.GuardianId != 0 && change.FiledByGuardianId == user.GuardianId);
}

/// <summary>Turns changes into lines, with what the record holds now.</summary>
internal sealed class ChangeLines(RecordDesk desk, ChangeValues values, ICurrentUser user, CentreClock clock)
{
    /// <summary>As many statements as there are kinds of parts, whatever the number of changes.</summary>
    public async Task<IReadOnlyList<ChangeLine>> OfAsync(IReadOnlyList<ChangeRequest> changes, RecordEyes? eyes, CancellationToken cancellationToken)
    {
        var sheets = await desk.OpenAsync(
            [.. changes.Where(change => change.Kind != ChangeKind.Addition).Select(change => new SheetKey(change.FamilyId, change.Subject)).Distinct()],
            eyes,
            cancellationToken
        );
        return [.. changes.Select(change => Line(change, sheets.GetValueOrDefault(new SheetKey(change.FamilyId, change.Subject))))];
    }

    public ChangeLine Line(ChangeRequest change, RecordSheet? sheet)
    {
        var (old, @new) = (values.Old(change), values.New(change));
        // What a guardian may not read is not compared either: that it changed would be told by it.
        var isRead = change.Kind == ChangeKind.Change && sheet?.IsHidden != true;
        var current = isRead ? sheet?.Read(change.Field) : null;
        var field = sheet?.Field(change.Field) ?? new RecordField(change.Field, "Information qui n’est plus demandée");
        var (who, label, oldText, newText) = change.Kind switch
        {
            ChangeKind.Addition => (TypedPerson.NameOf(ChangeValues.PersonOf(@new)), AdditionOf(change.Part), "—", Describe(change.Part, @new)),
            ChangeKind.Removal => (TypedPerson.NameOf(ChangeValues.PersonOf(old)), "Personne à retirer", Describe(change.Part, old), "—"),
            _ => (sheet?.Name ?? "Personne ou autorisation retirée", field.Label, field.Show(old), field.Show(@new)),
        };
        return new ChangeLine(
            change.Id,
            change.Subject,
            change.Field,
            change.Kind,
            who,
            label,
            oldText,
            newText,
            current is null ? null : field.Show(current),
            current,
            isRead && (sheet?.Field(change.Field) is null || current != old),
            clock.ToWallClock(change.FiledAt),
            change.FiledByName,
            change.IsByCentre,
            change.Status,
            change.DecidedAt is { } at ? clock.ToWallClock(at) : null,
            change.DecidedByName,
            values.Reason(change),
            change.IsFiledBy(user),
            change.AgreedAt is { } agreed ? clock.ToWallClock(agreed) : null
        );
    }

    /// <summary>The words for somebody who is added.</summary>
    public static string AdditionOf(RecordPart part) =>
        part switch
        {
            RecordPart.Guardian => "Responsable à ajouter",
            RecordPart.Child => "Enfant à ajouter",
            _ => "Personne à ajouter",
        };

    private static string Describe(RecordPart part, string person)
    {
        var fields = ChangeValues.PersonOf(person);
        return string.Join(
            " · ",
            RecordFields
                .Of(part)
                .Where(field => fields.GetValueOrDefault(field.Key, "").Length > 0)
                .Select(field => $"{field.Label.Replace(" (facultatif)", "", StringComparison.Ordinal)} : {field.Show(fields[field.Key])}")
        );
    }
}
