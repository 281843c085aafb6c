using System.Runtime.InteropServices;

namespace ClsPortal.Domain.Families;

/// <summary>The parts of a family's record, as « Mes informations » lists them.</summary>
public enum RecordPart
{
    /// <summary>Responsable légal.</summary>
    Guardian,

    /// <summary>Enfant.</summary>
    Child,

    /// <summary>Personne à prévenir ou habilitée.</summary>
    Contact,

    /// <summary>Autorisation.</summary>
    Consent,

    /// <summary>Fiche sanitaire: its values are encrypted wherever they lie.</summary>
    Health,
}

/// <summary>What a field of the record belongs to.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Id">Key of the guardian, child or contact; of the consent's kind; of the child for a health record. 0 for a contact to be added.</param>
/// <param name="ChildId">The child concerned; 0 when the whole family is.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RecordSubject(RecordPart Part, int Id, int ChildId = 0)
{
    /// <summary>A guardian.</summary>
    public static RecordSubject Guardian(int id) => new(RecordPart.Guardian, id);

    /// <summary>A child.</summary>
    public static RecordSubject Child(int id) => new(RecordPart.Child, id, id);

    /// <summary>A contact; 0 for one to be added.</summary>
    public static RecordSubject Contact(int id) => new(RecordPart.Contact, id);

    /// <summary>An answer; child 0 for one of the family.</summary>
    public static RecordSubject Consent(int kindId, int childId) => new(RecordPart.Consent, kindId, childId);

    /// <summary>A child’s health record.</summary>
    public static RecordSubject Health(int childId) => new(RecordPart.Health, childId, childId);
}

/// <summary>Yes and no as the record writes them; empty is no answer.</summary>
public static class RecordValue
{
    /// <summary>Oui.</summary>
    public const string Yes = "true";

    /// <summary>Non.</summary>
    public const string No = "false";

    /// <summary>A bool as the record writes it.</summary>
    public static string Of(bool value) => value ? Yes : No;
}
