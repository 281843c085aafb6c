using System.Globalization;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>The days to close.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="ActivityId">Null for all activities.</param>
public sealed record ClosedDays(DateOnly From, DateOnly To, int? ActivityId);

/// <summary>Closes days: bookings are cancelled and not invoiced, requests refused, each family is told once, all in one transaction.</summary>
/// <param name="Days">As previewed.</param>
/// <param name="Reason">As families read it.</param>
/// <param name="Stamp">Of the preview.</param>
[HarmlessForOwnFamily("a day is closed for all who are booked")]
public sealed record CloseDays(ClosedDays Days, string Reason, string Stamp) : ICommand<DaysClosed>
{
    public static Permission Access => Permission.Of(Roles.Director);
}

/// <param name="Sessions">Sessions that close, by activity.</param>
/// <param name="Touched">Live bookings and requests on them.</param>
/// <param name="Families">Families to be told.</param>
/// <param name="FamiliesWithoutEmail">Numbers of those that must be told otherwise.</param>
/// <param name="Stamp">Stands for all of this.</param>
public sealed record ClosurePreview(
    IReadOnlyList<ClosedSession> Sessions,
    IReadOnlyList<TouchedBooking> Touched,
    int Families,
    IReadOnlyList<string> FamiliesWithoutEmail,
    string Stamp
);

public sealed record ClosedSession(int SessionId, string ActivityName, DateOnly Date);

public sealed record DaysClosed(int Sessions, Settled Settled);

internal sealed class ClosedDaysValidator : AbstractValidator<ClosedDays>
{
    private const int LongestDays = 400;

    public ClosedDaysValidator(CentreClock clock)
    {
        RuleFor(days => days.From)
            .Must(from => from.Year is >= 2000 and <= 2100)
            .WithMessage("Indiquez le premier jour fermé.")
            .GreaterThanOrEqualTo(_ => clock.Today)
            .WithMessage("Une journée passée ne se ferme plus.");
        RuleFor(days => days.To)
            .Must((days, to) => to >= days.From && to.DayNumber - days.From.DayNumber <= LongestDays)
            .WithMessage("Le dernier jour vient après le premier, d’une année au plus.");
    }
}

internal sealed class CloseDaysValidator : AbstractValidator<CloseDays>
{
    public CloseDaysValidator(CentreClock clock)
    {
        RuleFor(close => close.Days).SetValidator(new ClosedDaysValidator(clock));
        RuleFor(close => close.Reason)
            .Must(reason => !string.IsNullOrWhiteSpace(reason))
            .WithMessage("Indiquez le motif : les familles le lisent dans le calendrier et dans leur courriel.")
            .MaximumLength(Session.ClosedReasonMaxLength)
            .WithMessage($"Le motif est trop long : {Session.ClosedReasonMaxLength} caractères au plus.");
    }
}

internal sealed class CloseDaysHandler(
    ClosureDesk desk,
    BookingSettler settler,
    SetupDesk setup,
    IActivitiesDb db,
    ICurrentUser user,
    CentreClock clock,
    ITransactions transactions,
    ChangeFeed feed
) : ICommandHandler<CloseDays, DaysClosed>
{
    public async Task<Outcome<DaysClosed>> Handle(CloseDays request, CancellationToken cancellationToken)
    {
        await setup.LockAsync(cancellationToken);
        var preview = await desk.PreviewAsync(request.Days, cancellationToken);
        if (preview.IsRefused)
        {
            return preview.Refusal;
        }

        if (preview.Value.Stamp != request.Stamp)
        {
            return SetupDesk.EffectChanged;
        }

        var (days, reason) = (request.Days, request.Reason.Trim());
        var act = new RequestAct(Treatment.Begin(clock.Now, user.UserId, reason)) { MailSubject = "Fermeture du Centre de Loisirs : vos inscriptions" };
        var ids = preview.Value.Sessions.Select(session => session.SessionId).ToList();
        var closure = Closure.Decide(days.From, days.To, days.ActivityId, reason, clock.Now, user.UserId, act.Treatment.Id);
        db.Closures.Add(closure);

        // Requests before sessions, as everywhere, so that nobody waits in a circle. Who asked in between is found by the second look.
        await settler.EndAsync(row => ids.Contains(row.SessionId), act, cancellationToken);
        await db.LockSessionsAsync(ids, cancellationToken);
        await db
            .Sessions.Where(session => ids.Contains(session.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(session => session.IsClosed, true).SetProperty(session => session.ClosedReason, reason),
                cancellationToken
            );
        await settler.EndAsync(row => ids.Contains(row.SessionId), act, cancellationToken);
        var settled = await settler.TellAsync(act, cancellationToken);
        setup.Record(
            "days.closed",
            $"Closure:{closure.Id}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{days.From:dd-MM-yyyy} – {days.To:dd-MM-yyyy} : {reason}; {ids.Count} séances, {settled.Cancelled} inscriptions annulées, "
                    + $"{settled.Refused} demandes refusées"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(ChangeNotice.Anything));
        return new DaysClosed(ids.Count, settled);
    }
}

/// <summary>What a closure touches, for preview and command alike.</summary>
internal sealed class ClosureDesk(IActivitiesDb db, PlanDesk plans)
{
    public async Task<Outcome<ClosurePreview>> PreviewAsync(ClosedDays days, CancellationToken cancellationToken)
    {
        if (days.ActivityId is { } activityId && !await db.Activities.AnyAsync(activity => activity.Id == activityId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        var sessions = await (
            from session in db.Sessions
            join activity in db.Activities on session.ActivityId equals activity.Id
            where
                session.Date >= days.From
                && session.Date <= days.To
                && (days.ActivityId == null || session.ActivityId == days.ActivityId)
                && (!session.IsClosed || session.PlacesTaken > 0)
            orderby session.Date, activity.StartsAt, session.Id
            select new ClosedSession(session.Id, activity.Name, session.Date)
        ).ToListAsync(cancellationToken);
        var ids = sessions.ConvertAll(session => session.SessionId);
        IReadOnlyList<TouchedBooking> touched =
            ids.Count == 0
                ? []
                :
                [
                    .. (await plans.TouchedAsync(ids, cancellationToken)).Select(line =>
                        line.Booking with
                        {
                            Why = line.Booking.Status == RequestStatus.Pending ? "demande refusée" : "inscription annulée, non facturée",
                        }
                    ),
                ];
        var familyIds = touched.Select(line => line.FamilyId).Distinct().ToList();
        var without =
            familyIds.Count == 0
                ? []
                : await db
                    .Families.Where(family => familyIds.Contains(family.Id) && !family.Guardians.Any(guardian => guardian.Email != null))
                    .OrderBy(family => family.Number)
                    .Select(family => family.Number)
                    .ToListAsync(cancellationToken);
        return new ClosurePreview(
            sessions,
            touched,
            familyIds.Count,
            without,
            SetupDesk.Stamp(
                new
                {
                    days,
                    ids,
                    requests = touched.Select(line => (line.RequestId, line.Status).ToString()),
                }
            )
        );
    }
}
