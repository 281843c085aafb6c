using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What reminders would say, before any is sent.</summary>
public sealed record PreviewReminders(IReadOnlyList<int> FamilyIds) : IQuery<ReminderPreviews>
{
    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <summary>One for each family, by name.</summary>
public sealed record ReminderPreviews(IReadOnlyList<ReminderPreview> Lines);

internal sealed class PreviewRemindersValidator : AbstractValidator<PreviewReminders>
{
    public PreviewRemindersValidator()
    {
        RuleFor(preview => preview.FamilyIds)
            .NotEmpty()
            .WithMessage("Sélectionnez au moins une famille.")
            .Must(ids => ids.Count <= SendReminders.Most)
            .WithMessage($"Relancez {SendReminders.Most} familles au plus à la fois.");
    }
}

internal sealed class PreviewRemindersHandler(ReminderDesk desk) : IQueryHandler<PreviewReminders, ReminderPreviews>
{
    public async Task<Outcome<ReminderPreviews>> Handle(PreviewReminders request, CancellationToken cancellationToken) =>
        new ReminderPreviews([.. (await desk.DraftAsync(request.FamilyIds, cancellationToken)).Select(draft => draft.Preview)]);
}
