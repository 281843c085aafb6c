using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Mails that did not leave, oldest first, and whether a mail server is configured at all. Those of the own family are a colleague’s.</summary>
public sealed record ListMailsNotSent(int PageNumber = 1) : IQuery<MailsNotSent>
{
    // Treating staff must know which family was not told; the administrator mends the server.
    public static Permission Access => Permission.Of(Roles.Treating | Roles.Administrator);
}

public sealed record MailsNotSent(bool IsServerConfigured, Page<MailNotSent> Lines);

/// <param name="Id">The mail.</param>
/// <param name="FamilyName">The family it is about; null for none.</param>
/// <param name="GuardianName">The guardian it is written to; null for the centre's own.</param>
/// <param name="Recipient">One address; empty for whoever has none.</param>
/// <param name="Subject">Subject line.</param>
/// <param name="CreatedAt">On the centre's clocks.</param>
/// <param name="Attempts">So far.</param>
/// <param name="NextAttemptAt">Null once it was given up.</param>
/// <param name="LastError">What the last attempt said.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record MailNotSent(
    Guid Id,
    string? FamilyName,
    string? GuardianName,
    string Recipient,
    string Subject,
    DateTime CreatedAt,
    int Attempts,
    DateTime? NextAttemptAt,
    string? LastError,
    OutboxStatus Status,
    string? Confidential = null
);

internal sealed class ListMailsNotSentHandler(IMessagingDb db, ConfidentialLooks looks, ICurrentUser user, CentreClock clock, MailServerStatus server)
    : IQueryHandler<ListMailsNotSent, MailsNotSent>
{
    public async Task<Outcome<MailsNotSent>> Handle(ListMailsNotSent request, CancellationToken cancellationToken)
    {
        var notSent = db.OutboxMessages.Where(mail => mail.Status != OutboxStatus.Sent).WhereOfOtherFamilies(user);
        var total = await notSent.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await notSent
            .OrderBy(mail => mail.CreatedAt)
            .ThenBy(mail => mail.Id)
            .Cut(cut)
            .Select(mail => new
            {
                mail.Id,
                mail.FamilyId,
                mail.GuardianId,
                mail.Recipients,
                mail.Subject,
                mail.CreatedAt,
                mail.Attempts,
                mail.NextAttemptAt,
                mail.LastError,
                mail.Status,
                Family = db.Families.Where(family => family.Id == mail.FamilyId).Select(family => family.Name).FirstOrDefault(),
                Guardian = db
                    .Guardians.IgnoreQueryFilters()
                    .Where(guardian => guardian.Id == mail.GuardianId)
                    .Select(guardian => (guardian.FirstName + " " + guardian.LastName).Trim())
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        // An address is a coordinate; a mail to the centre shows none of a family’s.
        var shown = rows.Where(mail => mail.Recipients.Length > 0 && mail.GuardianId is not null).Select(mail => mail.FamilyId).OfType<int>();
        if (!await looks.RecordAsync(Looks.Mails, await looks.HiddenAsync(shown, cancellationToken), cancellationToken))
        {
            return Refusal.Busy;
        }

        var notices = await ConfidentialNotices.OfAsync(db, [.. rows.Select(mail => mail.FamilyId).OfType<int>()], cancellationToken);
        return new MailsNotSent(
            server.IsConfigured,
            cut.Of<MailNotSent>([
                .. rows.Select(mail => new MailNotSent(
                    mail.Id,
                    mail.Family,
                    mail.Guardian,
                    mail.Recipients,
                    mail.Subject,
                    clock.ToWallClock(mail.CreatedAt),
                    mail.Attempts,
                    mail.Status == OutboxStatus.Waiting ? clock.ToWallClock(mail.NextAttemptAt) : null,
                    mail.LastError,
                    mail.Status,
                    mail.FamilyId is { } familyId ? notices.Line(familyId) : null
                )),
            ])
        );
    }
}
