using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Invoicing;

/// <summary>Invoices a family although it owes less than the threshold: before it leaves, or at the end of the year.</summary>
public sealed record InvoiceAnyway(int RunId, int FamilyId) : ICommand<Done>, IConcernsFamily
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class InvoiceAnywayHandler(RunDesk desk) : ICommandHandler<InvoiceAnyway, Done>
{
    public async Task<Outcome<Done>> Handle(InvoiceAnyway request, CancellationToken cancellationToken)
    {
        if (await desk.MoveAsync(request.RunId, request.FamilyId, (family, run) => family.InvoiceAnyway(run), cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await desk.TellAsync(new RunAct(request.RunId, "run.family.anyway", request.FamilyId), cancellationToken);
        return Done.It;
    }
}
