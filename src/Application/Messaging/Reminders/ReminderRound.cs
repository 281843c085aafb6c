using System.Globalization;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>
/// Writes the day's reminders into the outbox. The row that says a day is taken care of and the mails are one transaction: of several
/// copies one writes it, the others find it there, and a copy that dies leaves nothing half done.
/// </summary>
public sealed class ReminderRound(IMessagingDb db, ITransactions transactions, ExpiringPieces pieces, CentreClock clock)
{
    /// <returns>How many mails were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var written = 0;
        var time = TimeOnly.FromDateTime(clock.ToWallClock(clock.Now));
        foreach (var kind in Enum.GetValues<ReminderKind>().Where(kind => time >= ReminderSetting.SentFrom(kind)))
        {
            var outcome = await transactions.RunAsync(_ => TakeAsync(kind, cancellationToken), cancellationToken);
            written += outcome is { IsRefused: false } ? outcome.Value : 0;
        }

        return written;
    }

    private async Task<Outcome<int>> TakeAsync(ReminderKind kind, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var setting = await db.ReminderSettings.AsNoTracking().SingleOrDefaultAsync(row => row.Kind == kind, cancellationToken);
        if (
            !(setting?.IsOn ?? ReminderSetting.IsOnByDefault(kind))
            || await db.ReminderRuns.AnyAsync(run => run.Kind == kind && run.Day == today, cancellationToken)
        )
        {
            return 0;
        }

        // Saved first: a copy that comes second stumbles over the key here, tries again and finds the day taken.
        var run = ReminderRun.Take(kind, today, clock.Now);
        db.ReminderRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        var mails = kind switch
        {
            ReminderKind.LateRequests => await LateRequestsAsync(today, cancellationToken),
            ReminderKind.TomorrowSessions => await TomorrowAsync(today.AddDays(1), cancellationToken),
            ReminderKind.ExpiringPieces => await pieces.WriteAsync(setting?.Days ?? ReminderSetting.DefaultDays, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        db.OutboxMessages.AddRange(mails);
        run.Wrote(mails.Count);
        await db.SaveChangesAsync(cancellationToken);
        return mails.Count;
    }

    private async Task<IReadOnlyList<OutboxMessage>> LateRequestsAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var late = await (
            from row in db.EnrolmentRequests.WhereWaiting()
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where row.AnswerDueOn < today
            group session.Date by activity.Name into byActivity
            orderby byActivity.Key
            select new
            {
                Activity = byActivity.Key,
                Count = byActivity.Count(),
                First = byActivity.Min(),
            }
        ).ToListAsync(cancellationToken);
        var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (late.Count == 0 || centre is null || centre.Email.Length == 0)
        {
            return [];
        }

        // No name of a child: a mail to a shared address is read by many.
        var count = late.Sum(line => line.Count);
        var mail = new ReminderMail(
            "Bonjour,",
            $"{count} demande{(count > 1 ? "s attendent" : " attend")} une réponse depuis plus longtemps que le délai promis aux familles :",
            [
                .. late.Select(line =>
                    string.Create(CultureInfo.InvariantCulture, $"{line.Activity} : {line.Count}, première séance le {line.First:dd-MM-yyyy}")
                ),
            ],
            centre.Name,
            centre.Phone,
            $"{count} demande{(count > 1 ? "s" : "")} en retard"
        );
        return [mail.WriteTo(MailTo.Centre(centre.Email), clock.Now)];
    }

    private async Task<IReadOnlyList<OutboxMessage>> TomorrowAsync(DateOnly tomorrow, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in db.EnrolmentRequests.WhereBooked()
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            join child in db.Children on row.ChildId equals child.Id
            join family in db.Families on row.FamilyId equals family.Id
            where session.Date == tomorrow && !session.IsClosed
            orderby family.Id, child.BirthDate, activity.StartsAt
            select new
            {
                row.FamilyId,
                row.ChildId,
                Child = child.FirstName,
                Activity = activity.Name,
                activity.StartsAt,
                activity.EndsAt,
            }
        ).ToListAsync(cancellationToken);
        var ids = rows.Select(row => row.FamilyId).Distinct().ToList();
        var families = await db.FamilyAddressesAsync(ids, cancellationToken);
        var byFamily = rows.ToLookup(row => row.FamilyId);
        var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (centre is null)
        {
            return [];
        }

        return
        [
            .. families.SelectMany(family =>
                family
                    .MailsOf(byFamily[family.Id], (eyes, row) => eyes.MayKnowOf(row.ChildId))
                    .Select(told =>
                    {
                        var mail = new ReminderMail(
                            $"Bonjour, famille {family.Name},",
                            string.Create(CultureInfo.InvariantCulture, $"Demain, {tomorrow:dd-MM-yyyy}, nous attendons :"),
                            [
                                .. told.Lines.Select(row =>
                                    string.Create(CultureInfo.InvariantCulture, $"{row.Child} : {row.Activity}, {row.StartsAt:HH'h'mm} – {row.EndsAt:HH'h'mm}")
                                ),
                            ],
                            centre.Name,
                            centre.Phone,
                            "Rappel pour demain"
                        );
                        return mail.WriteTo(told.To, clock.Now);
                    })
            ),
        ];
    }
}
