using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>
/// What happened: enrolments, attendance, exchanges, mails, logins, and who looked. Members of staff are not named: they are not the family's data.
/// </summary>
internal sealed class ActivityDossier(IPrivacyDb db, RecordSight sight, ILogins logins, ISecretBox box, ICurrentUser user, CentreClock clock)
{
    public async Task<IReadOnlyList<DossierSection>> SectionsAsync(int familyId, RecordEyes eyes, CancellationToken cancellationToken) =>
        [
            await EnrolmentsAsync(familyId, eyes, cancellationToken),
            await AttendanceAsync(familyId, eyes, cancellationToken),
            await MarksAsync(familyId, eyes, cancellationToken),
            await MessagesAsync(familyId, eyes.GuardianId, cancellationToken),
            await MailsAsync(familyId, eyes.GuardianId, cancellationToken),
            await LoginsAsync(familyId, eyes, cancellationToken),
            await InvitationsAsync(familyId, eyes.GuardianId, cancellationToken),
            await JournalAsync(familyId, eyes, cancellationToken),
        ];

    private async Task<DossierSection> EnrolmentsAsync(int familyId, RecordEyes eyes, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in db.EnrolmentRequests.WhereOpenTo(familyId, eyes)
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            orderby session.Date, row.Id
            select new
            {
                row,
                child.FirstName,
                session.Date,
                activity.Name,
                Outbound = db.BusStops.Where(stop => stop.Id == row.OutboundStopId).Select(stop => stop.Name).FirstOrDefault(),
                Return = db.BusStops.Where(stop => stop.Id == row.ReturnStopId).Select(stop => stop.Name).FirstOrDefault(),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var login = await sight.LoginOfAsync(eyes, cancellationToken);
        return new DossierSection(
            "inscriptions",
            "Demandes et inscriptions",
            [
                "Date",
                "Enfant",
                "Activité",
                "Type",
                "État",
                "Bus départ",
                "Bus retour",
                "Remarque",
                "Demandée le",
                "Traitée le",
                "Motif",
                "Facturée malgré l’annulation",
            ],
            [
                .. rows.Select(line =>
                    (IReadOnlyList<object?>)
                        [
                            line.Date,
                            line.FirstName,
                            line.Name,
                            DossierWords.Of(line.row.Kind),
                            DossierWords.Of(line.row.Status),
                            line.Outbound,
                            line.Return,
                            line.row.NoteFor(eyes, login),
                            Local(line.row.FiledAt),
                            Local(line.row.DecidedAt),
                            line.row.Reason,
                            line.row.IsInvoicedDespiteCancellation,
                        ]
                ),
            ]
        );
    }

    private async Task<DossierSection> AttendanceAsync(int familyId, RecordEyes eyes, CancellationToken cancellationToken)
    {
        var rows = await (
            from attendance in db.Attendances
            join row in db.EnrolmentRequests.WhereOpenTo(familyId, eyes) on attendance.BookingId equals row.Id
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            orderby session.Date, row.Id
            select new
            {
                attendance,
                child.FirstName,
                session.Date,
                activity.Name,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "presences",
            "Présences",
            ["Date", "Enfant", "Activité", "État", "Arrivée", "Départ", "Parti avec"],
            [
                .. rows.Select(line =>
                    (IReadOnlyList<object?>)
                        [
                            line.Date,
                            line.FirstName,
                            line.Name,
                            DossierWords.Of(line.attendance.State),
                            line.attendance.ArrivedAt,
                            line.attendance.LeftAt,
                            line.attendance.LeftWith,
                        ]
                ),
            ]
        );
    }

    private async Task<DossierSection> MarksAsync(int familyId, RecordEyes eyes, CancellationToken cancellationToken)
    {
        var rows = await (
            from mark in db.AttendanceMarks
            join row in db.EnrolmentRequests.WhereOpenTo(familyId, eyes) on mark.BookingId equals row.Id
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            orderby session.Date, mark.Id
            select new
            {
                mark,
                child.FirstName,
                session.Date,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "pointages",
            "Pointages",
            ["Date", "Enfant", "Pointage", "Heure", "Parti avec", "Noté le", "Annulé"],
            [
                .. rows.Select(line =>
                    (IReadOnlyList<object?>)
                        [
                            line.Date,
                            line.FirstName,
                            DossierWords.Of(line.mark.Kind),
                            line.mark.At,
                            line.mark.LeftWith,
                            Local(line.mark.ReceivedAt),
                            line.mark.IsUndone,
                        ]
                ),
            ]
        );
    }

    private async Task<DossierSection> MessagesAsync(int familyId, int guardianId, CancellationToken cancellationToken)
    {
        var rows = await (
            from message in db.ConversationMessages.WhereReadableBy(db, familyId, guardianId)
            join conversation in db.Conversations on message.ConversationId equals conversation.Id
            where conversation.FamilyId == familyId
            orderby conversation.Id, message.SentAt, message.Id
            select new
            {
                message,
                conversation.SealedSubject,
                conversation.IsShared,
                MayReadSubject = conversation.GuardianId != null
                    || db.ConversationMessages.Where(other => other.ConversationId == conversation.Id)
                        .OrderBy(other => other.SentAt)
                        .ThenBy(other => other.Id)
                        .Select(other => other.IsFromCentre || other.GuardianId == guardianId)
                        .First(),
                Owner = db
                    .Guardians.IgnoreQueryFilters()
                    .Where(guardian => guardian.Id == conversation.GuardianId)
                    .Select(guardian => guardian.FirstName + " " + guardian.LastName)
                    .FirstOrDefault(),
                ReadAt = db
                    .ConversationReaders.Where(reader => reader.ConversationId == conversation.Id && reader.GuardianId == guardianId)
                    .Max(reader => reader.ReadAt),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "messages",
            "Messages échangés",
            ["Objet", "Échange de", "Visible par l’autre responsable", "Envoyé le", "De", "Message", "Échange lu le"],
            [
                .. rows.Select(line =>
                    (IReadOnlyList<object?>)
                        [
                            line.MayReadSubject
                                ? box.OpenText(ConversationSecrets.Subject.Row(line.message.ConversationId), line.SealedSubject)
                                : ReadableThread.HiddenSubject,
                            line.Owner?.Trim(),
                            line.IsShared,
                            Local(line.message.SentAt),
                            line.message.IsFromCentre ? DossierWords.Centre : line.message.AuthorName,
                            box.OpenText(ConversationSecrets.Text.Row(line.message.Id), line.message.SealedText),
                            Local(line.ReadAt),
                        ]
                ),
            ]
        );
    }

    private async Task<DossierSection> MailsAsync(int familyId, int guardianId, CancellationToken cancellationToken)
    {
        var rows = await db
            .OutboxMessages.AsNoTracking()
            .Where(mail => mail.FamilyId == familyId && mail.GuardianId == guardianId)
            .OrderBy(mail => mail.CreatedAt)
            .ThenBy(mail => mail.Id)
            .Select(mail => new
            {
                mail.CreatedAt,
                mail.Recipients,
                mail.Subject,
                mail.Status,
                mail.SentAt,
                Person = db
                    .Guardians.IgnoreQueryFilters()
                    .Where(guardian => guardian.Id == mail.GuardianId)
                    .Select(guardian => guardian.FirstName + " " + guardian.LastName)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "courriels",
            "Courriels du portail",
            ["Écrit le", "Pour", "Adresse", "Objet", "État", "Parti le"],
            [
                .. rows.Select(mail =>
                    (IReadOnlyList<object?>)
                        [Local(mail.CreatedAt), mail.Person?.Trim(), mail.Recipients, mail.Subject, DossierWords.Of(mail.Status), Local(mail.SentAt)]
                ),
            ]
        );
    }

    private async Task<DossierSection> LoginsAsync(int familyId, RecordEyes eyes, CancellationToken cancellationToken) =>
        new(
            "connexions",
            "Connexions au portail",
            ["Nom", "Adresse", "Second facteur", "Dernière connexion", "Désactivée"],
            [
                .. (await logins.OfFamilyAsync(familyId, cancellationToken))
                    .Where(login => login.GuardianId == eyes.GuardianId || IsMe(eyes, login.Id))
                    .Select(login => (IReadOnlyList<object?>)[login.Name, login.Email, login.HasSecondFactor, Local(login.LastSignInAt), login.IsDisabled]),
            ]
        );

    private async Task<DossierSection> InvitationsAsync(int familyId, int guardianId, CancellationToken cancellationToken)
    {
        var rows = await db
            .Invitations.AsNoTracking()
            .Where(row => row.FamilyId == familyId && row.GuardianId == guardianId)
            .OrderBy(row => row.SentAt)
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "invitations",
            "Invitations au portail",
            ["Nom", "Adresse", "Envoyée le", "Acceptée le"],
            [.. rows.Select(row => (IReadOnlyList<object?>)[row.DisplayName, row.Email, Local(row.SentAt), Local(row.AcceptedAt)])]
        );
    }

    private async Task<DossierSection> JournalAsync(int familyId, RecordEyes eyes, CancellationToken cancellationToken)
    {
        var family = await logins.OfFamilyAsync(familyId, cancellationToken);
        var others = family.Where(login => login.GuardianId != eyes.GuardianId && !IsMe(eyes, login.Id)).Select(login => login.Id).ToHashSet();
        var own = family
            .Select(login => login.Id)
            .Except(others)
            .Append(eyes.GuardianId == user.GuardianId && user.FamilyId == familyId ? user.UserId : Guid.Empty)
            .ToHashSet();
        // What the other guardian did, and what was done about the other, is the other's: only what is known to tell nothing of it stays. Of a family with
        // a child who is withheld the acts of the centre do not say which child they are about.
        var rows = (
            await db
                .AuditEntries.AsNoTracking()
                .Where(entry => entry.FamilyId == familyId)
                .OrderBy(entry => entry.At)
                .ThenBy(entry => entry.Id)
                .ToListAsync(cancellationToken)
        ).FindAll(entry =>
            own.Contains(entry.UserId)
            || (eyes is { HidesSomebody: false, HiddenChildren.Count: 0 } && !others.Contains(entry.UserId) && TellsOfNoGuardian(entry))
        );
        return new DossierSection(
            "consultations",
            "Qui a lu ou changé ces données",
            ["Le", "Par", "Acte", "Précision"],
            [
                .. rows.Select(entry =>
                    (IReadOnlyList<object?>)
                        [Local(entry.At), own.Contains(entry.UserId) ? entry.UserName : DossierWords.Centre, AuditSentences.Of(entry.Act), entry.Details]
                ),
            ]
        );
    }

    /// <summary>Acts on children, enrolments and money; whatever is not named here is not told.</summary>
    private static bool TellsOfNoGuardian(AuditEntry entry) =>
        entry.Act.Split('.')[0] is "enrolment" or "cancellation" or "booking" or "decision" or "attendance" or "invoice" or "payment"
        || entry.Act == "reminder.sent"
        || entry.Subject.StartsWith("Child:", StringComparison.Ordinal);

    // A login without a person is itself.
    private bool IsMe(RecordEyes eyes, Guid login) => eyes.GuardianId == user.GuardianId && login == user.UserId;

    private DateTime? Local(DateTime? instant) => instant is { } at ? clock.ToWallClock(at) : null;
}
