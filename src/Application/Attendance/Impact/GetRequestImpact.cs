using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>What accepting requests would come to: staff, bus, and what is to know of the families.</summary>
public sealed record GetRequestImpact(IReadOnlyList<long> RequestIds) : IQuery<RequestImpact>
{
    public const int Most = 50;

    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="Sessions">Concerned, in their order.</param>
/// <param name="Families">Concerned, by name.</param>
/// <param name="Health">Null for a sign-in that may not see health records.</param>
public sealed record RequestImpact(IReadOnlyList<SessionImpact> Sessions, IReadOnlyList<FamilyImpact> Families, HealthImpact? Health);

/// <param name="AtRisk">
/// First names of children with an allergy, asthma or an individual care plan; what it is stays in the health record, whose reading is recorded.
/// </param>
/// <param name="WithDiet">First names of children with a diet.</param>
/// <param name="WithoutRecord">First names of children whose health record holds nothing.</param>
public sealed record HealthImpact(IReadOnlyList<ImpactChild> AtRisk, IReadOnlyList<ImpactChild> WithDiet, IReadOnlyList<ImpactChild> WithoutRecord);

/// <param name="FamilyId">Where the record is.</param>
/// <param name="ChildId">The child.</param>
/// <param name="Name">As staff know it.</param>
public sealed record ImpactChild(int FamilyId, int ChildId, string Name);

/// <param name="ActivityName">As parents know it.</param>
/// <param name="Date">The day.</param>
/// <param name="PlacesTaken">Held, the requests among them.</param>
/// <param name="Capacity">Places in all.</param>
/// <param name="ChildrenNow">Bookings.</param>
/// <param name="ChildrenAfter">Bookings, once all chosen requests are accepted.</param>
/// <param name="Planned">Animators planned.</param>
/// <param name="NeededAfter">Animators needed then.</param>
/// <param name="LevelAfter">Whether they are enough then.</param>
/// <param name="OutboundAfter">Children on the way out then.</param>
/// <param name="ReturnAfter">Children on the way back then.</param>
/// <param name="BusSeats">Seats each way; null when nobody said.</param>
public sealed record SessionImpact(
    string ActivityName,
    DateOnly Date,
    int PlacesTaken,
    int Capacity,
    int ChildrenNow,
    int ChildrenAfter,
    int? Planned,
    int NeededAfter,
    StaffLevel LevelAfter,
    int OutboundAfter,
    int ReturnAfter,
    int? BusSeats
)
{
    /// <summary>More children than seats, one way or the other.</summary>
    public bool IsBusTooSmall => BusSeats < Math.Max(OutboundAfter, ReturnAfter);
}

/// <param name="FamilyId">The family.</param>
/// <param name="Name">Without the word « Famille ».</param>
/// <param name="UnpaidInvoices">Invoices with something due.</param>
/// <param name="DueCents">The sum.</param>
/// <param name="OverdueInvoices">Those of them past their date.</param>
/// <param name="Siblings">Other children of the family on the same days.</param>
/// <param name="MissingPapers">What the family has still to hand in for the children concerned.</param>
public sealed record FamilyImpact(
    int FamilyId,
    string Name,
    int UnpaidInvoices,
    long DueCents,
    int OverdueInvoices,
    IReadOnlyList<SiblingPlace> Siblings,
    IReadOnlyList<MissingPaper> MissingPapers
);

/// <param name="ChildName">Null: of the family.</param>
public sealed record MissingPaper(string? ChildName, string Piece, PieceState State);

public sealed record SiblingPlace(string ChildName, DateOnly Date, string ActivityName, RequestStatus Status);

internal sealed class GetRequestImpactValidator : AbstractValidator<GetRequestImpact>
{
    public GetRequestImpactValidator() =>
        RuleFor(get => get.RequestIds)
            .NotEmpty()
            .WithMessage("Sélectionnez au moins une demande.")
            .Must(ids => ids.Count <= GetRequestImpact.Most)
            .WithMessage($"L’effet se calcule pour {GetRequestImpact.Most} demandes au plus à la fois.");
}

internal sealed class GetRequestImpactHandler(IAttendanceDb db, StaffingDesk staffing, HealthSheets sheets, ICurrentUser user, CentreClock clock)
    : IQueryHandler<GetRequestImpact, RequestImpact>
{
    public async Task<Outcome<RequestImpact>> Handle(GetRequestImpact request, CancellationToken cancellationToken)
    {
        var chosen = await (
            from row in db.EnrolmentRequests.WhereWaiting()
            join session in db.Sessions on row.SessionId equals session.Id
            join child in db.Children on row.ChildId equals child.Id
            where request.RequestIds.Contains(row.Id)
            select new Chosen(
                row.Kind,
                row.FamilyId,
                row.ChildId,
                child.FirstName + " " + child.LastName,
                row.SessionId,
                session.Date,
                child.BirthDate,
                row.OutboundStopId != null,
                row.ReturnStopId != null
            )
        ).ToListAsync(cancellationToken);
        return new RequestImpact(
            await SessionsAsync(chosen, cancellationToken),
            await FamiliesAsync(chosen, cancellationToken),
            await HealthAsync(chosen, cancellationToken)
        );
    }

    // Whoever may not open a health record learns nothing of it here either. Flags only, so that nothing is read that the journal would have to name.
    private async Task<HealthImpact?> HealthAsync(List<Chosen> chosen, CancellationToken cancellationToken)
    {
        if (!user.HasSecondFactor)
        {
            return null;
        }

        var children = chosen.Where(row => row.Kind == RequestKind.Enrolment).DistinctBy(row => row.ChildId).ToList();
        var health = await sheets.OpenAsync([.. children.Select(row => row.ChildId)], cancellationToken);
        return new HealthImpact(Those(HealthAlerts.IsAtRisk), Those(HealthAlerts.HasDiet), Those(values => values.Count == 0));

        IReadOnlyList<ImpactChild> Those(Func<IReadOnlyDictionary<string, string>, bool> are) =>
            [.. children.Where(row => are(health[row.ChildId].Values)).Select(row => new ImpactChild(row.FamilyId, row.ChildId, row.ChildName.Trim()))];
    }

    private async Task<IReadOnlyList<SessionImpact>> SessionsAsync(List<Chosen> chosen, CancellationToken cancellationToken)
    {
        var ids = chosen.Select(row => row.SessionId).Distinct().ToList();
        var places = await db
            .Sessions.Where(session => ids.Contains(session.Id))
            .Select(session => new
            {
                session.Id,
                session.PlacesTaken,
                session.Capacity,
                BusSeats = db.Activities.Where(activity => activity.Id == session.ActivityId).Select(activity => activity.BusSeats).FirstOrDefault(),
                Outbound = db.EnrolmentRequests.WhereBooked().Count(row => row.SessionId == session.Id && row.OutboundStopId != null),
                Return = db.EnrolmentRequests.WhereBooked().Count(row => row.SessionId == session.Id && row.ReturnStopId != null),
            })
            .ToDictionaryAsync(session => session.Id, cancellationToken);
        var staff = await staffing.ReadAsync(db.Sessions.Where(session => ids.Contains(session.Id)), cancellationToken);
        var bySession = chosen.ToLookup(row => row.SessionId);
        return
        [
            .. staff.Select(session =>
            {
                var rows = bySession[session.SessionId].ToList();
                var after = rows.Aggregate(session.Booked, (count, row) => count.Plus(Child.AgeOn(row.BirthDate, row.Date), row.Sign));
                var needed = session.NeededFor(after);
                return new SessionImpact(
                    session.ActivityName,
                    session.Date,
                    places[session.SessionId].PlacesTaken,
                    places[session.SessionId].Capacity,
                    session.Booked.Total,
                    after.Total,
                    session.Planned,
                    needed,
                    StaffRatio.Level(session.Planned, needed, needed),
                    places[session.SessionId].Outbound + rows.Sum(row => row.TakesBusOut ? row.Sign : 0),
                    places[session.SessionId].Return + rows.Sum(row => row.TakesBusBack ? row.Sign : 0),
                    places[session.SessionId].BusSeats
                );
            }),
        ];
    }

    private async Task<IReadOnlyList<FamilyImpact>> FamiliesAsync(List<Chosen> chosen, CancellationToken cancellationToken)
    {
        var ids = chosen.Select(row => row.FamilyId).Distinct().ToList();
        var today = clock.Today;
        var families = await db
            .Families.Where(family => ids.Contains(family.Id))
            .OrderBy(family => family.SortKey)
            .ThenBy(family => family.Id)
            .Select(family => new { family.Id, family.Name })
            .ToListAsync(cancellationToken);
        var unpaid = (
            await db
                .Invoices.Where(invoice =>
                    ids.Contains(invoice.FamilyId) && invoice.Kind == InvoiceKind.Invoice && invoice.PaidCents + invoice.CreditedCents < invoice.TotalCents
                )
                .Select(invoice => new
                {
                    invoice.FamilyId,
                    Due = invoice.TotalCents - invoice.PaidCents - invoice.CreditedCents,
                    IsOverdue = invoice.DueOn < today,
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(invoice => invoice.FamilyId);
        var days = chosen.Select(row => row.Date).Distinct().ToList();
        var mine = chosen.Select(row => (row.FamilyId, row.ChildId, row.Date)).ToHashSet();
        var held = await (
            from row in db.EnrolmentRequests.WhereHoldingAPlace()
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            join child in db.Children on row.ChildId equals child.Id
            where ids.Contains(row.FamilyId) && days.Contains(session.Date)
            orderby session.Date, activity.StartsAt
            select new
            {
                row.FamilyId,
                row.ChildId,
                Place = new SiblingPlace(child.FirstName, session.Date, activity.Name, row.Status),
            }
        ).ToListAsync(cancellationToken);
        var siblings = held.Where(row => !mine.Contains((row.FamilyId, row.ChildId, row.Place.Date)))
            .Where(row => mine.Any(own => own.FamilyId == row.FamilyId && own.Date == row.Place.Date))
            .ToLookup(row => row.FamilyId, row => row.Place);
        var names = chosen.DistinctBy(row => row.ChildId).ToDictionary(row => row.ChildId, row => row.ChildName.Trim());
        var papers = await PiecesToDo.OfFamiliesAsync(
            db,
            db.DepositedFiles,
            [.. chosen.GroupBy(row => row.FamilyId).Select(family => (family.Key, (IReadOnlyList<int>)[.. family.Select(row => row.ChildId).Distinct()]))],
            today,
            cancellationToken
        );
        return
        [
            .. families.Select(family => new FamilyImpact(
                family.Id,
                family.Name,
                unpaid[family.Id].Count(),
                unpaid[family.Id].Sum(invoice => invoice.Due),
                unpaid[family.Id].Count(invoice => invoice.IsOverdue),
                [.. siblings[family.Id]],
                [.. papers[family.Id].Select(paper => new MissingPaper(paper.ChildId is { } id ? names[id] : null, paper.PieceName, paper.State))]
            )),
        ];
    }

    private sealed record Chosen(
        RequestKind Kind,
        int FamilyId,
        int ChildId,
        string ChildName,
        int SessionId,
        DateOnly Date,
        DateOnly BirthDate,
        bool TakesBusOut,
        bool TakesBusBack
    )
    {
        /// <summary>An accepted cancellation takes a child away.</summary>
        public int Sign => Kind == RequestKind.Enrolment ? 1 : -1;
    }
}
