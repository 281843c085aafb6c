using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>Back to the portal's own colour and mark.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record ResetLook : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class ResetLookHandler(ICentreDb db, LookDesk desk) : ICommandHandler<ResetLook, Done>
{
    public async Task<Outcome<Done>> Handle(ResetLook request, CancellationToken cancellationToken)
    {
        await db.CentreLooks.ExecuteDeleteAsync(cancellationToken);
        await desk.SaveAsync("look.reset", null, cancellationToken);
        return Done.It;
    }
}
