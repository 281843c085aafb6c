using System.Text.Json.Serialization;
using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Enrolment;

/// <summary>One mail for all that one treatment decided for one family (SPEC rule 9).</summary>
public sealed record RequestsTreatedMail(string FamilyName, IReadOnlyList<TreatedLine> Lines, string CentreName, string CentrePhone)
    : IMail<RequestsTreatedMail>
{
    public const string Template = "RequestsTreated";

    public static MailKind Kind { get; } =
        MailKind.Of(
            Template,
            "Demandes traitées",
            "Quand vous acceptez, refusez, inscrivez, annulez ou fermez une journée.",
            new RequestsTreatedMail(
                "Exemple",
                [
                    new(0, "Zoé", "Péri Beine matin", new(2027, 2, 2), TreatedOutcome.EnrolmentAccepted, null),
                    new(0, "Noé", "Chablis mercredi journée", new(2027, 2, 3), TreatedOutcome.EnrolmentRefused, "La journée est complète."),
                ],
                MailSample.Centre,
                MailSample.Phone
            ),
            "Vos demandes ont été traitées"
        );

    /// <summary>Instead of what the lines say; the outbox keeps it beside the model.</summary>
    [JsonIgnore]
    public string? OtherSubject { get; init; }

    [JsonIgnore]
    public string Subject => OtherSubject ?? SubjectOfLines();

    public void Say(MailContent content)
    {
        content.Paragraph($"Bonjour, famille {FamilyName},");
        content.Paragraph($"Le {CentreName} a traité ce qui suit :");
        content.Table(
            ["Date", "Enfant", "Activité", "Décision"],
            Lines,
            line => [$"{line.Date:dd-MM-yyyy}", line.ChildName, line.ActivityName, $"{new Strong(Told(line.Outcome))}{new Aside("motif", line.Reason)}"]
        );
        content.Page(
            "/mon-compte/historique",
            "Retrouver ces décisions dans l’historique des inscriptions",
            "Retrouvez-les dans l’historique des inscriptions"
        );
        content.Paragraph($"Une question ? {CentreName}, {CentrePhone}");
    }

    private string SubjectOfLines()
    {
        if (Lines.All(line => line.Outcome is TreatedOutcome.EnrolmentWaitsAgain or TreatedOutcome.CancellationWaitsAgain))
        {
            return Lines.Count == 1 ? "Votre demande est de nouveau en attente" : $"Vos {Lines.Count} demandes sont de nouveau en attente";
        }

        if (Lines.All(line => line.RequestId == 0))
        {
            return Lines.Count == 1 ? "Le Centre de Loisirs a modifié une inscription" : "Le Centre de Loisirs a modifié vos inscriptions";
        }

        return Lines.Count == 1 ? "Votre demande a été traitée" : $"Vos {Lines.Count} demandes ont été traitées";
    }

    private static string Told(TreatedOutcome outcome) =>
        outcome switch
        {
            TreatedOutcome.EnrolmentAccepted => "Inscription acceptée",
            TreatedOutcome.EnrolmentRefused => "Inscription refusée",
            TreatedOutcome.CancellationAccepted => "Annulation acceptée",
            TreatedOutcome.CancellationRefused => "Annulation refusée : l’inscription est maintenue",
            TreatedOutcome.BookedByCentre => "Inscrit par le Centre de Loisirs",
            TreatedOutcome.CancelledByCentre => "Inscription annulée par le Centre de Loisirs",
            TreatedOutcome.CancelledByCentreAndInvoiced => "Inscription annulée par le Centre de Loisirs, facturée",
            TreatedOutcome.EnrolmentWaitsAgain => "Réponse retirée : la demande est de nouveau en attente",
            TreatedOutcome.CancellationWaitsAgain => "Réponse retirée : l’inscription est maintenue, l’annulation est de nouveau en attente",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
}

/// <param name="ChildId">Decides who is told.</param>
/// <param name="ChildName">Prénom.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Date">The session's day.</param>
/// <param name="Outcome">What the centre decided.</param>
/// <param name="Reason">Why, if it was said.</param>
/// <param name="RequestId">The request that was decided, so that its line can be taken back; 0 for what the centre did by itself.</param>
public sealed record TreatedLine(int ChildId, string ChildName, string ActivityName, DateOnly Date, TreatedOutcome Outcome, string? Reason, long RequestId = 0);

/// <summary>What the centre decided, as the family reads it.</summary>
public enum TreatedOutcome
{
    /// <summary>Inscription acceptée.</summary>
    EnrolmentAccepted,

    /// <summary>Inscription refusée.</summary>
    EnrolmentRefused,

    /// <summary>Annulation acceptée.</summary>
    CancellationAccepted,

    /// <summary>Annulation refusée: the booking stands.</summary>
    CancellationRefused,

    /// <summary>Inscription faite par le centre.</summary>
    BookedByCentre,

    /// <summary>Inscription annulée par le centre.</summary>
    CancelledByCentre,

    /// <summary>Inscription annulée par le centre, mais facturée.</summary>
    CancelledByCentreAndInvoiced,

    /// <summary>A decision on an enrolment was taken back: the request waits again.</summary>
    EnrolmentWaitsAgain,

    /// <summary>A decision on a cancellation was taken back: the booking stands and the cancellation waits again.</summary>
    CancellationWaitsAgain,
}
