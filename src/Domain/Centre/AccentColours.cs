namespace ClsPortal.Domain.Centre;

/// <summary>What a look lays the accent on, and on the accent. The values of <c>css/theme.css</c>, which a test compares.</summary>
/// <param name="Background">Of the page.</param>
/// <param name="Surface">Of cards and of the head.</param>
/// <param name="Sunk">Of what lies lower than the page.</param>
/// <param name="Text">Of sentences.</param>
/// <param name="OnAccent">Of the words on a button.</param>
public sealed record LookGrounds(Colour Background, Colour Surface, Colour Sunk, Colour Text, Colour OnAccent)
{
    /// <summary>Dark letters on light paper.</summary>
    public static readonly LookGrounds Light = new(
        new(0xf7, 0xf5, 0xf0),
        new(0xff, 0xff, 0xff),
        new(0xef, 0xed, 0xe6),
        new(0x1d, 0x2a, 0x33),
        new(0xff, 0xff, 0xff)
    );

    /// <summary>Light letters on a dark ground.</summary>
    public static readonly LookGrounds Dark = new(
        new(0x12, 0x18, 0x1b),
        new(0x1b, 0x23, 0x28),
        new(0x23, 0x2c, 0x32),
        new(0xe7, 0xeb, 0xed),
        new(0x04, 0x22, 0x2b)
    );
}

/// <summary>The colours that follow from an organisation's own one, in one look.</summary>
/// <param name="Grounds">The look.</param>
/// <param name="Accent">Buttons, links, what is chosen.</param>
/// <param name="Strong">The same under the pointer, and words on <paramref name="Soft"/>.</param>
/// <param name="Soft">The ground of what is chosen, and of notices.</param>
public sealed record AccentColours(LookGrounds Grounds, Colour Accent, Colour Strong, Colour Soft)
{
    /// <summary>Text stands out from its ground at least by this, as 1 (WCAG 2, level AA).</summary>
    public const double WantedContrast = 4.5;

    /// <summary>The portal's own, where the organisation chose none.</summary>
    public static readonly Colour Portal = new(0x0e, 0x5f, 0x76);

    // Fine lines and letters of a deep colour are hard to see on a dark ground: what the portal chooses itself stands out more than it must.
    private const double WantedInTheDark = 5.5;
    private const int Steps = 200;
    private const double StrongShare = 0.28;
    private const double SoftShare = 0.12;
    private const double DarkSoftShare = 0.16;

    /// <summary>The lowest contrast of all that the portal puts on one another with these colours.</summary>
    public double Contrast =>
        new[]
        {
            Accent.ContrastWith(Grounds.Background),
            Accent.ContrastWith(Grounds.Surface),
            Accent.ContrastWith(Grounds.Sunk),
            Accent.ContrastWith(Soft),
            Strong.ContrastWith(Soft),
            Grounds.OnAccent.ContrastWith(Accent),
            Grounds.OnAccent.ContrastWith(Strong),
            Grounds.Text.ContrastWith(Soft),
        }.Min();

    /// <summary>True when all that is written with these colours can be read.</summary>
    public bool IsReadable => Contrast >= WantedContrast;

    /// <summary>In the light look, as the organisation chose it.</summary>
    public static AccentColours Light(Colour accent) =>
        new(LookGrounds.Light, accent, accent.Towards(Colour.Black, StrongShare), LookGrounds.Light.Surface.Towards(accent, SoftShare));

    /// <summary>In the dark look: the same colour, as much lighter as it must be.</summary>
    public static AccentColours Dark(Colour accent) => Nearest(accent, Colour.White, OnDark, WantedInTheDark);

    /// <summary>The colour itself when it can be read in the light look, or else the least darker one that can.</summary>
    public static Colour NearestReadable(Colour accent) => Nearest(accent, Colour.Black, Light, WantedContrast).Accent;

    private static AccentColours OnDark(Colour accent) =>
        new(LookGrounds.Dark, accent, accent.Towards(Colour.White, StrongShare), LookGrounds.Dark.Background.Towards(accent, DarkSoftShare));

    private static AccentColours Nearest(Colour accent, Colour end, Func<Colour, AccentColours> look, double wanted) =>
        Enumerable.Range(0, Steps + 1).Select(step => look(accent.Towards(end, step / (double)Steps))).First(colours => colours.Contrast >= wanted);
}
