using ClsPortal.Application.Centre;
using ClsPortal.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Centre.Staff;

/// <summary>Says what is there and what the portal still needs to receive, tell and invoice a family.</summary>
public sealed partial class Demarrage
{
    [Inject]
    private PortalSender Sender { get; set; } = default!;

    private SetupProgress? Progress { get; set; }

    protected override async Task OnInitializedAsync() => Progress = (await Sender.SendAsync(new GetSetupProgress())).Value;

    private static string Readiness(int missing) =>
        missing == 0
            ? "Tout est prêt : les familles peuvent être accueillies, prévenues et facturées."
            : "Le portail est installé. Pour accueillir, prévenir et facturer une famille, il manque encore "
                + $"{(missing == 1 ? "une chose" : $"{missing} choses")}, ci-dessous.";

    private static Step? Next(SetupProgress progress) => Steps(progress).FirstOrDefault(step => !step.Done);

    private static IReadOnlyList<Step> Steps(SetupProgress progress) =>
        [
            new(
                progress.HasCentre,
                "Le centre",
                "Son nom, son téléphone, sa zone scolaire et la promesse de réponse.",
                "Présenter le centre",
                "/gestion/parametres/centre"
            ),
            new(
                progress.HasOffice,
                "Un bureau",
                "L’adresse que les familles trouvent dans « Nous contacter ».",
                "Ajouter un bureau",
                "/gestion/parametres/centre"
            ),
            new(
                progress.HasCalendar,
                "Le calendrier scolaire",
                $"Les vacances de la zone {progress.Zone} : elles sont fournies, un clic suffit.",
                "Ajouter le calendrier",
                "/gestion/parametres/calendrier"
            ),
            new(progress.HasCategory, "Les types d’activité", "Par exemple Périscolaire, Mercredis, Vacances.", "Créer un type", "/gestion/activites/toutes"),
            new(
                progress.HasActivity,
                "Une première activité",
                "Ses jours, ses horaires, ses places et sa période d’inscription : les séances se créent d’elles-mêmes.",
                "Créer l’activité",
                "/gestion/activites/nouvelle"
            ),
            new(
                progress.HasDirector,
                "La direction",
                "Invitez la personne qui traitera les demandes. Vos propres rôles ne sont changés que par un autre administrateur.",
                "Inviter",
                "/gestion/utilisateurs"
            ),
            new(
                progress.HasFamily,
                "Une première famille",
                "Inscrivez une famille et ses enfants, ou importez un fichier (administration).",
                "Ajouter une famille",
                "/gestion/familles"
            ),
            new(
                progress.HasGuardianLogin,
                "L’accès des parents",
                "Depuis la page d’une famille, invitez un responsable à créer sa connexion.",
                "Inviter un parent",
                "/gestion/familles"
            ),
            new(
                progress.HasConsent,
                "Les autorisations",
                "Ce que chaque famille accepte ou refuse : droit à l’image, soins d’urgence, sorties.",
                "Écrire une autorisation",
                "/gestion/parametres/autorisations"
            ),
            new(
                progress.HasPiece,
                "Les pièces demandées",
                "Par exemple l’assurance ou l’attestation de quotient.",
                "Demander une pièce",
                "/gestion/parametres/pieces"
            ),
            new(
                progress.HasTariff,
                "Les tarifs",
                "Un tarif pour chaque activité qui a des séances à venir (comptabilité).",
                "Fixer un tarif",
                "/gestion/tarifs"
            ),
            new(
                progress.HasInvoicing,
                "La facturation",
                "Échéance, absences et mentions des factures : relisez-les et enregistrez-les (comptabilité).",
                "Régler la facturation",
                "/gestion/factures/reglages"
            ),
            new(
                progress.HasMail,
                "L’envoi des courriels",
                "Tant qu’aucun serveur d’envoi n’est réglé sur le serveur, les courriels attendent et personne n’est prévenu.",
                "Voir les courriels",
                "/gestion/courriels"
            ),
        ];

    private sealed record Step(bool Done, string Title, string Sentence, string Action, string Address);
}
