using ClsPortal.Application.Shared;

namespace ClsPortal.Web.Centre.Staff;

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
        (
            "Le centre",
            [
                new(
                    "/gestion/parametres/centre",
                    "Le centre et ses bureaux",
                    "Nom, téléphone, promesse de réponse, message d’accueil, adresses de la page « Nous contacter ».",
                    Roles.Setup
                ),
                new(
                    "/gestion/parametres/identite",
                    "Identité visuelle",
                    "Le logo, la photo de la page de connexion et la couleur de votre organisme, avec un aperçu.",
                    Roles.Setup
                ),
                new(
                    "/gestion/parametres/pieces",
                    "Pièces demandées",
                    "Ce que les familles déposent : assurance, vaccinations, justificatifs, et combien de temps chaque pièce est valable.",
                    Roles.Setup
                ),
                new(
                    "/gestion/parametres/calendrier",
                    "Calendrier scolaire",
                    "Vacances et ponts de votre zone : fournis, importés ou saisis, avec leur effet sur les séances.",
                    Roles.Setup
                ),
                new(
                    "/gestion/parametres/courriels",
                    "Textes des courriels",
                    "Objet, début et fin de chaque courriel, avec un aperçu ; retour au texte standard.",
                    Roles.Setup
                ),
                new("/gestion/parametres/conservation", "Durées de conservation", "Combien de temps chaque donnée est gardée (RGPD).", Roles.Administrator),
                new("/gestion/demarrage", "Mise en route", "Les étapes pour ouvrir un nouveau portail, et ce qu’il en reste.", Roles.Setup),
            ]
        ),
        (
            "Les activités",
            [
                new(
                    "/gestion/activites/toutes",
                    "Activités et types",
                    "Dates, jours, horaires, places, âges, délai, bus et périodes d’inscription ; dupliquer pour l’année suivante, archiver.",
                    Roles.Setup
                ),
                new(
                    "/gestion/fermetures",
                    "Fermetures",
                    "Fermer une journée ou une période : les familles inscrites sont prévenues, leurs places rendues.",
                    Roles.Director
                ),
                new(
                    "/gestion/activites/a-regler",
                    "Inscriptions à régler",
                    "Ce qu’un changement de calendrier ou d’horaires a laissé à traiter avec les familles.",
                    Roles.Director
                ),
                new(
                    "/gestion/parametres/rappels",
                    "Rappels automatiques",
                    "Demandes en retard, séances du lendemain : ce que le portail envoie de lui-même.",
                    Roles.Setup
                ),
            ]
        ),
        (
            "Dossier des familles",
            [
                new(
                    "/gestion/parametres/autorisations",
                    "Autorisations",
                    "Ce que les familles autorisent ou non : photographies, baignade, transport…",
                    Roles.Director
                ),
                new(
                    "/gestion/parametres/vaccins",
                    "Vaccins",
                    "Les vaccins de la fiche sanitaire, obligatoires selon l’année de naissance.",
                    Roles.Director | Roles.Administrator
                ),
            ]
        ),
        (
            "Facturation",
            [
                new(
                    "/gestion/factures/reglages",
                    "Réglages de facturation",
                    "Ce que porte chaque facture : qui facture, à qui payer, délai, seuil, absences.",
                    Roles.Accountant
                ),
                new(
                    "/gestion/tresorerie/codes",
                    "Codes de la Trésorerie",
                    "Les codes de la collectivité, sans lesquels aucun bordereau ne s’écrit.",
                    Roles.Accountant
                ),
                new("/gestion/tarifs", "Tarifs", "Le prix de chaque activité et le jour depuis lequel il vaut.", Roles.Accountant),
            ]
        ),
    ];

    public static IEnumerable<(string Group, IReadOnlyList<SettingsLink> Links)> For(Roles roles) =>
        from @group in Groups
        let links = @group.Links.Where(link => (link.AnyOf & roles) != Roles.None).ToList()
        where links.Count > 0
        select (@group.Group, (IReadOnlyList<SettingsLink>)links);
}
