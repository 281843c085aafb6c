using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Starts a run over a month: the portal computes what each family would owe, nothing is issued yet.</summary>
/// <param name="Month">Any day of it.</param>
/// <param name="ActivityIds">Empty for all.</param>
/// <param name="IssuedOn">The date on the invoices.</param>
/// <param name="TellsFamilies">Whether families get a mail.</param>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record PrepareInvoiceRun(DateOnly Month, IReadOnlyList<int> ActivityIds, DateOnly IssuedOn, bool TellsFamilies) : ICommand<int>
{
    // Invoices are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class PrepareInvoiceRunValidator : AbstractValidator<PrepareInvoiceRun>
{
    public PrepareInvoiceRunValidator() =>
        RuleFor(prepare => prepare.Month).Must(date => date.Year is >= 2000 and <= 2100).WithMessage("Choisissez le mois à facturer.");
}

internal sealed class PrepareInvoiceRunHandler(IInvoicingDb db, RunDesk desk, ICurrentUser user, CentreClock clock) : ICommandHandler<PrepareInvoiceRun, int>
{
    private const int MostDaysAhead = 60;

    public async Task<Outcome<int>> Handle(PrepareInvoiceRun request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        if (request.IssuedOn < today || request.IssuedOn > today.AddDays(MostDaysAhead))
        {
            return new Refusal("DateOutOfReach", $"La date des factures doit être aujourd’hui ou dans les {MostDaysAhead} jours.", nameof(request.IssuedOn));
        }

        if (await db.InvoiceRuns.AsNoTracking().SingleOrDefaultAsync(run => run.IsOpen, cancellationToken) is { } open)
        {
            return new Refusal("RunIsOpen", $"Une facturation est déjà ouverte par {open.StartedByName} : terminez-la ou abandonnez-la d’abord.");
        }

        if (
            await db.InvoicingSettings.AsNoTracking().OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken)
            is not { IssuerName.Length: > 0 } settings
        )
        {
            return new Refusal("SettingsMissing", "Complétez d’abord les réglages de facturation : ils figurent sur chaque facture.");
        }

        var known = await db.Activities.CountAsync(activity => request.ActivityIds.Contains(activity.Id), cancellationToken);
        if (known != request.ActivityIds.Distinct().Count())
        {
            return Refusal.NotFound;
        }

        var from = new DateOnly(request.Month.Year, request.Month.Month, 1);
        var run = InvoiceRun.Start(
            new(from, from.AddMonths(1).AddDays(-1), request.IssuedOn, request.IssuedOn.AddDays(settings.DueDays)),
            request.ActivityIds.Distinct(),
            request.TellsFamilies,
            settings.Id,
            new(clock.Now, user.UserId, user.DisplayName)
        );
        db.InvoiceRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        await desk.TellAsync(new RunAct(run.Id, "run.prepared", Details: $"{from:yyyy-MM}"), cancellationToken);
        return run.Id;
    }
}
