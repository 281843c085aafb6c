using System.Runtime.InteropServices;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>Who answers for a value, and since when.</summary>
/// <param name="ByReferent">True for the family's référent, who goes on seeing what he or she entered.</param>
internal sealed record Signature(string By, DateTime At, bool ByReferent = false);

/// <summary>One guardian, child, contact, answer or health record, opened to be read and changed by the names of its fields.</summary>
/// <param name="FamilyId">Whose record.</param>
/// <param name="Subject">What it is.</param>
/// <param name="Name">As the screens call it: « Mère Test », « Enfant 1 ».</param>
/// <param name="Fields">In the order in which they are shown.</param>
/// <param name="Read">The value of a field, empty for none.</param>
/// <param name="Write">Changes a field; the caller saves.</param>
/// <param name="Signed">Who answered or signed; null where nobody does.</param>
/// <param name="HasLeft">True when the person is no longer of the family or the centre: what was is still told, nothing is changed.</param>
/// <param name="OfGuardian">Of a contact: the guardian who named the person.</param>
/// <param name="IsHidden">True when whoever looks may know the name alone: no value is read, none is written.</param>
internal sealed record RecordSheet(
    int FamilyId,
    RecordSubject Subject,
    string Name,
    IReadOnlyList<RecordField> Fields,
    Func<string, string> Read,
    Action<string, string, Signature> Write,
    Signature? Signed = null,
    bool HasLeft = false,
    bool IsHidden = false,
    int? OfGuardian = null
)
{
    /// <summary>The same with its name alone.</summary>
    public RecordSheet Hide() =>
        this with
        {
            IsHidden = true,
            Signed = null,
            Read = _ => "",
            Write = (_, _, _) => throw new InvalidOperationException("A hidden sheet is not written"),
        };

    public RecordField? Field(string key) =>
        Fields.FirstOrDefault(field => field.Key == key)
        ?? (Subject.Part == RecordPart.Guardian && key == RecordFields.Referent.Key ? RecordFields.Referent : null);

    /// <summary>True for a field of the form; the others have acts of their own.</summary>
    public bool IsTyped(string key) => !HasLeft && !IsHidden && Fields.Any(field => field.Key == key);
}

/// <summary>What can be opened: the family is part of it, so that nobody opens another's.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SheetKey(int FamilyId, RecordSubject Subject);
