using UglyToad.PdfPig.Tokens;

namespace ClsPortal.Workshop.Pdf;

/// <summary>A rectangle, its corners in order.</summary>
internal sealed record Box(double Left, double Bottom, double Right, double Top)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;

    public ArrayToken Token => new([new NumericToken(Left), new NumericToken(Bottom), new NumericToken(Right), new NumericToken(Top)]);

    /// <returns>Null for what is no rectangle, or one without area.</returns>
    public static Box? Of(PdfCopier copier, IToken? token)
    {
        var numbers = Numbers(copier, token);
        if (numbers.Length != 4)
        {
            return null;
        }

        var box = Around([(numbers[0], numbers[1]), (numbers[2], numbers[3])]);
        return box is { Width: > 0 and < 1e6, Height: > 0 and < 1e6 } ? box : null;
    }

    /// <summary>The box around this one after a matrix turned and moved it.</summary>
    public Box Moved(double[] matrix) =>
        matrix.Length != 6
            ? this
            : Around([
                .. new[] { (Left, Bottom), (Left, Top), (Right, Bottom), (Right, Top) }.Select(point =>
                    ((matrix[0] * point.Item1) + (matrix[2] * point.Item2) + matrix[4], (matrix[1] * point.Item1) + (matrix[3] * point.Item2) + matrix[5])
                ),
            ]);

    public static double[] Numbers(PdfCopier copier, IToken? token) =>
        copier.Resolve(token) is ArrayToken array ? [.. array.Data.Select(copier.Resolve).OfType<NumericToken>().Select(number => number.Double)] : [];

    private static Box Around((double X, double Y)[] points) =>
        new(points.Min(point => point.X), points.Min(point => point.Y), points.Max(point => point.X), points.Max(point => point.Y));
}
