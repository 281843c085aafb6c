namespace ClsPortal.Web.Tests.Families;

/// <summary>
/// Where the mother reads what is hers. Her words are looked for in the father's answers; this table says that there is something to be found
/// at each kind of address: on pages, in what a page hands to its circuit, in PDFs, tables, files and the copy of the data.
/// </summary>
internal static class MothersPages
{
    private static readonly string[] Phones = ["01", "02", "03"];
    private static readonly string[] ContactPhones = ["04", "05"];

    /// <summary>By address: how the words that are read there end.</summary>
    private static IEnumerable<(string Address, string[] Words)> Of(SeparatedHome home) =>
        [
            ("/", ["Atelier"]),
            ("/contact", ["Objet", "Convocation", "Annonce"]),
            ($"/contact/{home.Threads[0]}", ["Objet", "Message", "Reponse"]),
            ($"/contact/{home.Threads[1]}", ["Convocation", "Entretien"]),
            ($"/contact/{home.Threads[^1]}", ["Annonce", "Sortie"]),
            ("/demandes", ["Remarque", "Arret", "Note", "Annulation"]),
            ("/documents", ["Programme"]),
            ($"/documents/{home.Document}", ["Menus"]),
            ("/mon-compte/depot", ["Police", "Contrat", "Bail", "Illisible"]),
            ($"/fichiers/{home.Deposits[0]}", ["Police", "TextePolice"]),
            ($"/fichiers/{home.Deposits[1]}", ["Contrat", "TexteContrat"]),
            ($"/fichiers/{home.Deposits[2]}", ["Bail", "TexteBail"]),
            ("/mon-compte/historique", ["Atelier", "Refus"]),
            ("/mon-compte/historique.csv", ["Atelier", "Refus"]),
            ("/mon-compte/historique.xlsx", ["Atelier", "Refus"]),
            ("/mon-compte/factures", ["90731"]),
            ($"/mon-compte/factures/{home.Invoice.Id}", ["90731", "Ligne", "Calcul", "Rue", "Ville"]),
            ($"/mon-compte/factures/{home.Invoice.Id}.pdf", ["90731", "Ligne", "Rue", "Ville"]),
            ("/paiement", ["90731"]),
            ($"/paiement/suivi/{home.PaymentAttempt}", ["90731"]),
            ("/mon-compte/informations", ["Motif", "Cause", "Hameau", "Refuge", "Emploi", "Voisine", "Tante", "College", "Niveau", "Bebe", "06"]),
            (
                $"/mon-compte/informations/responsable/{home.Mother.GuardianId}",
                ["Rue", "Ville", "Metier", ".courriel", "Refuge", "Emploi", ".nouveau", .. Phones]
            ),
            ($"/mon-compte/informations/enfant/{home.Lou}", ["Ecole", "College"]),
            ($"/mon-compte/informations/sante/{home.Lou}", ["Docteur"]),
            ("/mon-compte/informations/contacts", ["Tante", .. ContactPhones]),
            ($"/mon-compte/informations/contacts/{home.Contact}", ["Tante", .. ContactPhones]),
            (
                $"/mon-compte/informations/{home.Lou}/fiche.pdf",
                ["Rue", "Ville", "Metier", ".courriel", "Tante", "Ecole", "Docteur", .. Phones, .. ContactPhones]
            ),
            ($"/mon-compte/informations/{home.Lou}/fiche", ["Rue", "Ville", "Metier", ".courriel", "Tante", "Ecole", "Docteur", .. Phones, .. ContactPhones]),
            ($"/mon-compte/informations/{home.Sam}/fiche", ["Rue", "Ville", "Metier", ".courriel", "Tante", .. Phones, .. ContactPhones]),
            ($"/mon-compte/informations/{home.Sam}/fiche.pdf", ["Rue", "Ville", "Metier", ".courriel", "Tante", .. Phones, .. ContactPhones]),
            ("/mon-compte/mes-donnees.zip", ["Rue", "Motif", "Message", "Refus", "TexteBail", "Ligne", "73519", .. Phones, .. ContactPhones]),
            ("/mon-compte/mes-donnees.zip?sante=true", ["Docteur"]),
        ];

    public static IEnumerable<string> Missing(SeparatedHome home, IReadOnlyDictionary<string, IReadOnlySet<string>> answers) =>
        from row in Of(home)
        from word in row.Words
        where !answers[row.Address].Any(found => found.EndsWith(word, StringComparison.Ordinal))
        select $"{row.Address} lacks {word}";
}
