using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Goes on with a run that was stopped, families whose total changed and those that failed included.</summary>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record ResumeInvoiceRun(int RunId) : ICommand<Done>
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class ResumeInvoiceRunHandler(IInvoicingDb db, RunDesk desk) : ICommandHandler<ResumeInvoiceRun, Done>
{
    public async Task<Outcome<Done>> Handle(ResumeInvoiceRun request, CancellationToken cancellationToken)
    {
        if (await desk.MoveAsync(request.RunId, run => run.Resume(), cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // What has shrunk below the threshold since the check is carried over, as it would have been then.
        await db
            .InvoiceRunFamilies.Where(row =>
                row.RunId == request.RunId
                && row.Status == RunFamilyStatus.Changed
                && row.TotalCents > 0
                && db.InvoiceRuns.Any(run =>
                    run.Id == row.RunId && db.InvoicingSettings.Any(settings => settings.Id == run.SettingsId && row.TotalCents < settings.MinimumCents)
                )
            )
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, RunFamilyStatus.CarriedOver), cancellationToken);
        await db
            .InvoiceRunFamilies.Where(row => row.RunId == request.RunId && (row.Status == RunFamilyStatus.Changed || row.Status == RunFamilyStatus.Failed))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, RunFamilyStatus.Waiting), cancellationToken);
        await desk.TellAsync(new RunAct(request.RunId, "run.resumed"), cancellationToken);
        return Done.It;
    }
}
