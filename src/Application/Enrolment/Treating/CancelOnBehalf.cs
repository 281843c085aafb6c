using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Staff cancel a booking, past the cutoff too, and choose whether it stays on the invoice (SPEC rule 8).</summary>
public sealed record CancelOnBehalf(long BookingId, bool StaysOnInvoice, string? Reason) : ICommand<Done>, IConcernsFamilies
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.EnrolmentRequests.Where(row => row.Id == BookingId).Select(row => row.FamilyId);
}

internal sealed class CancelOnBehalfValidator : AbstractValidator<CancelOnBehalf>
{
    public CancelOnBehalfValidator()
    {
        RuleFor(cancel => cancel.Reason).NotEmpty().WithMessage("Indiquez le motif : il est envoyé à la famille.");
        RuleFor(cancel => cancel.Reason).ReasonShortEnough();
    }
}

internal sealed class CancelOnBehalfHandler(CancelBooking cancelBooking, FamilyMails mails, IPortalDb db) : ICommandHandler<CancelOnBehalf, Done>
{
    public async Task<Outcome<Done>> Handle(CancelOnBehalf request, CancellationToken cancellationToken)
    {
        var treatment = Guid.CreateVersion7();
        var cancelled = await cancelBooking.CancelAsync(request.BookingId, request.StaysOnInvoice, request.Reason!.Trim(), treatment, cancellationToken);
        if (cancelled.IsRefused)
        {
            return cancelled.Refusal;
        }

        var (familyId, line) = (cancelled.Value.FamilyId, cancelled.Value.Line);
        await db.ReleasePlacesAsync([cancelled.Value.SessionId], cancellationToken);
        await mails.TellAsync(treatment, new[] { line }.ToLookup(_ => familyId), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

internal sealed record CancelledBooking(int FamilyId, int ChildId, int SessionId, int? OutboundStopId, int? ReturnStopId, TreatedLine Line);

/// <summary>
/// What cancelling and moving share: the booking is marked, the act recorded. Giving its place back is the caller's: sessions are locked last.
/// </summary>
internal sealed class CancelBooking(IPortalDb db, EnrolmentDesk desk, ICurrentUser user, CentreClock clock, ITransactions transactions, ChangeFeed feed)
{
    private static readonly Refusal NoLongerBooked = new(
        nameof(RefusalReason.NoLongerStands),
        "Cette inscription a déjà été annulée, par un collègue ou à la demande de la famille."
    );

    public async Task<Outcome<CancelledBooking>> CancelAsync(
        long bookingId,
        bool staysOnInvoice,
        string? reason,
        Guid treatment,
        CancellationToken cancellationToken
    )
    {
        var booking = await (
            from row in db.EnrolmentRequests
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where row.Id == bookingId && row.Kind == RequestKind.Enrolment
            select new
            {
                row,
                child.FirstName,
                session.Date,
                activity.Name,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (booking is null)
        {
            return Refusal.NotFound;
        }

        if (booking.row.Status == RequestStatus.Pending)
        {
            return new Refusal(nameof(RefusalReason.NotYetTreated), "Cette demande n’est pas encore traitée : acceptez-la ou refusez-la d’abord.");
        }

        // A family that asks to cancel at this moment waits for us, or we for it: no request to cancel is left behind without a booking.
        if (!await desk.LockChildAsync(booking.row.ChildId, Asker.Staff, cancellationToken))
        {
            return RecordDesk.Anonymous;
        }

        // The family's own request to cancel, if one waits, is answered by this act; before the booking, as in every treatment.
        await db
            .EnrolmentRequests.WhereWaiting()
            .Where(row => row.Kind == RequestKind.Cancellation && row.ChildId == booking.row.ChildId && row.SessionId == booking.row.SessionId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Status, RequestStatus.Accepted).Decided(treatment, reason, clock.Now, user.UserId),
                cancellationToken
            );
        var cancelled = await db
            .EnrolmentRequests.Where(row => row.Id == bookingId)
            .WhereBooked()
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Status, RequestStatus.Cancelled)
                        .SetProperty(row => row.IsInvoicedDespiteCancellation, staysOnInvoice)
                        .Decided(treatment, reason, clock.Now, user.UserId),
                cancellationToken
            );
        if (cancelled == 0)
        {
            return NoLongerBooked;
        }

        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                staysOnInvoice ? "booking.cancelled.invoiced" : "booking.cancelled",
                $"EnrolmentRequest:{bookingId}",
                booking.row.FamilyId,
                reason
            )
        );
        transactions.AfterCommit(() => feed.Publish(new ChangeNotice([booking.row.FamilyId], [booking.row.SessionId])));
        return new CancelledBooking(
            booking.row.FamilyId,
            booking.row.ChildId,
            booking.row.SessionId,
            booking.row.OutboundStopId,
            booking.row.ReturnStopId,
            new TreatedLine(
                booking.row.ChildId,
                booking.FirstName,
                booking.Name,
                booking.Date,
                staysOnInvoice ? TreatedOutcome.CancelledByCentreAndInvoiced : TreatedOutcome.CancelledByCentre,
                reason
            )
        );
    }
}
