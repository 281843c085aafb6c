using SkiaSharp;

namespace ClsPortal.Infrastructure.Shared;

public sealed partial class PdfFlow
{
    /// <summary>A dashed line to cut along, with a word on it.</summary>
    public void Cut(string text)
    {
        Space(10);
        Reserve(12 + Small.LineHeight);
        var y = _y;
        Put(canvas =>
        {
            using var dashes = SKPathEffect.CreateDash([4, 3], 0);
            using var paint = new SKPaint
            {
                Color = Ink,
                StrokeWidth = 0.7f,
                PathEffect = dashes,
                IsStroke = true,
            };
            canvas.DrawLine(Left, y, Left + Width, y, paint);
        });
        _y += 6;
        Lines(text, Small);
        Space(6);
    }
}
