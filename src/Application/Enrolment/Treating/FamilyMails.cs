using System.Text.Json;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Writes mails to families into the outbox, in the running transaction.</summary>
internal sealed class FamilyMails(IEnrolmentDb db, CentreClock clock, MailHold hold)
{
    /// <summary>
    /// Adds one mail per family and adult to the context; the caller saves. Each adult gets a mail of its own, for parents who live
    /// apart must not learn each other's address.
    /// </summary>
    /// <param name="treatment">The one act that the mail tells of.</param>
    /// <param name="linesByFamily">What was decided.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="hold">How long the mail stays before it is sent.</param>
    /// <param name="subject">Null: what the lines say.</param>
    /// <returns>The numbers of families of which nobody who may know of it has an address to write to.</returns>
    public async Task<IReadOnlyList<string>> TellAsync(
        Guid treatment,
        ILookup<int, TreatedLine> linesByFamily,
        CancellationToken cancellationToken,
        TimeSpan hold = default,
        string? subject = null
    )
    {
        var now = clock.Now;
        var familyIds = linesByFamily.Select(lines => lines.Key).ToList();
        var centre = await db.CentreAsync(cancellationToken);
        var families = await db.FamilyAddressesAsync(familyIds, cancellationToken);
        List<string> unreachable = [];
        foreach (var family in families)
        {
            List<TreatedLine> all = [.. linesByFamily[family.Id].OrderBy(line => line.Date).ThenBy(line => line.ChildName, NameOrder.Comparer)];
            var mails = family.MailsOf(all, (eyes, line) => eyes.MayKnowOf(line.ChildId));
            if (mails.Count == 0)
            {
                // Nobody can be told: the row shows it to staff.
                mails.Add((MailTo.Unreachable(family.Id), all));
                unreachable.Add(family.Number);
            }

            db.OutboxMessages.AddRange(
                mails.Select(mail =>
                    new RequestsTreatedMail(family.Name, mail.Lines, centre.Name, centre.Phone) { OtherSubject = subject }.WriteTo(
                        mail.To,
                        now,
                        treatment,
                        hold
                    )
                )
            );
        }

        return unreachable;
    }

    /// <summary>
    /// Takes lines back out of the mails of a treatment that nobody has begun to send; a mail that has no line left is deleted.
    /// </summary>
    /// <returns>False when one of the family's mails may have left: then nothing was taken back.</returns>
    public async Task<bool> TryTakeBackAsync(Guid treatment, int familyId, IReadOnlySet<long> requestIds, CancellationToken cancellationToken)
    {
        var ofFamily = db.OutboxMessages.Where(mail => mail.TreatmentId == treatment && mail.FamilyId == familyId);
        var mails = await ofFamily.AsNoTracking().ToListAsync(cancellationToken);
        if (mails.Count == 0 || mails[0].NextAttemptAt != mails[0].CreatedAt + hold.Time)
        {
            return false;
        }

        // Whoever sends a mail first moves its next attempt away: with all rows locked where they were written, nobody has.
        var writtenFor = mails[0].NextAttemptAt;
        var untouched = ofFamily.Where(mail => mail.Status == OutboxStatus.Waiting && mail.NextAttemptAt == writtenFor && mail.Attempts == 0);
        if (await untouched.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Attempts, 0), cancellationToken) != mails.Count)
        {
            return false;
        }

        // Two adults may have been told different lines.
        foreach (var same in mails.GroupBy(mail => mail.Model))
        {
            var ids = same.Select(mail => mail.Id).ToList();
            await TakeBackAsync(
                db.OutboxMessages.Where(mail => ids.Contains(mail.Id)),
                JsonSerializer.Deserialize<RequestsTreatedMail>(same.Key)!,
                requestIds,
                cancellationToken
            );
        }

        return true;
    }

    private async Task TakeBackAsync(
        IQueryable<OutboxMessage> mails,
        RequestsTreatedMail all,
        IReadOnlySet<long> requestIds,
        CancellationToken cancellationToken
    )
    {
        var left = all with { Lines = [.. all.Lines.Where(line => !requestIds.Contains(line.RequestId))] };
        if (left.Lines.Count == 0)
        {
            await mails.ExecuteDeleteAsync(cancellationToken);
            return;
        }

        // Written anew, hold included: a worker that has read the old text can no longer claim it.
        var (model, subject, now) = (JsonSerializer.Serialize(left), left.Subject, clock.Now);
        await mails.ExecuteUpdateAsync(
            set =>
                set.SetProperty(mail => mail.Model, model)
                    .SetProperty(mail => mail.Subject, subject)
                    .SetProperty(mail => mail.CreatedAt, now)
                    .SetProperty(mail => mail.NextAttemptAt, now + hold.Time),
            cancellationToken
        );
    }

    public static TreatedOutcome OutcomeOf(RequestKind kind, bool accepted) =>
        (kind, accepted) switch
        {
            (RequestKind.Enrolment, true) => TreatedOutcome.EnrolmentAccepted,
            (RequestKind.Enrolment, false) => TreatedOutcome.EnrolmentRefused,
            (RequestKind.Cancellation, true) => TreatedOutcome.CancellationAccepted,
            (RequestKind.Cancellation, false) => TreatedOutcome.CancellationRefused,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
