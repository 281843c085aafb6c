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
        var waiting = Enumerable.Range(0, 5).Select(_ => gate.EnterAsync(default).AsTask()).ToList();

        first!.Dispose();
        foreach (var turn in waiting)
        {
            waiting.FindAll(each => each.IsCompleted).Should().Equal(turn);
            (await turn)!.Dispose();
            waiting[waiting.IndexOf(turn)] = turn;
            if (turn != waiting[^1])
            {
                waiting.SkipWhile(each => each != turn).Skip(1).First().IsCompleted.Should().BeTrue();
            }
        }
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
