using ClsPortal.Application.Administration;
using ClsPortal.Application.Common;
using ClsPortal.Application.Families;
using ClsPortal.Domain.Calendar;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Files;
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
    Guardians,
    Contacts,

    /// <summary>What families handed in; the director's alone, for names of pieces tell of health.</summary>
    Pieces,

    /// <summary>Exchanges with families, without what was written; the director's alone.</summary>
    Conversations,

    /// <summary>Logins; the administrator's alone.</summary>
    Users,

    /// <summary>The journal; the administrator's alone.</summary>
    Journal,
}

/// <summary>A whole list, as a table. That it left is recorded.</summary>
/// <param name="Kind">Which list.</param>
/// <param name="From">First day, for lists of days.</param>
/// <param name="To">Last day, for lists of days.</param>
public sealed record ExportList(ExportKind Kind, DateOnly? From = null, DateOnly? To = null) : ICommand<ExportedList>
{
    // The administrator exports (SPEC, "Who may do what"); the director sees most of it on the screen anyway. Which of both: ExportRules.
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

/// <summary>Who may take which list away: whoever sees it on a screen.</summary>
public static class ExportRules
{
    public static Roles For(ExportKind kind) => kind switch
    {
        ExportKind.Pieces or ExportKind.Conversations => Roles.Director,
        ExportKind.Users or ExportKind.Journal => Roles.Administrator,
        _ => Roles.Director | Roles.Administrator,
    };

    /// <summary>True for lists of days, which are asked for from one day to another.</summary>
    public static bool IsOfDays(ExportKind kind) =>
        kind is ExportKind.Requests or ExportKind.Bookings or ExportKind.Attendance or ExportKind.Sessions or ExportKind.Journal;
}

internal sealed class ExportListHandler(IPortalDb db, ExportQueries queries, ILogins logins, Exports exports, ICurrentUser user, CentreClock clock) : ICommandHandler<ExportList, ExportedList>
{
    private static readonly string[] UserColumns = ["Nom", "Adresse", "Rôles", "Famille", "État", "Second facteur", "Dernière connexion"];

    public async Task<Outcome<ExportedList>> Handle(ExportList request, CancellationToken cancellationToken)
    {
        if ((ExportRules.For(request.Kind) & user.Roles) == Roles.None)
        {
            return Refusal.NotFound;
        }

        if (request.Kind == ExportKind.Users)
        {
            return await UsersAsync(cancellationToken);
        }

        var (columns, rows) = queries.For(request.Kind, request.From ?? DateOnly.MinValue, request.To ?? DateOnly.MaxValue);
        exports.Record($"export.{request.Kind.ToString().ToLowerInvariant()}", request.From, request.To, null, await rows.CountAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        return new ExportedList(request.Kind, columns, ReadAsync(rows, request.Kind, cancellationToken));
    }

    private async Task<ExportedList> UsersAsync(CancellationToken cancellationToken)
    {
        var all = (await logins.ListAsync(null, 1, int.MaxValue, cancellationToken)).Items;
        exports.Record("export.users", null, null, null, all.Count);
        await db.SaveChangesAsync(cancellationToken);
        return new ExportedList(ExportKind.Users, UserColumns, all.Select(login => (IReadOnlyList<object?>)
        [
            login.Name, login.Email, RoleNames.French(login.Roles), login.FamilyName, login.IsDisabled ? "fermée" : "ouverte", login.HasSecondFactor,
            login.LastSignInAt is { } at ? clock.ToWallClock(at) : null,
        ]).ToAsyncEnumerable());
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(IQueryable<object?[]> rows, ExportKind kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (kind == ExportKind.Journal)
            {
                row[2] = AuditSentences.Of((string)row[2]!);
            }

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
        DepositStatus status => status switch
        {
            DepositStatus.Deposited => "Déposée",
            DepositStatus.Accepted => "Acceptée",
            DepositStatus.Refused => "Refusée",
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        },
        _ => value,
    };
}

/// <summary>What each list holds, as one statement.</summary>
internal sealed class ExportQueries(IPortalDb db, CentreClock clock)
{
    public (IReadOnlyList<string> Columns, IQueryable<object?[]> Rows) For(ExportKind kind, DateOnly from, DateOnly to) => kind switch
    {
        ExportKind.Families => (["Numéro", "Famille", "Référent", "E-mail du référent", "Enfants"], Families()),
        ExportKind.Children => (["Numéro de famille", "Famille", "Nom", "Prénom", "Date de naissance", "École", "Classe"], Children()),
        ExportKind.Requests => (["Numéro de famille", "Nom", "Prénom", "Activité", "Date", "Type", "État", "Déposée le", "Réponse promise le", "Décidée le", "Motif", "Bus aller", "Bus retour"], Requests(from, to)),
        ExportKind.Bookings => (["Numéro de famille", "Nom", "Prénom", "Date de naissance", "Activité", "Date", "Bus aller", "Bus retour", "Acceptée le"], Bookings(from, to)),
        ExportKind.Attendance => (["Numéro de famille", "Nom", "Prénom", "Activité", "Date", "Présence", "Arrivée", "Départ", "Parti avec", "Noté le"], Attendance(from, to)),
        ExportKind.Sessions => (["Activité", "Date", "Début", "Fin", "Capacité", "Places prises", "Fermée", "Motif de fermeture", "Animateurs prévus"], Sessions(from, to)),
        ExportKind.Guardians => (
            ["Numéro de famille", "Famille", "Référent", "Civilité", "Nom", "Prénom", "Adresse", "Code postal", "Commune", "Portable", "Domicile", "Travail", "E-mail"], Guardians()),
        ExportKind.Contacts => (["Numéro de famille", "Famille", "Nom", "Prénom", "Lien", "Téléphone", "Autre téléphone", "À prévenir", "Peut venir chercher"], Contacts()),
        ExportKind.Pieces => (["Numéro de famille", "Famille", "Nom", "Prénom", "Pièce", "État", "Déposée le", "Valable jusqu’au", "Décidée le"], Pieces()),
        ExportKind.Conversations => (["Numéro de famille", "Famille", "Dernier message", "Messages", "Non lus par le centre", "Non lus par la famille", "Clos", "Suivi par"], Conversations()),
        ExportKind.Journal => (["Le", "Qui", "Acte", "Numéro de famille", "Détails"], Journal(from, to)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private IQueryable<object?[]> Guardians() =>
        from guardian in db.Guardians
        join family in db.Families on guardian.FamilyId equals family.Id
        orderby family.SortKey, family.Id, guardian.IsReferent descending, guardian.Id
        select new object?[]
        {
            family.Number, family.Name, guardian.IsReferent, guardian.Civility, guardian.LastName, guardian.FirstName, guardian.Address, guardian.PostalCode, guardian.Town,
            guardian.MobilePhone, guardian.HomePhone, guardian.WorkPhone, guardian.Email,
        };

    private IQueryable<object?[]> Contacts() =>
        from contact in db.Contacts
        join family in db.Families on contact.FamilyId equals family.Id
        orderby family.SortKey, family.Id, contact.Id
        select new object?[]
        {
            family.Number, family.Name, contact.LastName, contact.FirstName, contact.Relation, contact.Phone, contact.OtherPhone, contact.MayBeCalled, contact.MayPickUp,
        };

    private IQueryable<object?[]> Pieces() =>
        from deposit in db.DepositedFiles
        join piece in db.RequiredPieces on deposit.PieceId equals piece.Id
        join family in db.Families on deposit.FamilyId equals family.Id
        orderby family.SortKey, family.Id, piece.Name, deposit.DepositedAt
        select new object?[]
        {
            family.Number, family.Name,
            db.Children.Where(child => child.Id == deposit.ChildId).Select(child => child.LastName).FirstOrDefault(),
            db.Children.Where(child => child.Id == deposit.ChildId).Select(child => child.FirstName).FirstOrDefault(),
            piece.Name, deposit.Status, deposit.DepositedAt, deposit.ValidUntil, deposit.DecidedAt,
        };

    private IQueryable<object?[]> Conversations() =>
        from conversation in db.Conversations
        join family in db.Families on conversation.FamilyId equals family.Id
        orderby conversation.LastMessageAt descending, conversation.Id
        select new object?[]
        {
            family.Number, family.Name, conversation.LastMessageAt, db.ConversationMessages.Count(message => message.ConversationId == conversation.Id), conversation.UnreadByCentre,
            conversation.UnreadByFamily, conversation.IsClosed, conversation.AssignedName,
        };

    private IQueryable<object?[]> Journal(DateOnly from, DateOnly to)
    {
        var (start, end) = (from == DateOnly.MinValue ? DateTime.MinValue : clock.Zone.StartOfDay(from), to == DateOnly.MaxValue ? DateTime.MaxValue : clock.Zone.StartOfDay(to.AddDays(1)));
        return
            from entry in db.AuditEntries
            where entry.At >= start && entry.At < end
            orderby entry.At, entry.Id
            select new object?[] { entry.At, entry.UserName, entry.Act, db.Families.Where(family => family.Id == entry.FamilyId).Select(family => family.Number).FirstOrDefault(), entry.Details };
    }

    private IQueryable<object?[]> Families() =>
        from family in db.Families
        where family.AnonymisedAt == null
        orderby family.SortKey, family.Id
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
        where family.AnonymisedAt == null
        orderby child.SortKey, child.Id
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
        orderby session.Date, activity.SortKey, child.SortKey, row.Id
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
        orderby session.Date, activity.SortKey, child.SortKey, row.Id
        select new object?[]
        {
            family.Number, child.LastName, child.FirstName, activity.Name, session.Date, attendance.State, attendance.ArrivedAt, attendance.LeftAt, attendance.LeftWith, attendance.RecordedAt,
        };

    private IQueryable<object?[]> Sessions(DateOnly from, DateOnly to) =>
        from session in db.Sessions
        join activity in db.Activities on session.ActivityId equals activity.Id
        where session.Date >= @from && session.Date <= to
        orderby session.Date, activity.StartsAt, activity.SortKey
        select new object?[]
        {
            activity.Name, session.Date, activity.StartsAt, activity.EndsAt, session.Capacity, session.PlacesTaken, session.IsClosed, session.ClosedReason,
            db.StaffPlans.Where(plan => plan.SessionId == session.Id).Select(plan => (int?)plan.Animators).FirstOrDefault(),
        };
}
