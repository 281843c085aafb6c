using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Invoicing;

/// <summary>Leaves a family out of a run that is not issued yet, or takes it in again.</summary>
public sealed record ExcludeFromRun(int RunId, int FamilyId, bool IsExcluded) : ICommand<Done>, IConcernsFamily
{
    // As for starting it.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class ExcludeFromRunHandler(RunDesk desk) : ICommandHandler<ExcludeFromRun, Done>
{
    public async Task<Outcome<Done>> Handle(ExcludeFromRun request, CancellationToken cancellationToken)
    {
        if (
            await desk.MoveAsync(
                request.RunId,
                request.FamilyId,
                (family, run) => request.IsExcluded ? family.Exclude(run) : family.Include(run),
                cancellationToken
            ) is
            { } refusal
        )
        {
            return refusal;
        }

        var name = request.IsExcluded ? "run.family.excluded" : "run.family.included";
        await desk.TellAsync(new RunAct(request.RunId, name, request.FamilyId), cancellationToken);
        return Done.It;
    }
}
