using ClsPortal.Domain.Families;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>Invented families: the same ones at every start.</summary>
internal static class DemoNeighbours
{
    private static readonly string[] Names =
    [
        "Voisine",
        "Abelard",
        "Bonnefoy",
        "Chardonnet",
        "Delorme",
        "Évrard",
        "Fourchaume",
        "Grenouille",
        "Hervelin",
        "Irancy",
        "Jarry",
        "Kessler",
        "Lechet",
        "Montmains",
        "Noiret",
        "Olivier",
        "Préhy",
        "Quincy",
        "Raveneau",
        "Serein",
        "Tonnerre",
        "Urbain",
        "Vaillons",
        "Wautier",
        "Yonnais",
        "Zévaco",
    ];

    private static readonly string[] FirstNames =
    [
        "Léa",
        "Hugo",
        "Chloé",
        "Noé",
        "Inès",
        "Jules",
        "Zoé",
        "Adam",
        "Lina",
        "Gabin",
        "Éva",
        "Malo",
        "Rose",
        "Tom",
        "Anna",
        "Sacha",
        "Lou",
        "Nino",
        "Mila",
        "Paul",
        "Jade",
        "Théo",
        "Nour",
        "Axel",
        "Iris",
        "Léon",
    ];

    private static readonly string[] Streets = ["rue du Serein", "chemin des Clos", "rue de l’Église", "impasse du Lavoir", "route d’Auxerre"];

    private static readonly (string PostCode, string Town)[] Towns =
    [
        ("89800", "Chablis"),
        ("89800", "Beine"),
        ("89230", "Pontigny"),
        ("89144", "Ligny-le-Châtel"),
    ];

    public static IEnumerable<Family> Families(int startYear)
    {
        for (var index = 0; index < Names.Length; index++)
        {
            var name = Names[index];
            var family = Family.Create($"{200 + index:0000}", name);
            var guardian = family.AddGuardian("Camille", name, index == 0 ? DemoData.Logins[2].Email : $"famille{index}@voisins.example");
            guardian.Change(nameof(Guardian.MobilePhone), $"06.39.98.{10 + index}.{90 - (2 * index)}");
            if (index % 10 != 9)
            {
                // One in ten has not told its address.
                var (postCode, town) = Towns[index % Towns.Length];
                guardian.Change(nameof(Guardian.Address), $"{3 + (index * 7 % 40)} {Streets[index % Streets.Length]}");
                guardian.Change(nameof(Guardian.PostalCode), postCode);
                guardian.Change(nameof(Guardian.Town), town);
            }

            family.AddChild(FirstNames[index], name, new DateOnly(startYear - 4 - (index % 6), 1 + (index % 12), 1 + (index % 27)), "École de Chablis", "");
            if (index % 2 == 0)
            {
                family.AddChild(
                    FirstNames[(index + 7) % FirstNames.Length],
                    name,
                    new DateOnly(startYear - 5 - (index % 5), 1 + ((index + 5) % 12), 12),
                    "École de Chablis",
                    ""
                );
            }

            yield return family;
        }
    }
}
