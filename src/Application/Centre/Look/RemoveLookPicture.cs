using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;

namespace ClsPortal.Application.Centre;

/// <summary>Takes a picture of the organisation's away; the portal shows its own mark again, or none.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record RemoveLookPicture(LookPart Part) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class RemoveLookPictureHandler(LookDesk desk) : ICommandHandler<RemoveLookPicture, Done>
{
    public async Task<Outcome<Done>> Handle(RemoveLookPicture request, CancellationToken cancellationToken)
    {
        var look = await desk.OpenAsync(cancellationToken);
        look.Hide(request.Part);
        await desk.SaveAsync(request.Part == LookPart.Logo ? "look.logo-removed" : "look.cover-removed", null, cancellationToken);
        return Done.It;
    }
}
