using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>
/// A child leaves the centre. Nothing is deleted; each place that it still holds is given up by this act, as staff decided while they saw
/// them all: requests are refused, bookings cancelled, on the invoice or not.
/// </summary>
/// <param name="Places">Every place that was shown; when others stand by then, nothing is done.</param>
public sealed record LetChildLeave(int FamilyId, int ChildId, IReadOnlyList<PlaceGivenUp> Places, string? Reason) : ICommand<Done>, IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

/// <param name="StaysOnInvoice">For a booking; a request that waits is never invoiced.</param>
public sealed record PlaceGivenUp(long RequestId, bool StaysOnInvoice);

internal sealed class LetChildLeaveValidator : AbstractValidator<LetChildLeave>
{
    public LetChildLeaveValidator()
    {
        RuleFor(leave => leave.Reason)
            .NotEmpty()
            .When(leave => leave.Places.Count > 0)
            .WithMessage("Indiquez le motif : il est envoyé à la famille avec les places libérées.");
        RuleFor(leave => leave.Reason)
            .MaximumLength(EnrolmentRequest.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {EnrolmentRequest.ReasonMaxLength} caractères au plus.");
    }
}

internal sealed class LetChildLeaveHandler(
    IEnrolmentDb db,
    RecordDesk desk,
    EnrolmentDesk enrolment,
    PlacesToCome places,
    PlacesGivenUp giveUp,
    StaffChanges changes,
    CentreClock clock
) : ICommandHandler<LetChildLeave, Done>
{
    public async Task<Outcome<Done>> Handle(LetChildLeave request, CancellationToken cancellationToken)
    {
        // The record, then the child, then its sessions: the order of all locks. Behind the child's no place is asked for any more.
        if (!await desk.LockAsync(request.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        await enrolment.LockChildAsync(request.ChildId, Asker.Staff, cancellationToken);
        if (
            await db.Children.WherePresent().SingleOrDefaultAsync(row => row.Id == request.ChildId && row.FamilyId == request.FamilyId, cancellationToken)
            is not { } child
        )
        {
            return Departures.Gone;
        }

        if (
            await db
                .ChangeRequests.WherePending()
                .AnyAsync(change => change.FamilyId == request.FamilyId && change.ChildId == request.ChildId, cancellationToken)
        )
        {
            return Departures.Waits;
        }

        var held = await places.OfAsync(request.ChildId, cancellationToken);
        if (!held.Select(place => place.RequestId).ToHashSet().SetEquals(request.Places.Select(place => place.RequestId)))
        {
            return new Refusal("PlacesChanged", "Les inscriptions à venir ont changé entre-temps : relisez-les, puis confirmez de nouveau.");
        }

        child.Leave(clock.Now);
        await changes.BeginAsync(request.FamilyId, cancellationToken);
        changes.Note(RecordSubject.Child(child.Id), "family.child-left", RecordDesk.NameOf(child), "N’est plus dans le dossier");
        await changes.EndAsync(cancellationToken);
        if (held.Count > 0)
        {
            await giveUp.AsDecidedAsync(request, cancellationToken);
        }

        return Done.It;
    }
}

/// <summary>Ends the requests and bookings of a child who leaves, in a bounded number of statements, with one mail for all of them.</summary>
internal sealed class PlacesGivenUp(IEnrolmentDb db, RequestDesk requests, RequestLifecycle lifecycle, ICurrentUser user, CentreClock clock)
{
    public async Task AsDecidedAsync(LetChildLeave decided, CancellationToken cancellationToken)
    {
        var ids = decided.Places.Select(place => place.RequestId).ToList();
        var hand = await requests.TakeAsync(db.EnrolmentRequests.Where(row => ids.Contains(row.Id)), cancellationToken);
        var act = new RequestAct(Treatment.Begin(clock.Now, user.UserId, decided.Reason));
        foreach (var place in decided.Places)
        {
            var row = hand.Among([place.RequestId]).Single().Row;
            var ended =
                row.Status == RequestStatus.Pending ? row.Refuse(act.Treatment) : row.Cancel(act.Treatment, place.StaysOnInvoice, hand.CancellationOf(row));
            if (!ended.IsAllowed)
            {
                throw new InvalidOperationException($"Request {row.Id} held a place, then not: {ended.Reason}.");
            }
        }

        await lifecycle.SettleAsync(act, hand.All, cancellationToken);
    }
}
