using System.Text.Json;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>Reads and keeps the values of changes: sealed for health, as they are for the rest.</summary>
internal sealed class ChangeValues(ISecretBox box)
{
    public void Keep(ChangeRequest change, string oldValue, string newValue)
    {
        if (change.Part == RecordPart.Health)
        {
            change.KeepSealed(box.SealText(HealthSecrets.OldValue.Row(change.Id), oldValue), box.SealText(HealthSecrets.NewValue.Row(change.Id), newValue));
        }
        else
        {
            change.Keep(oldValue, newValue);
        }
    }

    public string Old(ChangeRequest change) =>
        change.SealedOld is { } content ? box.OpenText(HealthSecrets.OldValue.Row(change.Id), content) : change.OldValue ?? "";

    public string New(ChangeRequest change) =>
        change.SealedNew is { } content ? box.OpenText(HealthSecrets.NewValue.Row(change.Id), content) : change.NewValue ?? "";

    public string? Reason(ChangeRequest change) =>
        change.SealedReason is { } content ? box.OpenText(HealthSecrets.Reason.Row(change.Id), content) : change.Reason;

    public void Decide(ChangeRequest change, ChangeStatus status, DateTime at, Guid by, string byName, string? reason)
    {
        var isSealed = change.Part == RecordPart.Health && reason is not null;
        change.Decide(status, at, by, byName, isSealed ? null : reason, isSealed ? box.SealText(HealthSecrets.Reason.Row(change.Id), reason!) : null);
    }

    /// <summary>All fields of a person who is added, or of a contact that is removed.</summary>
    public static string OfPerson(IReadOnlyDictionary<string, string> values) => JsonSerializer.Serialize(values);

    public static IReadOnlyDictionary<string, string> PersonOf(string values) =>
        values.Length == 0 ? new Dictionary<string, string>(StringComparer.Ordinal) : JsonSerializer.Deserialize<Dictionary<string, string>>(values)!;
}
