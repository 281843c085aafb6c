using ImageMagick;

namespace ClsPortal.Workshop;

/// <summary>
/// Draws an iPhone's photo as JPEG: upright, in the colours that every screen knows, without the place where it was taken. Of all that the
/// library can read, its policy (<c>Heic/policy.xml</c>) leaves this one format.
/// </summary>
public static class HeicDrawing
{
    private const ulong Megabyte = 1024 * 1024;
    private const uint LongestSide = 2600;
    private const uint LongestDeclaredSide = 10_000;
    private const ulong MostPixels = 50_000_000; // the largest iPhone's

    /// <exception cref="VerdictException">There is no picture to be had from it.</exception>
    public static byte[] Run(byte[] content)
    {
        try
        {
            Limit();
            var settings = new MagickReadSettings { Format = MagickFormat.Heic };
            var announced = new MagickImageInfo(content, settings);
            if (Math.Max(announced.Width, announced.Height) > LongestDeclaredSide || (ulong)announced.Width * announced.Height > MostPixels)
            {
                throw new VerdictException(Verdict.TooLarge);
            }

            using var picture = new MagickImage(content, settings);
            picture.AutoOrient();
            if (Math.Max(picture.Width, picture.Height) > LongestSide)
            {
                picture.Resize(LongestSide, LongestSide);
            }

            if (picture.GetColorProfile() is not null)
            {
                picture.TransformColorSpace(ColorProfiles.SRGB);
            }

            picture.BackgroundColor = MagickColors.White;
            picture.Alpha(AlphaAction.Remove);
            picture.Strip();
            picture.Quality = 92;
            return picture.ToByteArray(MagickFormat.Jpeg);
        }
        catch (MagickResourceLimitErrorException)
        {
            throw new VerdictException(Verdict.TooLarge);
        }
        catch (MagickException)
        {
            throw new VerdictException(Verdict.Damaged);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            throw new VerdictException(Verdict.NotHere);
        }
    }

    private static void Limit()
    {
        MagickNET.SetEnvironmentVariable("MAGICK_CONFIGURE_PATH", Path.Combine(AppContext.BaseDirectory, "Heic"));
        ResourceLimits.Thread = 1;
        ResourceLimits.Disk = 0;
        ResourceLimits.Memory = 400 * Megabyte;
        ResourceLimits.MaxMemoryRequest = 400 * Megabyte;
        ResourceLimits.Width = LongestDeclaredSide;
        ResourceLimits.Height = LongestDeclaredSide;
        ResourceLimits.ListLength = 8;
    }
}
