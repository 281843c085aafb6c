using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Staff accept or refuse requests, one or many at a time (SPEC rules 8 and 9).</summary>
public sealed record TreatRequests(IReadOnlyList<long> RequestIds, bool Accept, string? Reason = null) : ICommand<TreatmentResult>, ILeavesOwnFamilyOut
{
    public const int Most = 500;

    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="RequestIds">Those that this treatment decided; <see cref="UndoDecisions"/> takes them.</param>
/// <param name="MissedByColleague">
/// Those that a colleague had treated, or the family withdrawn, meanwhile, those of a closed session and those of one's own family: nothing was done to them.
/// </param>
/// <param name="FamiliesWithoutEmail">Numbers of the families that must be told otherwise.</param>
public sealed record TreatmentResult(IReadOnlyList<long> RequestIds, IReadOnlyList<MissedRequest> MissedByColleague, IReadOnlyList<string> FamiliesWithoutEmail)
{
    public int Treated => RequestIds.Count;
}

/// <param name="Id">The request.</param>
/// <param name="ChildName">Prénom.</param>
/// <param name="Date">The session's day.</param>
/// <param name="Kind">Enrolment or cancellation.</param>
/// <param name="Status">Where it stands; still pending when its session is closed, which can only be refused.</param>
/// <param name="IsOwnFamily">Still pending, for a colleague to treat.</param>
public sealed record MissedRequest(long Id, string ChildName, DateOnly Date, RequestKind Kind, RequestStatus Status, bool IsOwnFamily)
{
    /// <summary>Why nothing was done.</summary>
    public string Sentence =>
        IsOwnFamily ? "C’est une demande de votre propre famille : un collègue doit la traiter."
        : Status == RequestStatus.Pending ? "La séance est fermée : cette demande ne peut qu’être refusée."
        : "Cette demande a été traitée ou retirée entre-temps.";
}

internal sealed class TreatRequestsValidator : AbstractValidator<TreatRequests>
{
    public TreatRequestsValidator()
    {
        RuleFor(treat => treat.RequestIds)
            .NotEmpty()
            .WithMessage("Sélectionnez au moins une demande.")
            .Must(ids => ids.Count <= TreatRequests.Most)
            .WithMessage($"Traitez {TreatRequests.Most} demandes au plus à la fois.");
        RuleFor(treat => treat.Reason).NotEmpty().When(treat => !treat.Accept).WithMessage("Indiquez le motif du refus : il est envoyé à la famille.");
        RuleFor(treat => treat.Reason).ReasonShortEnough();
    }
}

internal sealed class TreatRequestsHandler(
    IEnrolmentDb db,
    RequestDesk requests,
    RequestLifecycle lifecycle,
    ICurrentUser user,
    CentreClock clock,
    MailHold hold
) : ICommandHandler<TreatRequests, TreatmentResult>
{
    public async Task<Outcome<TreatmentResult>> Handle(TreatRequests request, CancellationToken cancellationToken)
    {
        var hand = await requests.TakeAsync(db.EnrolmentRequests.Where(row => request.RequestIds.Contains(row.Id)), cancellationToken);
        var act = new RequestAct(Treatment.Begin(clock.Now, user.UserId, request.Reason)) { MailHold = hold.Time };
        List<long> decided = [];
        List<MissedRequest> missed = [];
        foreach (var line in hand.Among(request.RequestIds).OrderBy(line => line.Date))
        {
            var isOwn = user.IsOwn(line.Row.FamilyId) && line.Row.Status == RequestStatus.Pending;
            if (!isOwn && Decide(line).IsAllowed)
            {
                decided.Add(line.Row.Id);
            }
            else
            {
                missed.Add(new MissedRequest(line.Row.Id, line.ChildName, line.Date, line.Row.Kind, line.Row.Status, isOwn));
            }
        }

        db.AuditEntries.AddRange(
            hand.Among(missed.Where(line => line.IsOwnFamily).Select(line => line.Id))
                .Select(line => line.Row.FamilyId)
                .Distinct()
                .Select(family => user.Attempt(clock.Now, nameof(TreatRequests), family))
        );
        await lifecycle.SettleAsync(act, hand.All, cancellationToken);
        return new TreatmentResult(decided, missed, act.FamiliesWithoutEmail);

        Decision Decide(RequestInHand line) =>
            request.Accept ? line.Row.Accept(act.Treatment, line.IsSessionClosed, hand.BookingFor(line.Row)) : line.Row.Refuse(act.Treatment);
    }
}
