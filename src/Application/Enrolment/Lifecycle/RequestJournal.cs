using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Enrolment;

/// <summary>Every act of the centre on a request has its row in the journal; what parents do is told by the requests themselves.</summary>
internal sealed class RequestJournal(IPortalDb db, ICurrentUser user) : IRequestSubscriber
{
    public Task HearAsync(RequestAct act, CancellationToken cancellationToken)
    {
        foreach (var happened in act.Happened.Select(happening => happening.Event))
        {
            if (Entry(happened, act.Treatment.Reason) is var (name, subject, details))
            {
                db.AuditEntries.Add(AuditEntry.Record(act.Treatment.At, act.Treatment.By, user.DisplayName, name, subject, happened.Request.FamilyId, details));
            }
        }

        return Task.CompletedTask;
    }

    private static (string Act, string Subject, string? Details)? Entry(RequestEvent happened, string? reason) =>
        happened switch
        {
            RequestDecided { IsByCancelling: false } decided => (NameOf(decided), Subject(decided.Request.Id), reason),
            BookingMade { MovedFrom: { } old } => ("booking.moved", Subject(old), reason),
            BookingMade made => ("booking.made", $"Session:{made.Request.SessionId},Child:{made.Request.ChildId}", reason),
            BookingCancelled { IsAsAsked: false } cancelled => (
                cancelled.Request.IsInvoicedDespiteCancellation ? "booking.cancelled.invoiced" : "booking.cancelled",
                Subject(cancelled.Request.Id),
                reason
            ),
            DecisionTakenBack undone => ("decision.undone", Subject(undone.Request.Id), $"{undone.Request.Kind} {undone.Decision}"),
            _ => null,
        };

    private static string NameOf(RequestDecided decided) =>
        (decided.Request.Kind, decided.After) switch
        {
            (RequestKind.Enrolment, RequestStatus.Accepted) => "enrolment.accepted",
            (RequestKind.Enrolment, RequestStatus.Refused) => "enrolment.refused",
            (RequestKind.Cancellation, RequestStatus.Accepted) => "cancellation.accepted",
            (RequestKind.Cancellation, RequestStatus.Refused) => "cancellation.refused",
            _ => throw new ArgumentOutOfRangeException(nameof(decided)),
        };

    private static string Subject(long requestId) => $"EnrolmentRequest:{requestId}";
}
