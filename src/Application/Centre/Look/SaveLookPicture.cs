using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;

namespace ClsPortal.Application.Centre;

/// <summary>Shows a picture of the organisation's: its logo on every page, or the one above the sign-in.</summary>
/// <param name="Part">Which.</param>
/// <param name="Content">As it came in; what is kept is drawn from it.</param>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveLookPicture(LookPart Part, byte[] Content) : IExchange<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

// Drawn before the transaction, so that nobody waits for it but who sent it.
internal sealed class SaveLookPictureHandler(LookStudio studio, LookDesk desk, ITransactions transactions) : IExchangeHandler<SaveLookPicture, Done>
{
    public async Task<Outcome<Done>> Handle(SaveLookPicture request, CancellationToken cancellationToken)
    {
        var drawn = await studio.DrawAsync(request.Part, request.Content, cancellationToken);
        return drawn.IsRefused
            ? drawn.Refusal
            : await transactions.RunAsync(token => SaveAsync(request.Part, drawn.Value, token), cancellationToken) ?? Refusal.Busy;
    }

    private async Task<Outcome<Done>> SaveAsync(LookPart part, DrawnPicture picture, CancellationToken cancellationToken)
    {
        var look = await desk.OpenAsync(cancellationToken);
        look.Show(part, picture.Content, picture.Width, picture.Height);
        await desk.SaveAsync(part == LookPart.Logo ? "look.logo" : "look.cover", null, cancellationToken);
        return Done.It;
    }
}
