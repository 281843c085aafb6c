using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Application.Enrolment;

/// <summary>Named conditions on requests.</summary>
public static class LiveRequests
{
    /// <summary>Requests that wait and bookings that stand: what holds a place (SPEC rule 3).</summary>
    public static IQueryable<EnrolmentRequest> WhereHoldingAPlace(this IQueryable<EnrolmentRequest> requests) =>
        requests.Where(request =>
            request.Kind == RequestKind.Enrolment && (request.Status == RequestStatus.Pending || request.Status == RequestStatus.Accepted)
        );

    /// <summary>Bookings that stand.</summary>
    public static IQueryable<EnrolmentRequest> WhereBooked(this IQueryable<EnrolmentRequest> requests) =>
        requests.Where(request => request.Kind == RequestKind.Enrolment && request.Status == RequestStatus.Accepted);

    /// <summary>Requests of both kinds that wait for the centre.</summary>
    public static IQueryable<EnrolmentRequest> WhereWaiting(this IQueryable<EnrolmentRequest> requests) =>
        requests.Where(request => request.Status == RequestStatus.Pending);
}
