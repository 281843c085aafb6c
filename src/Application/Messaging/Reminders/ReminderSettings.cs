using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using FluentValidation;
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

internal sealed class GetRemindersHandler(IPortalDb db, MailServerStatus server) : IQueryHandler<GetReminders, ReminderList>
{
    public async Task<Outcome<ReminderList>> Handle(GetReminders request, CancellationToken cancellationToken)
    {
        var own = await db.ReminderSettings.AsNoTracking().ToDictionaryAsync(setting => setting.Kind, cancellationToken);
        var last = (await db.ReminderRuns.AsNoTracking().Where(run => run.Day == db.ReminderRuns.Where(other => other.Kind == run.Kind).Max(other => other.Day))
            .ToListAsync(cancellationToken)).ToDictionary(run => run.Kind);
        return new ReminderList(server.IsConfigured,
        [
            .. Enum.GetValues<ReminderKind>().Select(kind => new ReminderLine(
                kind, own.GetValueOrDefault(kind)?.IsOn ?? ReminderSetting.IsOnByDefault(kind), last.GetValueOrDefault(kind)?.Day, last.GetValueOrDefault(kind)?.Mails ?? 0,
                ReminderSetting.LooksAhead(kind) ? own.GetValueOrDefault(kind)?.Days ?? ReminderSetting.DefaultDays : null)),
        ]);
    }
}

/// <summary>Switches a reminder on or off.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SwitchReminder(ReminderKind Kind, bool IsOn) : ICommand<Done>
{
    // Part of setting the centre up.
    public static Permission Access => Permission.Of(Roles.Director | Roles.Administrator);
}

internal sealed class SwitchReminderValidator : AbstractValidator<SwitchReminder>
{
    public SwitchReminderValidator() => RuleFor(set => set.Kind).IsInEnum().WithMessage("Ce rappel n’existe pas.");
}

internal sealed class SwitchReminderHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SwitchReminder, Done>
{
    public async Task<Outcome<Done>> Handle(SwitchReminder request, CancellationToken cancellationToken)
    {
        var setting = await db.ReminderSettings.SingleOrDefaultAsync(row => row.Kind == request.Kind, cancellationToken);
        if (setting is null)
        {
            db.ReminderSettings.Add(ReminderSetting.For(request.Kind, request.IsOn));
        }
        else
        {
            setting.Switch(request.IsOn);
        }

        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "reminder.switched", $"Reminder:{request.Kind}", details: request.IsOn ? "activé" : "désactivé"));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
