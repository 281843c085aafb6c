using ClsPortal.Application.Centre;
using ClsPortal.Domain.Privacy;

namespace ClsPortal.Application.Privacy;

public sealed record RetentionSettings(IReadOnlyList<RetentionLine> Lines, string Stamp);

public sealed record RetentionLine(RetainedData Data, int Months, int StandardMonths);

internal static class Retention
{
    public static RetentionSettings Of(List<RetentionDelay> chosen)
    {
        var lines = Enum.GetValues<RetainedData>()
            .Select(data => new RetentionLine(
                data,
                chosen.Find(delay => delay.Data == data)?.Months ?? RetentionDelay.StandardMonths(data),
                RetentionDelay.StandardMonths(data)
            ))
            .ToList();
        return new RetentionSettings(lines, SetupDesk.Stamp(lines));
    }
}
