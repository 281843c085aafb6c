using ClsPortal.Application.Common;

namespace ClsPortal.Web.Components.Setup;

/// <summary>A screen of the set-up.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Title">Its name.</param>
/// <param name="Sentence">What is done there.</param>
/// <param name="AnyOf">Who may open it.</param>
internal sealed record SettingsLink(string Address, string Title, string Sentence, Roles AnyOf);

/// <summary>All screens on which the centre is set up, in the order in which a new centre needs them.</summary>
internal static class SettingsIndex
{
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<SettingsLink> Links)> Groups =
    [
        ("Le centre",
        [
            new("/gestion/parametres/centre", "Le centre et ses bureaux", "Nom, téléphone, promesse de réponse, message d’accueil, adresses de la page « Nous contacter ».", Roles.Setup),
            new("/gestion/parametres/calendrier", "Calendrier scolaire", "Vacances et ponts de votre zone : fournis, importés ou saisis, avec leur effet sur les séances.", Roles.Setup),
            new("/gestion/parametres/rappels", "Rappels automatiques", "Demandes en retard, séances du lendemain : ce que le portail envoie de lui-même.", Roles.Setup),
        ]),
        ("Dossier des familles",
        [
            new("/gestion/parametres/autorisations", "Autorisations", "Ce que les familles autorisent ou non : photographies, baignade, transport…", Roles.Director),
            new("/gestion/parametres/vaccins", "Vaccins", "Les vaccins de la fiche sanitaire, obligatoires selon l’année de naissance.", Roles.Director | Roles.Administrator),
        ]),
    ];

    public static IEnumerable<(string Group, IReadOnlyList<SettingsLink> Links)> For(Roles roles) =>
        from @group in Groups
        let links = @group.Links.Where(link => (link.AnyOf & roles) != Roles.None).ToList()
        where links.Count > 0
        select (@group.Group, (IReadOnlyList<SettingsLink>)links);
}
