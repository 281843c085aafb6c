using System.Text.Json;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Closures that are over last, with what each did, and the activities that can be closed.</summary>
public sealed record ListClosures(int PageNumber = 1) : IQuery<ClosureList>
{
    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record ClosureList(Page<ClosureLine> Lines, IReadOnlyList<ActivityName> Activities);

/// <param name="Id">The closure.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="ActivityName">Null for all.</param>
/// <param name="Reason">As families read it.</param>
/// <param name="Settled">Bookings and requests it ended.</param>
/// <param name="Families">Families it told.</param>
/// <param name="IsReopened">True when it was taken back.</param>
/// <param name="CanReopen">True while days of it are to come.</param>
public sealed record ClosureLine(int Id, DateOnly From, DateOnly To, string? ActivityName, string Reason, int Settled, int Families, bool IsReopened, bool CanReopen);

internal sealed class ListClosuresHandler(IPortalDb db, CentreClock clock) : IQueryHandler<ListClosures, ClosureList>
{
    private const int PageSize = 50;

    public async Task<Outcome<ClosureList>> Handle(ListClosures request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var total = await db.Closures.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await db.Closures.OrderByDescending(closure => closure.From).ThenByDescending(closure => closure.Id).Skip((number - 1) * PageSize).Take(PageSize)
            .Select(closure => new ClosureLine(
                closure.Id, closure.From, closure.To, db.Activities.Where(activity => activity.Id == closure.ActivityId).Select(activity => activity.Name).FirstOrDefault(),
                closure.Reason,
                db.EnrolmentRequests.Count(row => row.TreatmentId == closure.TreatmentId && row.Kind == RequestKind.Enrolment),
                db.EnrolmentRequests.Where(row => row.TreatmentId == closure.TreatmentId).Select(row => row.FamilyId).Distinct().Count(),
                closure.ReopenedAt != null, closure.ReopenedAt == null && closure.To >= today))
            .ToListAsync(cancellationToken);
        var activities = await db.Activities.Where(activity => !activity.IsArchived && activity.To >= today).OrderBy(activity => activity.SortKey)
            .Select(activity => new ActivityName(activity.Id, activity.Name)).ToListAsync(cancellationToken);
        return new ClosureList(new Page<ClosureLine>(rows, number, PageSize, total), activities);
    }
}

/// <summary>Opens the days of a closure again. Families are not booked again; they are told when the director asks for it.</summary>
[HarmlessForOwnFamily("a day is closed for all who are booked")]
public sealed record ReopenDays(int ClosureId, bool TellFamilies) : ICommand<DaysReopened>
{
    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record DaysReopened(int Sessions, int FamiliesTold);

/// <summary>Days that were closed are open again: the family may ask again.</summary>
public sealed record DaysReopenedMail(string FamilyName, IReadOnlyList<ReopenedLine> Lines, string CentreName, string CentrePhone)
{
    public const string Template = "DaysReopened";
}

public sealed record ReopenedLine(string ChildName, string ActivityName, DateOnly Date);

internal sealed class ReopenDaysHandler(IPortalDb db, SetupDesk setup, CentreClock clock, ITransactions transactions, ChangeFeed feed) : ICommandHandler<ReopenDays, DaysReopened>
{
    public async Task<Outcome<DaysReopened>> Handle(ReopenDays request, CancellationToken cancellationToken)
    {
        await setup.LockAsync(cancellationToken);
        var today = clock.Today;
        var closures = await db.Closures.Where(closure => closure.ReopenedAt == null && closure.To >= today).ToListAsync(cancellationToken);
        if (closures.Find(closure => closure.Id == request.ClosureId) is not { } closure)
        {
            return await db.Closures.AnyAsync(row => row.Id == request.ClosureId, cancellationToken)
                ? new Refusal("NothingToReopen", "Cette fermeture est passée, ou un collègue l’a déjà levée.")
                : Refusal.NotFound;
        }

        closure.Reopen(clock.Now);
        var sessions = await db.Sessions
            .Where(session => session.Date >= closure.From && session.Date <= closure.To && session.Date >= today && session.IsClosed && !session.IsOutOfPlan
                && (closure.ActivityId == null || session.ActivityId == closure.ActivityId))
            .ToListAsync(cancellationToken);
        var opened = new List<int>();
        foreach (var session in sessions)
        {
            // Another closure may keep the day shut; it then is the one that families read.
            if (closures.Find(other => other.Covers(session.ActivityId, session.Date)) is { } other)
            {
                session.Close(other.Reason);
            }
            else
            {
                session.Open();
                opened.Add(session.Id);
            }
        }

        var told = request.TellFamilies ? await TellAsync(closure, opened, cancellationToken) : 0;
        setup.Record("days.reopened", $"Closure:{closure.Id}", FormattableString.Invariant($"{closure.From:dd-MM-yyyy} – {closure.To:dd-MM-yyyy}; {opened.Count} séances, {told} familles prévenues"));
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(ChangeNotice.Anything));
        return new DaysReopened(opened.Count, told);
    }

    private async Task<int> TellAsync(Closure closure, List<int> opened, CancellationToken cancellationToken)
    {
        var lines = await (
            from row in db.EnrolmentRequests
            join child in db.Children on row.ChildId equals child.Id
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where row.TreatmentId == closure.TreatmentId && row.Kind == RequestKind.Enrolment && opened.Contains(session.Id)
            orderby session.Date, child.SortKey
            select new { row.FamilyId, row.ChildId, Line = new ReopenedLine(child.FirstName, activity.Name, session.Date) }).ToListAsync(cancellationToken);
        var byFamily = lines.ToLookup(line => line.FamilyId);
        var ids = byFamily.Select(family => family.Key).ToList();
        var centre = await db.CentreAsync(cancellationToken);
        var families = await db.FamilyAddressesAsync(ids, cancellationToken);
        var told = 0;
        foreach (var family in families)
        {
            var mails = family.MailsOf(byFamily[family.Id], (eyes, line) => eyes.MayKnowOf(line.ChildId));
            db.OutboxMessages.AddRange(mails.Select(mail => OutboxMessage.Write(
                mail.To, DaysReopenedMail.Template, "Des journées sont de nouveau ouvertes",
                JsonSerializer.Serialize(new DaysReopenedMail(family.Name, [.. mail.Lines.Select(line => line.Line)], centre.Name, centre.Phone)), clock.Now)));
            told += mails.Count > 0 ? 1 : 0;
        }

        return told;
    }
}
