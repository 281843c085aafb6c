using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Hosting;

/// <summary>A page that reads again, without a reload, when what it shows was changed by somebody else.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    // In a rush every click changes what hundreds of screens show. They read again in turns, so that the clicks are answered first;
    // whatever changes while a screen waits for its turn is in the same reading.
    private static readonly SemaphoreSlim Turns = new(Environment.ProcessorCount);

    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private readonly Lock _gate = new();
    private ChangeNotice? _heard;
    private long _told;

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    protected PortalSender Sender { get; set; } = default!;

    /// <summary>How many changes this copy has told of; what is read from now on shows them all.</summary>
    protected long Told => Feed.Told;

    /// <summary>True when the change may concern what is on the screen.</summary>
    protected abstract bool Concerns(ChangeNotice change);

    /// <summary>True of what the page itself did and shows. Unless it says so, a page reads again after its own commands too.</summary>
    protected virtual bool ShowsAlready(ChangeNotice change) => false;

    /// <summary>Reads what is on the screen again.</summary>
    protected abstract Task RefreshAsync();

    /// <summary>Brings the screen up to date after changes that concern it; reads it again unless the page knows a shorter way.</summary>
    /// <param name="change">All of them together.</param>
    /// <param name="told"><see cref="ChangeFeed.Told"/> when the last of them was heard.</param>
    protected virtual Task CatchUpAsync(ChangeNotice change, long told) => RefreshAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _subscription = Feed.Subscribe(Hear);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    // Notices of the next moments are answered by one reading, and a rush of screens does not read in the same instant.
    private void Hear(ChangeNotice change)
    {
        if (!change.IsOfContent || ShowsAlready(change) || !Concerns(change))
        {
            return;
        }

        lock (_gate)
        {
            var isFirst = _heard is null;
            (_heard, _told) = (_heard?.And(change) ?? change, Feed.Told);
            if (!isFirst)
            {
                return;
            }
        }

        _ = RefreshSoonAsync(_gone.Token);
    }

    private (ChangeNotice Change, long Told) TakeHeard()
    {
        lock (_gate)
        {
            var heard = _heard!;
            _heard = null;
            return (heard, _told);
        }
    }

    private async Task RefreshSoonAsync(CancellationToken gone)
    {
        try
        {
            await Task.Delay(Random.Shared.Next(150, 500), gone);
            await Turns.WaitAsync(gone);
            try
            {
                var (change, told) = TakeHeard();
                await InvokeAsync(async () =>
                    {
                        await CatchUpAsync(change, told);
                        StateHasChanged();
                    })
                    .WaitAsync(LongestTurn, gone);
            }
            finally
            {
                Turns.Release();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone; nobody waits for the answer.
        }
        catch (TimeoutException)
        {
            // It goes on reading; others have their turn.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
