using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>A touch on a tablet: noted once however often it is sent, and never over a colleague's that the tablet had not seen.</summary>
/// <param name="OperationId">Made by the tablet.</param>
/// <param name="BookingId">The booking.</param>
/// <param name="Kind">What is noted.</param>
/// <param name="DeviceAt">When it was touched, by the tablet's clock.</param>
/// <param name="BasedOn">The newest operation on the booking that the tablet had seen or sent; null when none.</param>
/// <param name="At">When the child came or left, on the centre's clocks.</param>
/// <param name="With">Key of a person of <see cref="AttendanceLine.PickUps"/>; null for somebody else, whom the note names.</param>
/// <param name="Note">Who came, when the record does not name the person.</param>
public sealed record MarkAttendance(
    Guid OperationId,
    long BookingId,
    AttendanceMarkKind Kind,
    DateTimeOffset DeviceAt,
    Guid? BasedOn,
    TimeOnly? At = null,
    string? With = null,
    string? Note = null
) : ICommand<MarkedAttendance>, IConcernsFamilies
{
    // Whoever takes attendance: SPEC, "Who may do what". Past days are the director's.
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.EnrolmentRequests.Where(row => row.Id == BookingId).Select(row => row.FamilyId);
}

/// <summary>What became of the mark, and what stands now.</summary>
public sealed record MarkedAttendance(MarkReception Reception, AttendanceNow Now);

internal sealed class MarkAttendanceValidator : AbstractValidator<MarkAttendance>
{
    public const int NoteMaxLength = 200;

    public MarkAttendanceValidator()
    {
        RuleFor(mark => mark.OperationId).NotEmpty().WithMessage("Ce pointage n’a pas de numéro.");
        RuleFor(mark => mark.Kind).IsInEnum().WithMessage("Ce pointage est inconnu.");
        RuleFor(mark => mark.At).NotNull().When(mark => mark.Kind is AttendanceMarkKind.Present or AttendanceMarkKind.Left).WithMessage("Indiquez l’heure.");
        RuleFor(mark => mark.Note)
            .NotEmpty()
            .When(mark => mark.Kind == AttendanceMarkKind.Left && mark.With is null)
            .WithMessage("Cette personne n’est pas dans le dossier : notez son nom et qui a donné l’accord.");
        RuleFor(mark => mark.Note).MaximumLength(NoteMaxLength).WithMessage($"La note est trop longue : {NoteMaxLength} caractères au plus.");
    }
}

internal sealed class MarkAttendanceHandler(IAttendanceDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<MarkAttendance, MarkedAttendance>
{
    public async Task<Outcome<MarkedAttendance>> Handle(MarkAttendance request, CancellationToken cancellationToken)
    {
        var booking = await (
            from row in db.EnrolmentRequests
            join session in db.Sessions on row.SessionId equals session.Id
            where row.Id == request.BookingId && row.Kind == RequestKind.Enrolment
            select new
            {
                row.Status,
                row.FamilyId,
                session.Date,
                IsAnonymous = db.Families.Any(family => family.Id == row.FamilyId && family.AnonymisedAt != null),
            }
        ).SingleOrDefaultAsync(cancellationToken);
        if (booking is null)
        {
            return Refusal.NotFound;
        }

        var marks = await db.AttendanceMarks.Where(mark => mark.BookingId == request.BookingId).OrderBy(mark => mark.Position).ToListAsync(cancellationToken);
        if (marks.Exists(mark => mark.OperationId == request.OperationId))
        {
            return new MarkedAttendance(MarkReception.Applied, AttendanceNow.Of(marks));
        }

        if (booking.Status != RequestStatus.Accepted)
        {
            return new Refusal("BookingCancelled", "Cette inscription a été annulée entre-temps : la présence n’a pas été notée.");
        }

        // With whom a child left is a name; it would come back into what has none.
        if (booking.IsAnonymous)
        {
            return RecordDesk.Anonymous;
        }

        if (AttendanceDay.Refuse(booking.Date, request.DeviceAt.UtcDateTime, user, clock) is { } notNow)
        {
            return notNow;
        }

        if (await AttendanceDay.IsInvoicedAsync(db, request.BookingId, cancellationToken))
        {
            return AttendanceDay.Invoiced;
        }

        var reception = AttendanceRules.Receive(AttendancePicture.Of(marks), marks.LastOrDefault()?.OperationId, request.BasedOn, request.Kind);
        if (reception != MarkReception.Applied)
        {
            return new MarkedAttendance(reception, AttendanceNow.Of(marks));
        }

        string? with = null;
        if (request.Kind == AttendanceMarkKind.Left && (with = await NameAsync(request, booking.FamilyId, cancellationToken)) is null)
        {
            return new Refusal("UnknownPerson", "Cette personne n’est plus dans le dossier de la famille.", nameof(request.With));
        }

        if (request.Kind == AttendanceMarkKind.Undo)
        {
            marks.FindLast(mark => !mark.IsUndone && mark.Kind != AttendanceMarkKind.Undo)!.Undo();
        }

        var added = AttendanceMark.Note(
            request.OperationId,
            request.BookingId,
            marks.Count + 1,
            new(request.Kind, request.Kind is AttendanceMarkKind.Present or AttendanceMarkKind.Left ? request.At : null, with),
            request.DeviceAt.UtcDateTime,
            new(clock.Now, user.UserId, user.DisplayName)
        );
        db.AttendanceMarks.Add(added);
        marks.Add(added);
        await StoreAsync(request.BookingId, AttendancePicture.Of(marks), cancellationToken);
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "attendance.marked",
                $"EnrolmentRequest:{request.BookingId}",
                booking.FamilyId,
                request.Kind.ToString()
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return new MarkedAttendance(MarkReception.Applied, AttendanceNow.Of(marks));
    }

    private async Task<string?> NameAsync(MarkAttendance request, int familyId, CancellationToken cancellationToken)
    {
        if (request.With is null)
        {
            return $"Autre personne : {request.Note!.Trim()}";
        }

        var person = (await PickUps.OfAsync(db, [familyId], cancellationToken))[familyId].FirstOrDefault(person => person.Key == request.With);
        return person is null ? null
            : string.IsNullOrWhiteSpace(request.Note) ? person.Label
            : $"{person.Label} – {request.Note.Trim()}";
    }

    private async Task StoreAsync(long bookingId, AttendancePicture? picture, CancellationToken cancellationToken)
    {
        var attendance = await db.Attendances.SingleOrDefaultAsync(row => row.BookingId == bookingId, cancellationToken);
        if (picture is null)
        {
            if (attendance is not null)
            {
                db.Attendances.Remove(attendance);
            }

            return;
        }

        if (attendance is null)
        {
            attendance = AttendanceEntry.Record(bookingId, picture.State, clock.Now, user.UserId);
            db.Attendances.Add(attendance);
        }

        attendance.Become(picture, clock.Now, user.UserId);
    }
}
