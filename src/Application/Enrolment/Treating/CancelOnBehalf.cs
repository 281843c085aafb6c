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

internal sealed class CancelOnBehalfHandler(CancelBooking cancelBooking, RequestLifecycle lifecycle, ICurrentUser user, CentreClock clock)
    : ICommandHandler<CancelOnBehalf, Done>
{
    public async Task<Outcome<Done>> Handle(CancelOnBehalf request, CancellationToken cancellationToken)
    {
        var act = new RequestAct(Treatment.Begin(clock.Now, user.UserId, request.Reason));
        var cancelled = await cancelBooking.CancelAsync(request.BookingId, request.StaysOnInvoice, act, cancellationToken);
        if (cancelled.IsRefused)
        {
            return cancelled.Refusal;
        }

        await lifecycle.TellAsync(act, cancellationToken);
        return Done.It;
    }
}

/// <summary>What cancelling and moving share: the booking is ended and its row written. The caller tells the act.</summary>
internal sealed class CancelBooking(IEnrolmentDb db, EnrolmentDesk desk, RequestDesk requests, RequestLifecycle lifecycle)
{
    public async Task<Outcome<EnrolmentRequest>> CancelAsync(long bookingId, bool staysOnInvoice, RequestAct act, CancellationToken cancellationToken)
    {
        var asked = db.EnrolmentRequests.Where(row => row.Id == bookingId && row.Kind == RequestKind.Enrolment);
        if (await asked.Select(row => (int?)row.ChildId).SingleOrDefaultAsync(cancellationToken) is not { } childId)
        {
            return Refusal.NotFound;
        }

        // A family that asks to cancel at this moment waits for us, or we for it: no request to cancel is left behind without a booking.
        if (!await desk.LockChildAsync(childId, Asker.Staff, cancellationToken))
        {
            return RecordDesk.Anonymous;
        }

        var hand = await requests.TakeAsync(asked, cancellationToken);
        var booking = hand.Among([bookingId]).Single().Row;
        if (booking.Cancel(act.Treatment, staysOnInvoice, hand.CancellationOf(booking)) is { IsAllowed: false } refused)
        {
            return Say(refused);
        }

        await lifecycle.WriteAsync(hand.All, cancellationToken);
        act.Take(hand.All);
        return booking;
    }

    private static Refusal Say(Decision refused) =>
        refused.Reason == RefusalReason.NotYetTreated
            ? new(nameof(RefusalReason.NotYetTreated), "Cette demande n’est pas encore traitée : acceptez-la ou refusez-la d’abord.")
            : new(nameof(RefusalReason.NoLongerStands), "Cette inscription a déjà été annulée, par un collègue ou à la demande de la famille.");
}
