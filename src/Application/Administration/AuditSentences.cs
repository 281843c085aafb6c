namespace ClsPortal.Application.Administration;

/// <summary>The acts of the journal in French.</summary>
public static class AuditSentences
{
    /// <summary>Kinds of acts, for the filter: the part of the code before the point, and its name.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Kinds =
    [
        ("enrolment", "Demandes d’inscription"), ("cancellation", "Demandes d’annulation"), ("booking", "Inscriptions faites par le centre"), ("decision", "Décisions annulées"),
        ("attendance", "Présences"), ("record", "Fiches des familles"), ("health", "Fiches sanitaires"), ("file", "Pièces déposées"), ("document", "Documents publiés"),
        ("conversation", "Messages des familles"), ("session", "Journées d’activité"), ("activity", "Activités"), ("category", "Types d’activité"), ("calendar", "Calendrier scolaire"),
        ("tariff", "Tarifs"), ("quotient", "Quotients familiaux"), ("invoice", "Factures"), ("payment", "Paiements"), ("centre", "Centre"), ("office", "Bureaux"),
        ("consent", "Autorisations"), ("vaccine", "Vaccins"), ("user", "Utilisateurs"), ("security", "Sécurité des connexions"), ("keys", "Clés de chiffrement"),
    ];

    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["enrolment.accepted"] = "a accepté une demande d’inscription",
        ["enrolment.refused"] = "a refusé une demande d’inscription",
        ["cancellation.accepted"] = "a accepté une demande d’annulation",
        ["cancellation.refused"] = "a refusé une demande d’annulation",
        ["booking.made"] = "a inscrit un enfant",
        ["booking.moved"] = "a déplacé une inscription",
        ["booking.cancelled"] = "a annulé une inscription",
        ["booking.cancelled.invoiced"] = "a annulé une inscription qui reste facturée",
        ["decision.undone"] = "est revenu sur une décision",
        ["attendance.marked"] = "a pointé une présence",
        ["session.capacity"] = "a changé le nombre de places d’une journée",
        ["record.accepted"] = "a accepté une modification de la fiche",
        ["record.refused"] = "a refusé une modification de la fiche",
        ["record.edited"] = "a modifié la fiche",
        ["health.read"] = "a lu une fiche sanitaire",
        ["health.printed"] = "a imprimé une fiche sanitaire",
        ["activity.created"] = "a créé une activité",
        ["activity.changed"] = "a modifié une activité",
        ["activity.archived"] = "a archivé une activité",
        ["activity.restored"] = "a repris une activité archivée",
        ["category.added"] = "a ajouté un type d’activité",
        ["category.renamed"] = "a renommé un type d’activité",
        ["category.removed"] = "a supprimé un type d’activité",
        ["calendar.changed"] = "a modifié le calendrier scolaire",
        ["centre.saved"] = "a modifié la présentation du centre",
        ["office.added"] = "a ajouté un bureau",
        ["office.changed"] = "a modifié un bureau",
        ["office.removed"] = "a supprimé un bureau",
        ["consent.added"] = "a ajouté une autorisation",
        ["consent.changed"] = "a modifié une autorisation",
        ["consent.replaced"] = "a remplacé une autorisation",
        ["consent.archived"] = "a archivé une autorisation",
        ["vaccine.added"] = "a ajouté un vaccin",
        ["vaccine.changed"] = "a modifié un vaccin",
        ["vaccine.archived"] = "a archivé un vaccin",
        ["vaccine.usual"] = "a repris la liste usuelle des vaccins",
        ["tariff.set"] = "a fixé un tarif",
        ["tariff.deleted"] = "a supprimé un tarif",
        ["quotient.entered"] = "a saisi un quotient familial",
        ["payment.entered"] = "a saisi un paiement",
        ["payment.reversed"] = "a annulé un paiement",
        ["payment.attempt.closed"] = "a clos un paiement en ligne sans réponse",
        ["keys.rotated"] = "a changé la clé de chiffrement",
        ["user.first-administrator"] = "est devenu le premier administrateur",
        ["user.invited"] = "a invité une personne",
        ["user.invited-again"] = "a renvoyé une invitation",
        ["user.invitation-withdrawn"] = "a retiré une invitation",
        ["user.joined"] = "a créé sa connexion",
        ["user.roles"] = "a changé les rôles d’une personne",
        ["user.disabled"] = "a désactivé une connexion",
        ["user.enabled"] = "a réactivé une connexion",
        ["user.factor-reset"] = "a retiré le second facteur d’une personne",
        ["user.password-link"] = "a demandé un lien de mot de passe",
        ["security.codes-added"] = "a ajouté une application de codes à sa connexion",
        ["security.codes-removed"] = "a retiré l’application de codes de sa connexion",
        ["security.recovery-renewed"] = "a renouvelé ses codes de secours",
        ["security.recovery-used"] = "s’est connecté avec un code de secours",
        ["security.passkey-added"] = "a ajouté une clé d’accès à sa connexion",
        ["security.passkey-removed"] = "a retiré une clé d’accès de sa connexion",
        ["security.password-reset"] = "a choisi un nouveau mot de passe avec un lien",
        ["security.sessions-ended"] = "a mis fin à ses autres connexions",
        ["security.password-changed"] = "a changé son mot de passe",
    };

    /// <summary>What somebody did; an act that has no sentence yet is named by its kind.</summary>
    public static string Of(string act) => Sentences.TryGetValue(act, out var sentence) ? sentence
        : $"{Kinds.FirstOrDefault(kind => kind.Code == act.Split('.')[0]).Name ?? "Autre"} : {act}";

    /// <summary>True when the act has a sentence of its own.</summary>
    public static bool Knows(string act) => Sentences.ContainsKey(act);
}
