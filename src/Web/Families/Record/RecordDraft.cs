using ClsPortal.Application.Families;

namespace ClsPortal.Web.Families.Record;

/// <summary>What somebody is typing into one group of the record, beside what they were shown.</summary>
internal sealed class RecordDraft
{
    private readonly Dictionary<string, string> _typed;

    public RecordDraft(RecordGroup group) => (Group, _typed) = (group, new(group.Values, StringComparer.Ordinal));

    public RecordGroup Group { get; private set; }

    public string this[string field]
    {
        get => _typed.GetValueOrDefault(field, "");
        set => _typed[field] = value;
    }

    public IEnumerable<FieldEdit> Edits =>
        from shown in Group.Fields
        let value = Group.Values.GetValueOrDefault(shown.Key, "")
        where this[shown.Key].ReplaceLineEndings("\n") != value
        select new FieldEdit(Group.Subject, shown.Key, value, this[shown.Key]);

    /// <summary>Takes what the record says now and keeps what was typed.</summary>
    public void Rebase(RecordGroup now)
    {
        var edited = Edits.Select(edit => edit.Field).ToHashSet(StringComparer.Ordinal);
        foreach (var (field, value) in now.Values)
        {
            if (!edited.Contains(field))
            {
                _typed[field] = value;
            }
        }

        Group = now;
    }

    /// <summary>Gives up what was typed into one field.</summary>
    public void Reset(string field) => _typed[field] = Group.Values.GetValueOrDefault(field, "");
}
