using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Privacy;

/// <summary>States in French, as the archive of a family's data says them.</summary>
internal static class DossierWords
{
    public const string Centre = "le Centre de Loisirs";

    public static string Of(RequestKind kind) => kind == RequestKind.Enrolment ? "Inscription" : "Annulation";

    public static string Of(RequestStatus status) =>
        status switch
        {
            RequestStatus.Pending => "En attente",
            RequestStatus.Accepted => "Acceptée",
            RequestStatus.Refused => "Refusée",
            RequestStatus.Withdrawn => "Retirée",
            RequestStatus.Cancelled => "Annulée",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string Of(ChangeStatus status) =>
        status switch
        {
            ChangeStatus.Pending => "En attente",
            ChangeStatus.Accepted => "Acceptée",
            ChangeStatus.Refused => "Refusée",
            ChangeStatus.Withdrawn => "Retirée",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string Of(DepositStatus status) =>
        status switch
        {
            DepositStatus.Deposited => "Déposée",
            DepositStatus.Accepted => "Acceptée",
            DepositStatus.Refused => "Refusée",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string Of(AttendanceState state) =>
        state switch
        {
            AttendanceState.Present => "Présent",
            AttendanceState.Absent => "Absent",
            AttendanceState.AbsentJustified => "Absent justifié",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public static string Of(AttendanceMarkKind kind) =>
        kind switch
        {
            AttendanceMarkKind.Present => "Arrivé",
            AttendanceMarkKind.Absent => "Absent",
            AttendanceMarkKind.AbsentJustified => "Absent justifié",
            AttendanceMarkKind.Left => "Parti",
            AttendanceMarkKind.Undo => "Pointage annulé",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    public static string Of(OutboxStatus status) =>
        status switch
        {
            OutboxStatus.Waiting => "En attente",
            OutboxStatus.Sent => "Parti",
            OutboxStatus.GivenUp => "Abandonné",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string Of(PaymentMeans means) => PaymentMeansNames.Of(means);

    public static string Of(PaymentAttemptState state) =>
        state switch
        {
            PaymentAttemptState.Opening or PaymentAttemptState.Pending => "En cours",
            PaymentAttemptState.Paid => "Payé",
            PaymentAttemptState.Refused => "Refusé",
            PaymentAttemptState.Cancelled => "Annulé",
            PaymentAttemptState.Expired => "Sans réponse",
            PaymentAttemptState.Failed => "Échoué",
            PaymentAttemptState.ToReview or PaymentAttemptState.ToReconcile => "À vérifier par le centre",
            PaymentAttemptState.Closed => "Clos par le centre",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
}
