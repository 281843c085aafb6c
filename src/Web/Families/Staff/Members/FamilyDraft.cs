using ClsPortal.Application.Families;
using ClsPortal.Domain.Families;

namespace ClsPortal.Web.Families.Staff.Members;

/// <summary>What somebody is typing of a family that does not exist yet.</summary>
internal sealed class FamilyDraft
{
    public string Name { get; set; } = "";

    public string Number { get; set; } = "";

    public bool Invites { get; set; } = true;

    public Dictionary<string, string> Referent { get; } = new(StringComparer.Ordinal);

    public List<Dictionary<string, string>> Children { get; } = [];

    public bool HasEmail => Referent.GetValueOrDefault(nameof(Guardian.Email), "").Trim().Length > 0;

    public void AddChild()
    {
        Dictionary<string, string> child = new(StringComparer.Ordinal);
        // Most brothers and sisters have one name.
        child[nameof(Child.LastName)] =
            Children.Count > 0 ? Children[^1].GetValueOrDefault(nameof(Child.LastName), "") : Referent.GetValueOrDefault(nameof(Guardian.LastName), "");
        Children.Add(child);
    }

    /// <summary>A child's card that was left empty is no child.</summary>
    public void DropEmptyChildren() => Children.RemoveAll(child => child.Values.All(value => value.Trim().Length == 0));

    public CreateFamily Message(IEnumerable<string> seen) => new(Name, Number, Referent, [.. Children], [.. seen]);
}
