namespace ClsPortal.Domain.Centre;

/// <summary>The organisation's pictures.</summary>
public enum LookPart
{
    /// <summary>In the head of every page.</summary>
    Logo,

    /// <summary>Above the sign-in.</summary>
    Cover,
}

/// <summary>How the portal looks where the organisation wants it otherwise. A database holds one at most.</summary>
public sealed class CentreLook
{
    /// <summary>The only key there is.</summary>
    public const int OnlyId = 1;

    private CentreLook() { }

    /// <summary>Database key, always <see cref="OnlyId"/>.</summary>
    public int Id { get; private set; } = OnlyId;

    /// <summary>The organisation's colour as <see cref="Colour.ToString"/> writes it; null for the portal's own.</summary>
    public string? Accent { get; private set; }

    /// <summary>A picture (WebP) that the portal drew itself, or null.</summary>
    public byte[]? Logo { get; private set; }

    /// <summary>In pixels.</summary>
    public int LogoWidth { get; private set; }

    /// <summary>In pixels.</summary>
    public int LogoHeight { get; private set; }

    /// <summary>A picture (WebP) that the portal drew itself, or null.</summary>
    public byte[]? Cover { get; private set; }

    /// <summary>In pixels.</summary>
    public int CoverWidth { get; private set; }

    /// <summary>In pixels.</summary>
    public int CoverHeight { get; private set; }

    /// <summary>The portal's own look, to be changed.</summary>
    public static CentreLook Create() => new();

    /// <summary>Sets the colour; null for the portal's own.</summary>
    public void Paint(Colour? accent) => Accent = accent?.ToString();

    /// <summary>Sets a picture that the portal drew.</summary>
    public void Show(LookPart part, byte[] picture, int width, int height)
    {
        if (part == LookPart.Logo)
        {
            (Logo, LogoWidth, LogoHeight) = (picture, width, height);
        }
        else
        {
            (Cover, CoverWidth, CoverHeight) = (picture, width, height);
        }
    }

    /// <summary>Takes a picture away.</summary>
    public void Hide(LookPart part)
    {
        if (part == LookPart.Logo)
        {
            (Logo, LogoWidth, LogoHeight) = (null, 0, 0);
        }
        else
        {
            (Cover, CoverWidth, CoverHeight) = (null, 0, 0);
        }
    }
}
