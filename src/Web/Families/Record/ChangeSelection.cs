using ClsPortal.Application.Families;

namespace ClsPortal.Web.Families.Record;

/// <summary>The changes of a page that staff ticked. Health is decided where it is read, and one's own family by a colleague: neither can be ticked.</summary>
internal sealed class ChangeSelection
{
    private readonly HashSet<Guid> _ids = [];
    private IReadOnlyList<ChangeToTreat> _selectable = [];

    public int Count => _ids.Count;

    public IReadOnlyList<ChangeToTreat> Lines => [.. _selectable.Where(line => _ids.Contains(line.Id))];

    public bool IsAll => _selectable.Count > 0 && _ids.Count == _selectable.Count;

    /// <summary>Follows the page; what is no longer on it is no longer ticked.</summary>
    public void Show(IEnumerable<ChangeToTreat> lines)
    {
        _selectable = [.. lines.Where(line => line is { Change: not null, IsOwnFamily: false })];
        _ids.IntersectWith(_selectable.Select(line => line.Id));
    }

    public bool Has(Guid id) => _ids.Contains(id);

    public void Toggle(Guid id) => _ = _ids.Remove(id) || _ids.Add(id);

    public void ToggleAll()
    {
        if (IsAll)
        {
            Clear();
        }
        else
        {
            _ids.UnionWith(_selectable.Select(line => line.Id));
        }
    }

    public void Clear() => _ids.Clear();
}
