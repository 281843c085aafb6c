using System.Text.Json;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Opens and seals health records; the one place that sees them both ways.</summary>
internal sealed class HealthSheets(IFamiliesDb db, ISecretBox box)
{
    /// <summary>A sheet for each child, empty where nothing was recorded yet.</summary>
    public async Task<IReadOnlyDictionary<int, HealthSheet>> OpenAsync(IReadOnlyCollection<int> childIds, CancellationToken cancellationToken)
    {
        var records = await db.HealthRecords.Where(record => childIds.Contains(record.ChildId)).ToDictionaryAsync(record => record.ChildId, cancellationToken);
        return childIds
            .Distinct()
            .ToDictionary(
                childId => childId,
                childId => new HealthSheet(childId, records.GetValueOrDefault(childId), Values(records.GetValueOrDefault(childId)), Keep)
            );
    }

    private Dictionary<string, string> Values(HealthRecord? record) =>
        record is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(box.OpenText(HealthSecrets.Content.Row(record.ChildId), record.Content))!;

    private HealthRecord Keep(HealthRecord? record, int childId, IReadOnlyDictionary<string, string> values)
    {
        record ??= db.HealthRecords.Add(HealthRecord.Create(childId)).Entity;
        record.Keep(box.SealText(HealthSecrets.Content.Row(childId), JsonSerializer.Serialize(values)));
        return record;
    }
}

/// <summary>A child's health record, opened.</summary>
internal sealed class HealthSheet(
    int childId,
    HealthRecord? record,
    Dictionary<string, string> values,
    Func<HealthRecord?, int, IReadOnlyDictionary<string, string>, HealthRecord> keep
)
{
    private HealthRecord? _record = record;

    public IReadOnlyDictionary<string, string> Values => values;

    public Signature? Signed => _record is { SignedBy: { } by, SignedAt: { } at } ? new Signature(by, at) : null;

    public string Read(string field) => values.GetValueOrDefault(field, "");

    public void Write(string field, string value, Signature signature)
    {
        if (value.Length == 0)
        {
            values.Remove(field);
        }
        else
        {
            values[field] = value;
        }

        Sign(signature);
    }

    public void Sign(Signature signature)
    {
        _record = keep(_record, childId, values);
        _record.Sign(signature.By, signature.At);
    }
}

/// <summary>Where sealed values of health lie.</summary>
public static class HealthSecrets
{
    public static readonly SecretColumn Content = new("health_records", "content");
    public static readonly SecretColumn OldValue = new("change_requests", "sealed_old");
    public static readonly SecretColumn NewValue = new("change_requests", "sealed_new");
    public static readonly SecretColumn Reason = new("change_requests", "sealed_reason");
}
