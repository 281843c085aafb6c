using ClsPortal.Application.Common;
using ClsPortal.Application.Families;
using ClsPortal.Domain.Enrolment;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Lists;

/// <summary>What can leave the portal as a table.</summary>
public enum ExportKind
{
    Families,
    Children,
    Requests,
    Bookings,
    Attendance,
    Sessions,
}

/// <summary>A whole list, as a table. That it left is recorded.</summary>
/// <param name="Kind">Which list.</param>
/// <param name="From">First day, for lists of days.</param>
/// <param name="To">Last day, for lists of days.</param>
public sealed record ExportList(ExportKind Kind, DateOnly? From = null, DateOnly? To = null) : ICommand<ExportedList>
{
    // The administrator exports (SPEC, "Who may do what"); the director sees all of it on the screen anyway.
    public static Access Access => Access.Of(Roles.Director | Roles.Administrator);
}

/// <param name="Kind">Which list.</param>
/// <param name="Columns">Heads.</param>
/// <param name="Rows">Read from the database as they are asked for, in the scope that sent the message.</param>
public sealed record ExportedList(ExportKind Kind, IReadOnlyList<string> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows);

internal sealed class ExportListValidator : AbstractValidator<ExportList>
{
    public ExportListValidator()
    {
        RuleFor(export => export.Kind).IsInEnum().WithMessage("Cette liste n’existe pas.");
        RuleFor(export => export.To).Must((export, to) => to is null || export.From is null || to >= export.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
    }
}

internal sealed class ExportListHandler(IPortalDb db, ExportQueries queries, Exports exports, CentreClock clock) : ICommandHandler<ExportList, ExportedList>
{
    public async Task<Outcome<ExportedList>> Handle(ExportList request, CancellationToken cancellationToken)
    {
        var (columns, rows) = queries.For(request.Kind, request.From ?? DateOnly.MinValue, request.To ?? DateOnly.MaxValue);
        exports.Record($"export.{request.Kind.ToString().ToLowerInvariant()}", request.From, request.To, null, await rows.CountAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        return new ExportedList(request.Kind, columns, ReadAsync(rows, cancellationToken));
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(IQueryable<object?[]> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return Array.ConvertAll(row, Readable);
        }
    }

    private object? Readable(object? value) => value switch
    {
        DateTime instant => clock.ToWallClock(instant),
        RequestKind kind => kind == RequestKind.Enrolment ? "Inscription" : "Annulation",
        RequestStatus status => status switch
        {
            RequestStatus.Pending => "En attente",
            RequestStatus.Accepted => "Acceptée",
            RequestStatus.Refused => "Refusée",
            RequestStatus.Withdrawn => "Retirée",
            RequestStatus.Cancelled => "Annulée",
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        },
        AttendanceState state => state switch
        {
            AttendanceState.Present => "Présent",
            AttendanceState.Absent => "Absent",
            AttendanceState.AbsentJustified => "Absent justifié",
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        },
        _ => value,
    };
}

/// <summary>What each list holds, as one statement.</summary>
internal sealed class ExportQueries(IPortalDb db)
{
    public (IReadOnlyList<string> Columns, IQueryable<object?[]> Rows) For(ExportKind kind, DateOnly from, DateOnly to) => kind switch
    {
        ExportKind.Families => (["Numéro", "Famille", "Référent", "E-mail du référent", "Enfants"], Families()),
        ExportKind.Children => (["Numéro de famille", "Famille", "Nom", "Prénom", "Date de naissance", "École", "Classe"], Children()),
        ExportKind.Requests => (["Numéro de famille", "Nom", "Prénom", "Activité", "Date", "Type", "État", "Déposée le", "Réponse promise le", "Décidée le", "Motif", "Bus aller", "Bus retour"], Requests(from, to)),
        ExportKind.Bookings => (["Numéro de famille", "Nom", "Prénom", "Date de naissance", "Activité", "Date", "Bus aller", "Bus retour", "Acceptée le"], Bookings(from, to)),
        ExportKind.Attendance => (["Numéro de famille", "Nom", "Prénom", "Activité", "Date", "Présence", "Arrivée", "Départ", "Parti avec", "Noté le"], Attendance(from, to)),
        ExportKind.Sessions => (["Activité", "Date", "Début", "Fin", "Capacité", "Places prises", "Fermée", "Motif de fermeture", "Animateurs prévus"], Sessions(from, to)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private IQueryable<object?[]> Families() =>
        from family in db.Families
        orderby family.Name, family.Id
        select new object?[]
        {
            family.Number, family.Name,
            family.Guardians.Where(guardian => guardian.IsReferent).Select(guardian => guardian.FirstName + " " + guardian.LastName).FirstOrDefault(),
            family.Guardians.Where(guardian => guardian.IsReferent).Select(guardian => guardian.Email).FirstOrDefault(),
            family.Children.Count(child => child.LeftAt == null),
        };

    private IQueryable<object?[]> Children() =>
        from child in db.Children.WherePresent()
        join family in db.Families on child.FamilyId equals family.Id
        orderby child.LastName, child.FirstName, child.Id
        select new object?[] { family.Number, family.Name, child.LastName, child.FirstName, child.BirthDate, child.School, child.SchoolClass };

    private IQueryable<object?[]> Requests(DateOnly from, DateOnly to) =>
        from row in db.EnrolmentRequests
        join session in db.Sessions on row.SessionId equals session.Id
        join activity in db.Activities on session.ActivityId equals activity.Id
        join child in db.Children on row.ChildId equals child.Id
        join family in db.Families on row.FamilyId equals family.Id
        where session.Date >= @from && session.Date <= to
        orderby session.Date, row.Id
        select new object?[]
        {
            family.Number, child.LastName, child.FirstName, activity.Name, session.Date, row.Kind, row.Status, row.FiledAt, row.AnswerDueOn, row.DecidedAt, row.Reason,
            db.BusStops.Where(stop => stop.Id == row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
            db.BusStops.Where(stop => stop.Id == row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault(),
        };

    private IQueryable<object?[]> Bookings(DateOnly from, DateOnly to) =>
        from row in db.EnrolmentRequests
        join session in db.Sessions on row.SessionId equals session.Id
        join activity in db.Activities on session.ActivityId equals activity.Id
        join child in db.Children on row.ChildId equals child.Id
        join family in db.Families on row.FamilyId equals family.Id
        where row.Kind == RequestKind.Enrolment && row.Status == RequestStatus.Accepted && session.Date >= @from && session.Date <= to
        orderby session.Date, activity.Name, child.LastName, child.FirstName, row.Id
        select new object?[]
        {
            family.Number, child.LastName, child.FirstName, child.BirthDate, activity.Name, session.Date,
            db.BusStops.Where(stop => stop.Id == row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
            db.BusStops.Where(stop => stop.Id == row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault(),
            row.DecidedAt,
        };

    private IQueryable<object?[]> Attendance(DateOnly from, DateOnly to) =>
        from attendance in db.Attendances
        join row in db.EnrolmentRequests on attendance.BookingId equals row.Id
        join session in db.Sessions on row.SessionId equals session.Id
        join activity in db.Activities on session.ActivityId equals activity.Id
        join child in db.Children on row.ChildId equals child.Id
        join family in db.Families on row.FamilyId equals family.Id
        where session.Date >= @from && session.Date <= to
        orderby session.Date, activity.Name, child.LastName, child.FirstName, row.Id
        select new object?[]
        {
            family.Number, child.LastName, child.FirstName, activity.Name, session.Date, attendance.State, attendance.ArrivedAt, attendance.LeftAt, attendance.LeftWith, attendance.RecordedAt,
        };

    private IQueryable<object?[]> Sessions(DateOnly from, DateOnly to) =>
        from session in db.Sessions
        join activity in db.Activities on session.ActivityId equals activity.Id
        where session.Date >= @from && session.Date <= to
        orderby session.Date, activity.StartsAt, activity.Name
        select new object?[]
        {
            activity.Name, session.Date, activity.StartsAt, activity.EndsAt, session.Capacity, session.PlacesTaken, session.IsClosed, session.ClosedReason,
            db.StaffPlans.Where(plan => plan.SessionId == session.Id).Select(plan => (int?)plan.Animators).FirstOrDefault(),
        };
}
