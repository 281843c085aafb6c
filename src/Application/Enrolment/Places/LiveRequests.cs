using ClsPortal.Domain.Enrolment;
using Microsoft.EntityFrameworkCore.Query;

namespace ClsPortal.Application.Enrolment;

/// <summary>Named conditions on requests, and what a decision writes into them.</summary>
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

    /// <summary>Marks requests as decided: by which act, when, by whom and why. The status is the act's own.</summary>
    internal static UpdateSettersBuilder<EnrolmentRequest> Decided(
        this UpdateSettersBuilder<EnrolmentRequest> set,
        Guid treatment,
        string? reason,
        DateTime at,
        Guid by
    ) =>
        set.SetProperty(row => row.Reason, reason)
            .SetProperty(row => row.TreatmentId, treatment)
            .SetProperty(row => row.DecidedAt, at)
            .SetProperty(row => row.DecidedBy, by);
}
