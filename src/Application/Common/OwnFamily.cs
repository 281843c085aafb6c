namespace ClsPortal.Application.Common;

/// <summary>A command of staff about one family. Nobody sends it for the own one: the pipeline refuses.</summary>
public interface IConcernsFamily
{
    int FamilyId { get; }
}

/// <summary>
/// Whoever works for the centre and has a child there is a parent like any other where the own family is concerned: a colleague accepts,
/// refuses, books, corrects and takes money.
/// </summary>
public static class OwnFamily
{
    public const string Code = "OwnFamily";

    public static readonly Refusal Refusal = new(Code, "Il s’agit de votre propre famille : un collègue doit s’en charger. Faites votre demande depuis l’espace famille, comme tout parent.");

    public static bool IsOwn(this ICurrentUser user, int familyId) => familyId != 0 && familyId == user.FamilyId;
}
