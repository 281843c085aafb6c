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
    IPortalDb db,
    ICurrentUser user,
    CentreClock clock,
    FamilyMails mails,
    MailHold hold,
    ITransactions transactions,
    ChangeFeed feed
) : ICommandHandler<TreatRequests, TreatmentResult>
{
    public async Task<Outcome<TreatmentResult>> Handle(TreatRequests request, CancellationToken cancellationToken)
    {
        var treatment = Guid.CreateVersion7();
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        var decided = await DecideAsync(request, reason, treatment, cancellationToken);
        var freed = await FreePlacesAsync(decided, request.Accept, treatment, cancellationToken);
        foreach (var line in decided)
        {
            db.AuditEntries.Add(
                AuditEntry.Record(
                    clock.Now,
                    user.UserId,
                    user.DisplayName,
                    Act(line.Kind, request.Accept),
                    $"EnrolmentRequest:{line.Id}",
                    line.FamilyId,
                    reason
                )
            );
        }

        var withoutEmail = await mails.TellAsync(
            treatment,
            decided.ToLookup(
                line => line.FamilyId,
                line => new TreatedLine(
                    line.ChildId,
                    line.ChildName,
                    line.ActivityName,
                    line.Date,
                    FamilyMails.OutcomeOf(line.Kind, request.Accept),
                    reason,
                    line.Id
                )
            ),
            cancellationToken,
            hold.Time
        );
        var missed = await MissedAsync(request, decided, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (decided.Count > 0)
        {
            transactions.AfterCommit(() => feed.Publish(new ChangeNotice([.. decided.Select(line => line.FamilyId).Distinct()], freed)));
        }

        return new TreatmentResult(decided.ConvertAll(line => line.Id), missed, withoutEmail);
    }

    /// <summary>Marks what still waits, so that of two colleagues exactly one decides each request; then reads what was marked.</summary>
    private async Task<List<DecidedRequest>> DecideAsync(TreatRequests request, string? reason, Guid treatment, CancellationToken cancellationToken)
    {
        var (own, status) = (user.OwnFamilies, request.Accept ? RequestStatus.Accepted : RequestStatus.Refused);
        var waiting = db.EnrolmentRequests.Where(row => request.RequestIds.Contains(row.Id) && !own.Contains(row.FamilyId)).WhereWaiting();
        if (request.Accept)
        {
            // Nobody is booked into a day that the centre closed; such a request can only be refused.
            waiting = waiting.Where(row =>
                row.Kind == RequestKind.Cancellation || !db.Sessions.Any(session => session.Id == row.SessionId && session.IsClosed)
            );
        }

        await waiting.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, status).Decided(treatment, reason, clock.Now, user.UserId),
            cancellationToken
        );
        return await (
            from row in db.EnrolmentRequests
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where row.TreatmentId == treatment
            select new DecidedRequest(row.Id, row.Kind, row.FamilyId, row.ChildId, session.Id, session.Date, child.FirstName, activity.Name)
        ).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyCollection<int>> FreePlacesAsync(List<DecidedRequest> decided, bool accept, Guid treatment, CancellationToken cancellationToken)
    {
        List<int> freed = [];
        if (!accept)
        {
            freed.AddRange(decided.Where(line => line.Kind == RequestKind.Enrolment).Select(line => line.SessionId));
        }
        else if (decided.Exists(line => line.Kind == RequestKind.Cancellation))
        {
            // A booking that staff cancelled meanwhile is not found here, and its place is not given back twice.
            await db
                .EnrolmentRequests.WhereBooked()
                .Where(booking =>
                    db.EnrolmentRequests.Any(cancellation =>
                        cancellation.TreatmentId == treatment
                        && cancellation.Kind == RequestKind.Cancellation
                        && cancellation.ChildId == booking.ChildId
                        && cancellation.SessionId == booking.SessionId
                    )
                )
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(booking => booking.Status, RequestStatus.Cancelled)
                            .SetProperty(booking => booking.TreatmentId, treatment)
                            .SetProperty(booking => booking.DecidedAt, clock.Now)
                            .SetProperty(booking => booking.DecidedBy, user.UserId),
                    cancellationToken
                );
            freed = await db
                .EnrolmentRequests.Where(booking => booking.TreatmentId == treatment && booking.Status == RequestStatus.Cancelled)
                .Select(booking => booking.SessionId)
                .ToListAsync(cancellationToken);
        }

        await db.ReleasePlacesAsync(freed, cancellationToken);
        return freed;
    }

    private async Task<List<MissedRequest>> MissedAsync(TreatRequests request, List<DecidedRequest> decided, CancellationToken cancellationToken)
    {
        var missed = request.RequestIds.Except(decided.Select(line => line.Id)).ToList();
        if (missed.Count == 0)
        {
            return [];
        }

        var rows = await (
            from row in db.EnrolmentRequests
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            where missed.Contains(row.Id)
            orderby session.Date
            select new
            {
                row.Id,
                child.FirstName,
                session.Date,
                row.Kind,
                row.Status,
                row.FamilyId,
            }
        ).ToListAsync(cancellationToken);
        var own = rows.Where(row => user.IsOwn(row.FamilyId) && row.Status == RequestStatus.Pending).ToLookup(row => row.FamilyId, row => row.Id);
        db.AuditEntries.AddRange(own.Select(family => user.Attempt(clock.Now, nameof(TreatRequests), family.Key)));
        return rows.ConvertAll(row => new MissedRequest(row.Id, row.FirstName, row.Date, row.Kind, row.Status, own[row.FamilyId].Contains(row.Id)));
    }

    private static string Act(RequestKind kind, bool accept) =>
        (kind, accept) switch
        {
            (RequestKind.Enrolment, true) => "enrolment.accepted",
            (RequestKind.Enrolment, false) => "enrolment.refused",
            (RequestKind.Cancellation, true) => "cancellation.accepted",
            (RequestKind.Cancellation, false) => "cancellation.refused",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private sealed record DecidedRequest(
        long Id,
        RequestKind Kind,
        int FamilyId,
        int ChildId,
        int SessionId,
        DateOnly Date,
        string ChildName,
        string ActivityName
    );
}
