using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>The red line of a family on staff's screens; null where nobody of the family has confidential coordinates.</summary>
public sealed record GetConfidentialNotice(int FamilyId) : IQuery<ConfidentialNotice?>
{
    // Whoever of the staff sees anything of a family must know what not to tell.
    public static Permission Access => Permission.Of(Roles.Staff);
}

internal sealed class GetConfidentialNoticeHandler(IFamiliesDb db) : IQueryHandler<GetConfidentialNotice, ConfidentialNotice?>
{
    public async Task<Outcome<ConfidentialNotice?>> Handle(GetConfidentialNotice request, CancellationToken cancellationToken) =>
        Outcome<ConfidentialNotice?>.Of((await ConfidentialNotices.OfAsync(db, [request.FamilyId], cancellationToken)).GetValueOrDefault(request.FamilyId));
}

/// <summary>What staff must not tell, and to whom: « coordonnées confidentielles ».</summary>
/// <param name="Sentence">Of the family, for the head of a page.</param>
/// <param name="Children">Of each child who lives with the person, for a line of a list.</param>
public sealed record ConfidentialNotice(string Sentence, IReadOnlyDictionary<int, string> Children)
{
    /// <summary>The line of a child; the family's where the child is not the one who is withheld.</summary>
    public string For(int? childId) => childId is { } id && Children.TryGetValue(id, out var sentence) ? sentence : Sentence;
}

/// <summary>Writes the red lines of families.</summary>
internal static class ConfidentialNotices
{
    public const string Mark = "Coordonnées confidentielles";

    /// <summary>By family, only those that have one: one statement where none has, three at most.</summary>
    public static async Task<IReadOnlyDictionary<int, ConfidentialNotice>> OfAsync(
        IFamiliesDb db,
        IReadOnlyCollection<int> familyIds,
        CancellationToken cancellationToken
    )
    {
        var families = familyIds.Distinct().ToList();
        // Whoever left goes on being protected.
        var hidden = await db
            .Guardians.IgnoreQueryFilters()
            .Where(guardian => families.Contains(guardian.FamilyId) && guardian.IsConfidential)
            .OrderBy(guardian => guardian.Id)
            .Select(guardian => new
            {
                guardian.Id,
                guardian.FamilyId,
                Name = guardian.FirstName + " " + guardian.LastName,
            })
            .ToListAsync(cancellationToken);
        if (hidden.Count == 0)
        {
            return new Dictionary<int, ConfidentialNotice>();
        }

        var concerned = hidden.Select(guardian => guardian.FamilyId).Distinct().ToList();
        var people = (
            await db
                .Guardians.Where(guardian => concerned.Contains(guardian.FamilyId))
                .OrderBy(guardian => guardian.Id)
                .Select(guardian => new
                {
                    guardian.Id,
                    guardian.FamilyId,
                    Name = guardian.FirstName + " " + guardian.LastName,
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(guardian => guardian.FamilyId);
        var children = (
            await db
                .Children.Where(child => concerned.Contains(child.FamilyId) && child.ProtectedById != null)
                .OrderBy(child => child.BirthDate)
                .ThenBy(child => child.Id)
                .Select(child => new
                {
                    child.Id,
                    child.FamilyId,
                    child.FirstName,
                    child.ProtectedById,
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(child => child.FamilyId);
        return hidden
            .GroupBy(guardian => guardian.FamilyId)
            .ToDictionary(
                family => family.Key,
                family => new ConfidentialNotice(
                    string.Join(
                        ' ',
                        family.Select(guardian =>
                            OfPerson(
                                guardian.Name.Trim(),
                                Others(family.Key, guardian.Id),
                                [.. children[family.Key].Where(child => child.ProtectedById == guardian.Id).Select(child => child.FirstName)]
                            )
                        )
                    ),
                    children[family.Key].ToDictionary(child => child.Id, child => OfChild(child.FirstName, Others(family.Key, child.ProtectedById!.Value)))
                )
            );

        string Others(int familyId, int guardianId) =>
            string.Join(" ni à ", people[familyId].Where(other => other.Id != guardianId).Select(other => other.Name.Trim()));
    }

    /// <summary>The line of one family, or of a child of it; null for nothing.</summary>
    public static string? Line(this IReadOnlyDictionary<int, ConfidentialNotice> notices, int familyId, int? childId = null) =>
        notices.GetValueOrDefault(familyId)?.For(childId);

    private static string OfPerson(string name, string others, List<string> children) =>
        $"{Mark} : {name}. Ne dites rien de cette personne{(others.Length == 0 ? "" : $" à {others}")} : ni adresse, ni commune, ni téléphone, ni message."
        + (
            children.Count == 0
                ? ""
                : $" Rien non plus {(children.Count == 1 ? "de l’enfant qui vit" : "des enfants qui vivent")} avec elle ({string.Join(", ", children)}) : "
                    + "ni école, ni accueil, ni jours, ni bus."
        );

    private static string OfChild(string child, string others) =>
        $"{Mark} : ne dites rien {Wording.Of(child)}{(others.Length == 0 ? "" : $" à {others}")}, ni école, ni accueil, ni jours, ni bus. À qui vient "
        + "chercher, demandez son identité.";
}
