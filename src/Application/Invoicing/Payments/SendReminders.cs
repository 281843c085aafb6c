using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Sends reminders: one mail per family, and none to a family that was reminded a short while ago.</summary>
[HarmlessForOwnFamily("asks for money and takes none; the list and the mail are the portal’s")]
public sealed record SendReminders(IReadOnlyList<int> FamilyIds) : ICommand<RemindersSent>
{
    public const int Most = 500;

    // As for the preview.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Sent">Families that were written to.</param>
/// <param name="Others">Families that were not, with the reason.</param>
public sealed record RemindersSent(int Sent, IReadOnlyList<ReminderPreview> Others);

internal sealed class SendRemindersValidator : AbstractValidator<SendReminders>
{
    public SendRemindersValidator()
    {
        RuleFor(send => send.FamilyIds)
            .NotEmpty()
            .WithMessage("Sélectionnez au moins une famille.")
            .Must(ids => ids.Count <= SendReminders.Most)
            .WithMessage($"Relancez {SendReminders.Most} familles au plus à la fois.");
    }
}

internal sealed class SendRemindersHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock, ReminderDesk desk)
    : ICommandHandler<SendReminders, RemindersSent>
{
    public async Task<Outcome<RemindersSent>> Handle(SendReminders request, CancellationToken cancellationToken)
    {
        // Locks the families in key order: of two colleagues who send at once, the second finds what the first sent.
        foreach (var id in request.FamilyIds.Distinct().Order())
        {
            await db
                .Families.Where(family => family.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(family => family.Number, family => family.Number), cancellationToken);
        }

        var drafts = await desk.DraftAsync(request.FamilyIds, cancellationToken);
        foreach (var (preview, told) in drafts)
        {
            if (preview.Mail is not { } mail)
            {
                continue;
            }

            db.PaymentReminders.Add(
                PaymentReminder.Send(
                    preview.FamilyId,
                    mail.Level,
                    mail.DueCents,
                    mail.Invoices.Select(invoice => invoice.Number),
                    clock.Now,
                    user.UserId,
                    user.DisplayName
                )
            );
            db.OutboxMessages.AddRange(told.Select(one => (mail with { Invoices = one.Lines }).WriteTo(one.To, clock.Now)));
            db.AuditEntries.Add(
                AuditEntry.Record(
                    clock.Now,
                    user.UserId,
                    user.DisplayName,
                    "reminder.sent",
                    $"Family:{preview.FamilyId}",
                    preview.FamilyId,
                    $"relance {mail.Level}, {mail.DueCents} c"
                )
            );
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RemindersSent(
            drafts.Count(draft => draft.Preview.Mail is not null),
            [.. drafts.Where(draft => draft.Preview.Mail is null).Select(draft => draft.Preview)]
        );
    }
}
