namespace ClsPortal.Infrastructure.Centre;

/// <summary>A clock that was set once (<c>Portal:Demo:Now</c>) and ticks on from there, so that January 2019 can be replayed.</summary>
public sealed class DemoClock(DateTimeOffset startsAt) : TimeProvider
{
    private readonly TimeSpan _shift = startsAt - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
