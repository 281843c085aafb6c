using ClsPortal.Infrastructure.Shared;
using Microsoft.Extensions.Time.Testing;

namespace ClsPortal.Infrastructure.Tests.Shared;

/// <summary>A few write at a time, in order; the queue and everybody's patience end somewhere.</summary>
public sealed class WriteGateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Turns_are_given_in_the_order_in_which_they_were_asked_for()
    {
        using var gate = new WriteGate(1, 10, WriteGate.LongestWait, _time);
        var first = await gate.EnterAsync(default);
        var served = new List<int>();
        var waiting = Enumerable
            .Range(0, 5)
            .Select(async place =>
            {
                using var turn = await gate.EnterAsync(default);
                served.Add(place);
            })
            .ToList();
        served.Should().BeEmpty();

        first!.Dispose();
        await Task.WhenAll(waiting);

        served.Should().Equal(0, 1, 2, 3, 4);
    }

    [Fact]
    public async Task Whoever_finds_the_queue_full_is_turned_away_at_once()
    {
        using var gate = new WriteGate(1, 2, WriteGate.LongestWait, _time);
        using var first = await gate.EnterAsync(default);
        var waiting = new[] { gate.EnterAsync(default).AsTask(), gate.EnterAsync(default).AsTask() };

        (await gate.EnterAsync(default)).Should().BeNull();

        gate.Waiting.Should().Be(2);
        waiting.Should().OnlyContain(turn => !turn.IsCompleted);
    }

    [Fact]
    public async Task Whoever_waited_too_long_is_turned_away_and_costs_nobody_a_turn()
    {
        using var gate = new WriteGate(1, 10, TimeSpan.FromSeconds(30), _time);
        var first = await gate.EnterAsync(default);
        var late = gate.EnterAsync(default).AsTask();

        _time.Advance(TimeSpan.FromSeconds(30));
        (await late).Should().BeNull();

        var next = gate.EnterAsync(default).AsTask();
        first!.Dispose();
        (await next).Should().NotBeNull();
    }

    [Fact]
    public async Task Who_gives_up_is_not_told_that_the_portal_is_busy()
    {
        using var gate = new WriteGate(1, 10, WriteGate.LongestWait, _time);
        using var first = await gate.EnterAsync(default);
        using var leaving = new CancellationTokenSource();
        var waiting = gate.EnterAsync(leaving.Token).AsTask();

        await leaving.CancelAsync();

        await waiting.Invoking(turn => turn).Should().ThrowAsync<OperationCanceledException>();
    }
}
