using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;

namespace ClsPortal.Application.Centre;

/// <summary>Draws a picture as it would be shown, without keeping it.</summary>
[HarmlessForOwnFamily("nothing is kept")]
public sealed record DrawLookPicture(LookPart Part, byte[] Content) : IExchange<DrawnPicture>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class DrawLookPictureHandler(LookStudio studio) : IExchangeHandler<DrawLookPicture, DrawnPicture>
{
    public Task<Outcome<DrawnPicture>> Handle(DrawLookPicture request, CancellationToken cancellationToken) =>
        studio.DrawAsync(request.Part, request.Content, cancellationToken);
}
