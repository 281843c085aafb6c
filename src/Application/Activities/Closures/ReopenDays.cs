using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Opens the days of a closure again. Families are not booked again; they are told when the director asks for it.</summary>
[HarmlessForOwnFamily("a day is closed for all who are booked")]
public sealed record ReopenDays(int ClosureId, bool TellFamilies) : ICommand<DaysReopened>
{
    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record DaysReopened(int Sessions, int FamiliesTold);

internal sealed class ReopenDaysHandler(IActivitiesDb db, SetupDesk setup, CentreClock clock, ITransactions transactions, ChangeFeed feed)
    : ICommandHandler<ReopenDays, DaysReopened>
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
        var sessions = await db
            .Sessions.Where(session =>
                session.Date >= closure.From
                && session.Date <= closure.To
                && session.Date >= today
                && session.IsClosed
                && !session.IsOutOfPlan
                && (closure.ActivityId == null || session.ActivityId == closure.ActivityId)
            )
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
        setup.Record(
            "days.reopened",
            $"Closure:{closure.Id}",
            FormattableString.Invariant($"{closure.From:dd-MM-yyyy} – {closure.To:dd-MM-yyyy}; {opened.Count} séances, {told} familles prévenues")
        );
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
            select new
            {
                row.FamilyId,
                row.ChildId,
                Line = new ReopenedLine(child.FirstName, activity.Name, session.Date),
            }
        ).ToListAsync(cancellationToken);
        var byFamily = lines.ToLookup(line => line.FamilyId);
        var ids = byFamily.Select(family => family.Key).ToList();
        var centre = await db.CentreAsync(cancellationToken);
        var families = await db.FamilyAddressesAsync(ids, cancellationToken);
        var told = 0;
        foreach (var family in families)
        {
            var mails = family.MailsOf(byFamily[family.Id], (eyes, line) => eyes.MayKnowOf(line.ChildId));
            db.OutboxMessages.AddRange(
                mails.Select(mail =>
                    new DaysReopenedMail(family.Name, [.. mail.Lines.Select(line => line.Line)], centre.Name, centre.Phone).WriteTo(mail.To, clock.Now)
                )
            );
            told += mails.Count > 0 ? 1 : 0;
        }

        return told;
    }
}
