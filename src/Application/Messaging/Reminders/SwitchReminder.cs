using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

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

internal sealed class SwitchReminderHandler(IMessagingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SwitchReminder, Done>
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

        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "reminder.switched",
                $"Reminder:{request.Kind}",
                details: request.IsOn ? "activé" : "désactivé"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
