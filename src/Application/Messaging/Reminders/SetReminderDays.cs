using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>How many days ahead a reminder looks.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SetReminderDays(ReminderKind Kind, int Days) : ICommand<Done>
{
    // Part of setting the centre up.
    public static Permission Access => Permission.Of(Roles.Director | Roles.Administrator);
}

internal sealed class SetReminderDaysValidator : AbstractValidator<SetReminderDays>
{
    public SetReminderDaysValidator()
    {
        RuleFor(set => set.Kind).Must(ReminderSetting.LooksAhead).WithMessage("Ce rappel n’a pas de délai.");
        RuleFor(set => set.Days).InclusiveBetween(1, ReminderSetting.MostDays).WithMessage($"Indiquez de 1 à {ReminderSetting.MostDays} jours.");
    }
}

internal sealed class SetReminderDaysHandler(IMessagingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SetReminderDays, Done>
{
    public async Task<Outcome<Done>> Handle(SetReminderDays request, CancellationToken cancellationToken)
    {
        var setting =
            await db.ReminderSettings.SingleOrDefaultAsync(row => row.Kind == request.Kind, cancellationToken)
            ?? db.ReminderSettings.Add(ReminderSetting.For(request.Kind, ReminderSetting.IsOnByDefault(request.Kind))).Entity;
        setting.LookAhead(request.Days);
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "reminder.days",
                $"Reminder:{request.Kind}",
                details: FormattableString.Invariant($"{request.Days} jours")
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
