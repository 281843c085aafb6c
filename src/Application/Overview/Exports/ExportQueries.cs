using ClsPortal.Application.Access;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Overview;

/// <summary>What each list holds, as one statement. What is narrowed asks where its screen asks.</summary>
internal sealed class ExportQueries(IOverviewDb db, ConfidentialLooks looks, ICurrentUser user, CentreClock clock)
{
    // What a list of children’s days says of each, as its page does.
    private static readonly string[] Marks = ["Coordonnées confidentielles", "Votre enfant"];

    private readonly IReadOnlyList<int> _ownFamilies = user.OwnFamilies;

    // A parent who works for the centre takes nothing along that the own family hides.
    private IReadOnlyCollection<int> _withheld = [];

    public async Task<(IReadOnlyList<string> Columns, IQueryable<object?[]> Rows)> ForAsync(
        ExportKind kind,
        DateOnly? from,
        DateOnly? to,
        ExportFilter shown,
        CancellationToken cancellationToken
    )
    {
        _withheld = await looks.WithheldAsync(cancellationToken);
        return await OfAsync(kind, from, to, shown, cancellationToken);
    }

    private async Task<(IReadOnlyList<string> Columns, IQueryable<object?[]> Rows)> OfAsync(
        ExportKind kind,
        DateOnly? from,
        DateOnly? to,
        ExportFilter shown,
        CancellationToken cancellationToken
    ) =>
        kind switch
        {
            ExportKind.Families => (["Numéro", "Famille", "Référent", "E-mail du référent", "Enfants", "Coordonnées confidentielles"], Families(shown)),
            ExportKind.Children => (
                ["Numéro de famille", "Famille", "Nom", "Prénom", "Date de naissance", "École", "Classe", "Coordonnées confidentielles"],
                Children(shown)
            ),
            ExportKind.Requests => (
                [
                    "Numéro de famille",
                    "Nom",
                    "Prénom",
                    "Activité",
                    "Date",
                    "Type",
                    "État",
                    "Déposée le",
                    "Réponse promise le",
                    "Décidée le",
                    "Motif",
                    "Bus aller",
                    "Bus retour",
                    .. Marks,
                ],
                await RequestsAsync(from, to, shown, cancellationToken)
            ),
            ExportKind.Bookings => (
                ["Numéro de famille", "Nom", "Prénom", "Date de naissance", "Activité", "Date", "Bus aller", "Bus retour", "Acceptée le", .. Marks],
                Bookings(from, to, shown)
            ),
            ExportKind.Attendance => (
                ["Numéro de famille", "Nom", "Prénom", "Activité", "Date", "Présence", "Arrivée", "Départ", "Parti avec", "Noté le", .. Marks],
                Attendance(from, to, shown)
            ),
            ExportKind.Sessions => (
                ["Activité", "Date", "Début", "Fin", "Capacité", "Places prises", "Fermée", "Motif de fermeture", "Animateurs prévus"],
                Sessions(from, to, shown)
            ),
            ExportKind.Guardians => (
                [
                    "Numéro de famille",
                    "Famille",
                    "Référent",
                    "Civilité",
                    "Nom",
                    "Prénom",
                    "Adresse",
                    "Code postal",
                    "Commune",
                    "Portable",
                    "Domicile",
                    "Travail",
                    "E-mail",
                    "Coordonnées confidentielles",
                ],
                Guardians(shown)
            ),
            ExportKind.Contacts => (
                [
                    "Numéro de famille",
                    "Famille",
                    "Nom",
                    "Prénom",
                    "Lien",
                    "Téléphone",
                    "Autre téléphone",
                    "À prévenir",
                    "Peut venir chercher",
                    "Coordonnées confidentielles",
                ],
                Contacts(shown)
            ),
            ExportKind.Pieces => (
                ["Numéro de famille", "Famille", "Nom", "Prénom", "Pièce", "État", "Déposée le", "Valable jusqu’au", "Décidée le"],
                Pieces(shown)
            ),
            ExportKind.Conversations => (
                [
                    "Numéro de famille",
                    "Famille",
                    "Responsable",
                    "Visible par l’autre responsable",
                    "Dernier message",
                    "Messages",
                    "Non lus par le centre",
                    "Non lus par la famille",
                    "Clos",
                    "Suivi par",
                ],
                Conversations(shown)
            ),
            ExportKind.Journal => (["Le", "Qui", "Acte", "Numéro de famille", "Détails"], Journal(from, to, shown)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private IQueryable<object?[]> Families(ExportFilter shown) =>
        from family in db.Families.WhereListed(shown.Search)
        orderby family.SortKey, family.Id
        select new object?[]
        {
            family.Number,
            family.Name,
            family.Guardians.Where(guardian => guardian.IsReferent).Select(guardian => guardian.FirstName + " " + guardian.LastName).FirstOrDefault(),
            family.Guardians.Where(guardian => guardian.IsReferent && !_withheld.Contains(guardian.Id)).Select(guardian => guardian.Email).FirstOrDefault(),
            family.Children.Count(child => child.LeftAt == null),
            family.Guardians.Any(guardian => guardian.IsConfidential),
        };

    private IQueryable<object?[]> Guardians(ExportFilter shown) =>
        from guardian in db.Guardians.Where(guardian => !_withheld.Contains(guardian.Id))
        join family in db.Families.WhereListed(shown.Search) on guardian.FamilyId equals family.Id
        orderby family.SortKey, family.Id, guardian.IsReferent descending, guardian.Id
        select new object?[]
        {
            family.Number,
            family.Name,
            guardian.IsReferent,
            guardian.Civility,
            guardian.LastName,
            guardian.FirstName,
            guardian.Address,
            guardian.PostalCode,
            guardian.Town,
            guardian.MobilePhone,
            guardian.HomePhone,
            guardian.WorkPhone,
            guardian.Email,
            guardian.IsConfidential,
        };

    private IQueryable<object?[]> Contacts(ExportFilter shown) =>
        from contact in db.Contacts.Where(contact => contact.NamedById == null || !_withheld.Contains(contact.NamedById.Value))
        join family in db.Families.WhereListed(shown.Search) on contact.FamilyId equals family.Id
        orderby family.SortKey, family.Id, contact.Id
        select new object?[]
        {
            family.Number,
            family.Name,
            contact.LastName,
            contact.FirstName,
            contact.Relation,
            contact.Phone,
            contact.OtherPhone,
            contact.MayBeCalled,
            contact.MayPickUp,
            // Whoever left goes on being protected.
            db.Guardians.IgnoreQueryFilters().Any(guardian => guardian.Id == contact.NamedById && guardian.IsConfidential),
        };

    private IQueryable<object?[]> Children(ExportFilter shown) =>
        from child in db.Children.WherePresent()
        join family in db.Families.WhereListed(shown.Search) on child.FamilyId equals family.Id
        orderby child.SortKey, child.Id
        select new object?[]
        {
            family.Number,
            family.Name,
            child.LastName,
            child.FirstName,
            child.BirthDate,
            child.School,
            child.SchoolClass,
            child.ProtectedById != null,
        };

    private IQueryable<object?[]> Pieces(ExportFilter shown) =>
        from line in shown.Status is { } status ? DepositRows.Of(db, new ListDeposits(status, shown.PieceId, shown.Search)) : DepositRows.All(db)
        orderby line.Family.SortKey, line.Family.Id, line.Piece.Name, line.Deposit.DepositedAt
        select new object?[]
        {
            line.Family.Number,
            line.Family.Name,
            db.Children.Where(child => child.Id == line.Deposit.ChildId).Select(child => child.LastName).FirstOrDefault(),
            db.Children.Where(child => child.Id == line.Deposit.ChildId).Select(child => child.FirstName).FirstOrDefault(),
            line.Piece.Name,
            line.Deposit.Status,
            line.Deposit.DepositedAt,
            line.Deposit.ValidUntil,
            line.Deposit.DecidedAt,
        };

    private IQueryable<object?[]> Conversations(ExportFilter shown) =>
        from line in shown.Closed is { } closed
            ? InboxRows.Of(db, new ListInbox(closed, shown.OnlyUnread, shown.OnlyMine, shown.Search), user)
            : InboxRows.All(db, user)
        orderby line.Conversation.LastMessageAt descending, line.Conversation.Id
        select new object?[]
        {
            line.Family.Number,
            line.Family.Name,
            line.GuardianName,
            line.Conversation.IsShared,
            line.Conversation.LastMessageAt,
            db.ConversationMessages.Count(message => message.ConversationId == line.Conversation.Id),
            line.Conversation.UnreadByCentre,
            db.ConversationReaders.Where(reader => reader.ConversationId == line.Conversation.Id).Sum(reader => reader.Unread),
            line.Conversation.IsClosed,
            line.Conversation.AssignedName,
        };

    private IQueryable<object?[]> Journal(DateOnly? from, DateOnly? to, ExportFilter shown) =>
        from entry in AuditEntries.Of(db, clock, user, new ListAudit(shown.Who, shown.Act, shown.Search, @from, to))
        orderby entry.At, entry.Id
        select new object?[]
        {
            entry.At,
            entry.UserName,
            entry.Act,
            db.Families.Where(family => family.Id == entry.FamilyId).Select(family => family.Number).FirstOrDefault(),
            entry.Details,
        };

    private async Task<IQueryable<object?[]>> RequestsAsync(DateOnly? from, DateOnly? to, ExportFilter shown, CancellationToken cancellationToken)
    {
        var rows = shown.Requests switch
        {
            RequestsShown.ToTreat => RequestLines.ToTreat(
                db,
                new ListRequestsToTreat(shown.ActivityId, shown.RequestKind, from, to, shown.OnlyUrgent, shown.OnlyLate, shown.Search),
                clock.Today,
                clock.Today.AddDays((await db.CentreAsync(cancellationToken)).UrgentDays)
            ),
            RequestsShown.Treated => RequestLines.Treated(db, new ListTreatedRequests(shown.ActivityId, shown.Decision, from, to, shown.Search)),
            _ => db.EnrolmentRequests.Matching(db, shown.ActivityId, from, to, shown.Search),
        };
        return from line in RequestLines.Of(db, rows)
            orderby line.Session.Date, line.Row.Id
            select new object?[]
            {
                line.Family.Number,
                line.Child.LastName,
                line.Child.FirstName,
                line.Activity.Name,
                line.Session.Date,
                line.Row.Kind,
                line.Row.Status,
                line.Row.FiledAt,
                line.Row.AnswerDueOn,
                line.Row.DecidedAt,
                _ownFamilies.Contains(line.Row.FamilyId) ? null : line.Row.Reason,
                db.BusStops.Where(stop => stop.Id == line.Row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
                db.BusStops.Where(stop => stop.Id == line.Row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault(),
                line.Child.ProtectedById != null,
                _ownFamilies.Contains(line.Row.FamilyId),
            };
    }

    private IQueryable<object?[]> Bookings(DateOnly? from, DateOnly? to, ExportFilter shown) =>
        from line in RequestLines.Of(db, db.EnrolmentRequests.WhereBooked().Matching(db, shown.ActivityId, @from, to, shown.Search))
        orderby line.Session.Date, line.Activity.SortKey, line.Child.SortKey, line.Row.Id
        select new object?[]
        {
            line.Family.Number,
            line.Child.LastName,
            line.Child.FirstName,
            line.Child.BirthDate,
            line.Activity.Name,
            line.Session.Date,
            db.BusStops.Where(stop => stop.Id == line.Row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
            db.BusStops.Where(stop => stop.Id == line.Row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault(),
            line.Row.DecidedAt,
            line.Child.ProtectedById != null,
            _ownFamilies.Contains(line.Row.FamilyId),
        };

    private IQueryable<object?[]> Attendance(DateOnly? from, DateOnly? to, ExportFilter shown) =>
        from attendance in db.Attendances
        join line in RequestLines.Of(db, db.EnrolmentRequests.Matching(db, shown.ActivityId, @from, to, shown.Search))
            on attendance.BookingId equals line.Row.Id
        orderby line.Session.Date, line.Activity.SortKey, line.Child.SortKey, line.Row.Id
        select new object?[]
        {
            line.Family.Number,
            line.Child.LastName,
            line.Child.FirstName,
            line.Activity.Name,
            line.Session.Date,
            attendance.State,
            attendance.ArrivedAt,
            attendance.LeftAt,
            _ownFamilies.Contains(line.Row.FamilyId) ? null : attendance.LeftWith,
            attendance.RecordedAt,
            line.Child.ProtectedById != null,
            _ownFamilies.Contains(line.Row.FamilyId),
        };

    // Empty days that have left the plan are no sessions any more; no screen shows them.
    private IQueryable<object?[]> Sessions(DateOnly? from, DateOnly? to, ExportFilter shown) =>
        from session in db.Sessions
        join activity in db.Activities on session.ActivityId equals activity.Id
        where
            (shown.ActivityId == null || activity.Id == shown.ActivityId)
            && (@from == null || session.Date >= @from)
            && (to == null || session.Date <= to)
            && !(session.IsOutOfPlan && session.PlacesTaken == 0)
        orderby session.Date, activity.StartsAt, activity.SortKey
        select new object?[]
        {
            activity.Name,
            session.Date,
            activity.StartsAt,
            activity.EndsAt,
            session.Capacity,
            session.PlacesTaken,
            session.IsClosed,
            session.ClosedReason,
            db.StaffPlans.Where(plan => plan.SessionId == session.Id).Select(plan => (int?)plan.Animators).FirstOrDefault(),
        };
}
