using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Centre;

/// <summary>How the portal looks now, for whoever changes it.</summary>
public sealed record GetLook : IQuery<LookSettings>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="CentreName">What the logo is called where it is not seen.</param>
/// <param name="Accent">Null: the portal's own colour.</param>
/// <param name="Logo">Null: the portal's own mark.</param>
/// <param name="Cover">Null: none.</param>
public sealed record LookSettings(string CentreName, string? Accent, ShownPicture? Logo, ShownPicture? Cover)
{
    public bool IsPlain => Accent is null && Logo is null && Cover is null;
}

/// <param name="Version">Names its content.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record ShownPicture(string Version, int Width, int Height)
{
    public static ShownPicture? Of(LookPicture? picture) => picture is null ? null : new(picture.Version, picture.Width, picture.Height);
}

internal sealed class GetLookHandler(ICentreDb db) : IQueryHandler<GetLook, LookSettings>
{
    // The row itself: what another copy changed a moment ago is not told yet.
    public async Task<Outcome<LookSettings>> Handle(GetLook request, CancellationToken cancellationToken)
    {
        var look = await db.LookAsync(cancellationToken);
        return new LookSettings(look.CentreName, look.Accent?.ToString(), ShownPicture.Of(look.Logo), ShownPicture.Of(look.Cover));
    }
}
