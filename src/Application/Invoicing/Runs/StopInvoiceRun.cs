using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Stops a run that issues, after the family it is at. What was issued stays issued.</summary>
[HarmlessForOwnFamily("computed by one rule for all families; what differs for one is a command of its own")]
public sealed record StopInvoiceRun(int RunId) : ICommand<Done>
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class StopInvoiceRunHandler(RunDesk desk) : ICommandHandler<StopInvoiceRun, Done>
{
    public async Task<Outcome<Done>> Handle(StopInvoiceRun request, CancellationToken cancellationToken)
    {
        if (await desk.MoveAsync(request.RunId, run => run.Stop(), cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await desk.TellAsync(new RunAct(request.RunId, "run.stopped"), cancellationToken);
        return Done.It;
    }
}
