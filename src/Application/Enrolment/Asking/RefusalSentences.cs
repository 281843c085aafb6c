using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Enrolment;

/// <summary>Says a refusal of the rules as a parent reads it: what is wrong, and what to do.</summary>
internal sealed class RefusalSentences(string centrePhone, TimeZoneInfo zone)
{
    public const string NoPlaceLeft = "Complet : il n’y a plus de place disponible.";

    public const string ByTheCentre = "Le Centre a agi de lui-même : annulez ou inscrivez depuis la fiche de la famille.";

    public static readonly string TooLateToTakeBack =
        $"La décision a plus de {EnrolmentRequest.TakenBackWithin.TotalHours:0} heures, ou la séance a commencé : "
        + "annulez ou inscrivez depuis la fiche de la famille.";

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public Refusal For(Decision decision) =>
        decision.Reason is { } reason
            ? new Refusal(reason.ToString(), Sentence(reason, decision))
            : throw new ArgumentException("Nothing was refused.", nameof(decision));

    /// <summary>A word or two for a calendar day.</summary>
    public static string Short(RefusalReason reason) =>
        reason switch
        {
            RefusalReason.OutsideActivitySpan or RefusalReason.NotAWeekdayOfTheActivity or RefusalReason.NotInSchoolHolidays => "Pas d’activité",
            RefusalReason.PublicHoliday => "Férié",
            RefusalReason.SchoolHolidays => "Vacances",
            RefusalReason.SessionClosed => "Fermé",
            RefusalReason.TooYoung => "Trop jeune",
            RefusalReason.TooOld => "Trop âgé",
            RefusalReason.WindowNotYetOpen => "Pas encore ouvert",
            RefusalReason.WindowClosed or RefusalReason.NoWindow => "Inscriptions closes",
            RefusalReason.PastCutoff => "Délai dépassé",
            RefusalReason.AlreadyAsked => "Demandé",
            RefusalReason.AlreadyBooked => "Inscrit",
            RefusalReason.Overlaps => "Horaires occupés",
            RefusalReason.Full => "Complet",
            RefusalReason.AlreadyTreated => "Déjà traitée",
            RefusalReason.NoLongerStands => "Annulée",
            RefusalReason.NotYetTreated => "En attente",
            RefusalReason.CancellationAlreadyAsked => "Annulation demandée",
            RefusalReason.UnknownBusStop => "Arrêt inconnu",
            RefusalReason.NotARequest => "Par le Centre",
            RefusalReason.TooLate => "Trop tard",
            _ => throw new ArgumentOutOfRangeException(nameof(reason)),
        };

    /// <summary>The reason in eight letters or so, where a cell holds no more; the sentence is one touch away.</summary>
    public static string Brief(RefusalReason reason) =>
        reason switch
        {
            RefusalReason.OutsideActivitySpan or RefusalReason.NotAWeekdayOfTheActivity or RefusalReason.NotInSchoolHolidays => "",
            RefusalReason.SchoolHolidays => "congés",
            RefusalReason.TooYoung or RefusalReason.TooOld => "âge",
            RefusalReason.WindowNotYetOpen => "trop tôt",
            RefusalReason.WindowClosed or RefusalReason.NoWindow => "clos",
            RefusalReason.PastCutoff => "délai",
            RefusalReason.Overlaps => "occupé",
            _ => Short(reason).ToLower(French),
        };

    private string Sentence(RefusalReason reason, Decision decision) =>
        reason switch
        {
            RefusalReason.OutsideActivitySpan => "L’activité n’a pas lieu à cette date.",
            RefusalReason.NotAWeekdayOfTheActivity => "L’activité n’a pas lieu ce jour de la semaine.",
            RefusalReason.PublicHoliday => $"Jour férié ({decision.Detail}) : pas d’activité.",
            RefusalReason.SchoolHolidays => $"Vacances scolaires ({decision.Detail}) : cette activité n’a lieu qu’en période scolaire.",
            RefusalReason.NotInSchoolHolidays => "Cette activité n’a lieu que pendant les vacances scolaires.",
            RefusalReason.SessionClosed => decision.Detail is { Length: > 0 } why
                ? $"Fermé par le Centre de Loisirs : {why}"
                : "Le Centre de Loisirs n’ouvre pas cette journée.",
            RefusalReason.TooYoung => $"L’enfant n’aura pas encore {decision.Detail} ans ce jour-là.",
            RefusalReason.TooOld => $"L’activité s’adresse aux enfants de {decision.Detail} ans au plus ce jour-là.",
            RefusalReason.WindowNotYetOpen => $"Les inscriptions ouvrent le {At(decision)}.",
            RefusalReason.WindowClosed => $"Les inscriptions sont closes depuis le {At(decision)}. Contactez le Centre de Loisirs au {centrePhone}.",
            RefusalReason.NoWindow => $"Aucune période d’inscription n’est prévue. Contactez le Centre de Loisirs au {centrePhone}.",
            RefusalReason.PastCutoff => $"Le délai est dépassé depuis le {At(decision)}. Contactez le Centre de Loisirs au {centrePhone}.",
            RefusalReason.AlreadyAsked => "Une demande est déjà en attente pour ce jour.",
            RefusalReason.AlreadyBooked => "L’enfant est déjà inscrit ce jour-là.",
            RefusalReason.Overlaps => $"Les horaires chevauchent « {decision.Detail} », déjà demandé ou réservé ce jour-là.",
            RefusalReason.Full => NoPlaceLeft,
            RefusalReason.AlreadyTreated => $"Cette demande a été traitée par le Centre de Loisirs : pour la changer, contactez-le au {centrePhone}.",
            RefusalReason.NoLongerStands => "Cette demande a déjà été annulée.",
            RefusalReason.NotYetTreated => "Cette demande n’est pas encore traitée : retirez-la simplement depuis « Vos demandes ».",
            RefusalReason.CancellationAlreadyAsked => "Une annulation est déjà demandée pour cette inscription.",
            RefusalReason.UnknownBusStop => "Cet arrêt n’est pas desservi par le bus de l’activité : choisissez-en un autre.",
            RefusalReason.NotARequest => ByTheCentre,
            RefusalReason.TooLate => TooLateToTakeBack,
            _ => throw new ArgumentOutOfRangeException(nameof(reason)),
        };

    private string At(Decision decision) => zone.ToWallClock(decision.Instant!.Value).ToString("dd-MM-yyyy 'à' HH'h'mm", French);
}
