using ClsPortal.Application.Access;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>Delays of what happens day by day: enrolments with their attendance, messages, mails, the journal and logins.</summary>
internal sealed class ActivityPurge(IPrivacyDb db, LivingFamilies living, ILogins logins, CarriedSums sums)
{
    public IEnumerable<PurgeRule> Rules =>
        [
            new(
                "enrolments",
                RetainedData.Enrolments,
                "demandes et inscriptions, avec leurs présences",
                (limit, cancel) => Enrolments(limit).CountAsync(cancel),
                RemoveEnrolmentsAsync
            )
            {
                LostAsync = (limit, most, cancel) => sums.AmongAsync(Enrolments(limit).OrderBy(row => row.Id).Take(most), cancel),
            },
            new(
                "conversations",
                RetainedData.Messages,
                "échanges avec les familles",
                (limit, cancel) => Conversations(limit).CountAsync(cancel),
                RemoveConversationsAsync
            ),
            new(
                "broadcasts",
                RetainedData.Messages,
                "messages envoyés à plusieurs familles",
                (limit, cancel) => Broadcasts(limit).CountAsync(cancel),
                async (limit, most, cancel) =>
                {
                    var ids = await Broadcasts(limit).OrderBy(row => row.Id).Take(most).Select(row => row.Id).ToListAsync(cancel);
                    return await db.Broadcasts.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancel);
                }
            ),
            new(
                "mails",
                RetainedData.Mails,
                "traces de courriels",
                (limit, cancel) => db.OutboxMessages.CountAsync(mail => mail.CreatedAt < limit.Before, cancel),
                async (limit, most, cancel) =>
                {
                    var ids = await db
                        .OutboxMessages.Where(mail => mail.CreatedAt < limit.Before)
                        .OrderBy(mail => mail.Id)
                        .Take(most)
                        .Select(mail => mail.Id)
                        .ToListAsync(cancel);
                    return await db.OutboxMessages.Where(mail => ids.Contains(mail.Id)).ExecuteDeleteAsync(cancel);
                }
            ),
            new(
                "logins",
                RetainedData.Logins,
                "connexions inutilisées",
                (limit, cancel) => logins.CountUnusedAsync(Living(limit), limit.Before, cancel),
                (limit, most, cancel) => logins.RemoveUnusedAsync(Living(limit), limit.Before, most, cancel)
            ),
            new(
                "invitations",
                RetainedData.Logins,
                "invitations anciennes",
                (limit, cancel) => db.Invitations.CountAsync(invitation => invitation.SentAt < limit.Before, cancel),
                async (limit, most, cancel) =>
                {
                    var ids = await db
                        .Invitations.Where(row => row.SentAt < limit.Before)
                        .OrderBy(row => row.Id)
                        .Take(most)
                        .Select(row => row.Id)
                        .ToListAsync(cancel);
                    return await db.Invitations.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancel);
                }
            ),
            new(
                "journal",
                RetainedData.AuditLog,
                "lignes du journal",
                (limit, cancel) => db.AuditEntries.CountAsync(entry => entry.At < limit.Before, cancel),
                async (limit, most, cancel) =>
                {
                    var ids = await db
                        .AuditEntries.Where(entry => entry.At < limit.Before)
                        .OrderBy(entry => entry.Id)
                        .Take(most)
                        .Select(entry => entry.Id)
                        .ToListAsync(cancel);
                    return await db.AuditEntries.Where(entry => ids.Contains(entry.Id)).ExecuteDeleteAsync(cancel);
                }
            ),
        ];

    private IQueryable<int> Living(PurgeLimit limit) => living.Days.Where(day => day.Date > limit.LastDay).Select(day => day.FamilyId);

    // What a family owes may be argued about: its enrolments stay as long as it owes.
    private IQueryable<EnrolmentRequest> Enrolments(PurgeLimit limit)
    {
        var owing = living.Owing();
        return db.EnrolmentRequests.Where(row =>
            db.Sessions.Any(session => session.Id == row.SessionId && session.Date <= limit.LastDay) && !owing.Contains(row.FamilyId)
        );
    }

    private async Task<int> RemoveEnrolmentsAsync(PurgeLimit limit, int most, CancellationToken cancellationToken)
    {
        var rows = await Enrolments(limit).OrderBy(row => row.Id).Take(most).Select(row => row.Id).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return 0;
        }

        await db.AttendanceMarks.Where(mark => rows.Contains(mark.BookingId)).ExecuteDeleteAsync(cancellationToken);
        await db.Attendances.Where(attendance => rows.Contains(attendance.BookingId)).ExecuteDeleteAsync(cancellationToken);
        // The line of an invoice says by itself what was invoiced.
        await db
            .InvoiceLines.Where(line => line.BookingId != null && rows.Contains(line.BookingId.Value))
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.BookingId, (long?)null), cancellationToken);
        var places = await db
            .EnrolmentRequests.WhereHoldingAPlace()
            .Where(row => rows.Contains(row.Id))
            .Select(row => row.SessionId)
            .ToListAsync(cancellationToken);
        var removed = await db.EnrolmentRequests.Where(row => rows.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.ReleasePlacesAsync(places, cancellationToken);
        return removed;
    }

    private IQueryable<Conversation> Conversations(PurgeLimit limit) => db.Conversations.Where(row => row.LastMessageAt < limit.Before);

    private async Task<int> RemoveConversationsAsync(PurgeLimit limit, int most, CancellationToken cancellationToken)
    {
        var ids = await Conversations(limit).OrderBy(row => row.Id).Take(most).Select(row => row.Id).ToListAsync(cancellationToken);
        await db.ConversationMessages.Where(message => ids.Contains(message.ConversationId)).ExecuteDeleteAsync(cancellationToken);
        return await db.Conversations.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<Broadcast> Broadcasts(PurgeLimit limit) =>
        db.Broadcasts.Where(row => row.SentAt < limit.Before && !db.Conversations.Any(conversation => conversation.BroadcastId == row.Id));
}
