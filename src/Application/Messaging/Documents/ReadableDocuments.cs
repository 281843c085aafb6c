using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;

namespace ClsPortal.Application.Messaging;

/// <summary>Named conditions on documents.</summary>
internal static class ReadableDocuments
{
    /// <summary>Published today, and for all or for an activity in which a child who is open to whoever asks has a booking that stands.</summary>
    public static IQueryable<CentreDocument> WhereReadableBy(this IQueryable<CentreDocument> documents, IMessagingDb db, ICurrentUser user, DateOnly today)
    {
        var bookings = db.EnrolmentRequests.WhereBooked().WhereOpenTo(db, user);
        return documents.Where(document =>
            document.VisibleFrom <= today
            && (document.VisibleUntil == null || document.VisibleUntil >= today)
            && (
                document.ActivityId == null
                || bookings.Any(booking => db.Sessions.Any(session => session.Id == booking.SessionId && session.ActivityId == document.ActivityId))
            )
        );
    }
}
