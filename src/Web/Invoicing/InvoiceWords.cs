using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Web.Invoicing;

/// <summary>How invoices and runs are named on screens.</summary>
internal static class InvoiceWords
{
    public static string Name(this InvoiceState state) =>
        state switch
        {
            InvoiceState.ToPay => "À payer",
            InvoiceState.Overdue => "En retard",
            InvoiceState.Settled => "Réglée",
            InvoiceState.ToGiveBack => "À rembourser",
            InvoiceState.CreditNote => "Avoir",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public static string Colour(this InvoiceState state) =>
        state switch
        {
            InvoiceState.ToPay => "tag-amber",
            InvoiceState.Overdue => "tag-red",
            InvoiceState.Settled => "tag-green",
            _ => "tag-grey",
        };

    public static string Name(this InvoiceRunStatus status) =>
        status switch
        {
            InvoiceRunStatus.Preparing => "Calcul en cours",
            InvoiceRunStatus.Ready => "À vérifier",
            InvoiceRunStatus.Issuing => "Émission en cours",
            InvoiceRunStatus.Stopped => "Arrêtée",
            InvoiceRunStatus.Done => "Terminée",
            InvoiceRunStatus.Discarded => "Abandonnée",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string Name(this RunFamilyStatus status) =>
        status switch
        {
            RunFamilyStatus.Waiting => "À facturer",
            RunFamilyStatus.Excluded => "Écartée",
            RunFamilyStatus.Issued => "Facturée",
            RunFamilyStatus.Changed => "Montant changé",
            RunFamilyStatus.Failed => "En erreur",
            RunFamilyStatus.Nothing => "Rien à facturer",
            RunFamilyStatus.CarriedOver => "Reportée",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string Name(this RunAnomalies anomaly) =>
        anomaly switch
        {
            RunAnomalies.NoQuotient => "Sans quotient familial",
            RunAnomalies.NoAttendance => "Présences non pointées",
            RunAnomalies.FreeLine => "Ligne à 0 €",
            RunAnomalies.NoEmail => "Sans e-mail",
            RunAnomalies.Untreated => "Demandes non traitées",
            RunAnomalies.NoTariff => "Sans tarif daté",
            RunAnomalies.ClosedDay => "Journée fermée, non facturée",
            RunAnomalies.NoAddress => "Sans adresse complète",
            RunAnomalies.CarriedIn => "Report de mois précédents",
            _ => anomaly.ToString(),
        };

    public static IEnumerable<RunAnomalies> Each(this RunAnomalies anomalies) =>
        Enum.GetValues<RunAnomalies>().Where(anomaly => anomaly != RunAnomalies.None && anomalies.HasFlag(anomaly));

    public static string Name(this PaymentMeans means) => PaymentMeansNames.Of(means);
}
