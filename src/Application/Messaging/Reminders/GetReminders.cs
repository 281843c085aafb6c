using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Which reminders are sent, and when each was last.</summary>
public sealed record GetReminders : IQuery<ReminderList>
{
    // Part of setting the centre up.
    public static Permission Access => Permission.Of(Roles.Director | Roles.Administrator);
}

public sealed record ReminderList(bool IsServerConfigured, IReadOnlyList<ReminderLine> Reminders);

/// <param name="Days">How many days ahead it looks; null for a kind that does not.</param>
public sealed record ReminderLine(ReminderKind Kind, bool IsOn, DateOnly? LastDay, int LastMails, int? Days);

internal sealed class GetRemindersHandler(IMessagingDb db, MailServerStatus server) : IQueryHandler<GetReminders, ReminderList>
{
    public async Task<Outcome<ReminderList>> Handle(GetReminders request, CancellationToken cancellationToken)
    {
        var own = await db.ReminderSettings.AsNoTracking().ToDictionaryAsync(setting => setting.Kind, cancellationToken);
        var last = (
            await db
                .ReminderRuns.AsNoTracking()
                .Where(run => run.Day == db.ReminderRuns.Where(other => other.Kind == run.Kind).Max(other => other.Day))
                .ToListAsync(cancellationToken)
        ).ToDictionary(run => run.Kind);
        return new ReminderList(
            server.IsConfigured,
            [
                .. Enum.GetValues<ReminderKind>()
                    .Select(kind => new ReminderLine(
                        kind,
                        own.GetValueOrDefault(kind)?.IsOn ?? ReminderSetting.IsOnByDefault(kind),
                        last.GetValueOrDefault(kind)?.Day,
                        last.GetValueOrDefault(kind)?.Mails ?? 0,
                        ReminderSetting.LooksAhead(kind) ? own.GetValueOrDefault(kind)?.Days ?? ReminderSetting.DefaultDays : null
                    )),
            ]
        );
    }
}
